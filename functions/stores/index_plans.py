"""Which indexes there are, and the plan that says which one of them answers."""

from typing import Protocol

import msgspec

from events.identity import IndexKey


class IndexPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Which model's index answers questions, and which is being brought up to date; the highest number is in force."""

    tenant: str
    number: int  # from 1
    at: int  # milliseconds since 1970
    active: str
    target: str = ""  # empty: nothing is being done
    switch: bool = False  # whether `target` is to answer as soon as it is whole


class IndexPlans(Protocol):
    """Plans are written once, and the one of the highest number is in force. May be called by several threads and
    processes at once; raises `Unavailable` when the store does not answer."""

    def models(self, tenant: str) -> list[str]:
        """Return the models that have an index with documents, deleted ones included, by name."""

    def drop(self, index: IndexKey) -> None:
        """Forget every fact about documents in this index."""

    def plan(self, tenant: str) -> IndexPlan | None:
        """Return the newest plan, which says which index answers; None: nobody has chosen one yet."""

    def write_plan(self, plan: IndexPlan) -> bool:
        """Write a plan unless there is one of its number already; tell whether it was new."""
