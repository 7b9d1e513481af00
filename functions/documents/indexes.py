"""Which embedding models have an index, and which one's answers questions: the active one."""

import time
from typing import Any

from events.errors import Damaged, Rejected, Unavailable
from events.identity import IndexKey
from functions.serving.lazy import LazyResource
from functions.serving.settings import CHUNKER
from functions.stores.index_plans import IndexPlan, IndexPlans
from functions.stores.records import Records

FRESH = 1.0  # seconds
NAMED = 3  # documents, of those that are read again


class Indexes:
    """The indexes of every tenant. `default` is the model of the active one until a plan on record names another."""

    def __init__(self, records: LazyResource[Records], default: str) -> None:
        self.records, self._default = records, default

    def active(self, tenant: str) -> IndexKey:
        """Return the index that answers."""
        return IndexKey(tenant, active_model(self.records.get(), tenant, self._default))

    def meant(self, index: IndexKey) -> IndexKey:
        """Return this index, or the tenant's active one where no model is named."""
        return index if index.model else self.active(index.tenant)

    def all(self, tenant: str) -> list[IndexKey]:
        """Return every index that there is or is about to be; the active one comes first."""
        plan = self.plan(tenant)
        models = (plan.active, plan.target, *self.records.get().models(tenant))
        return [IndexKey(tenant, model) for model in dict.fromkeys(models) if model]

    def check(self, index: IndexKey) -> None:
        """Raise `Rejected` unless there is this index or is about to be; one without a model is the active one."""
        if index.model in ("", self._default):
            return
        known = [one.model for one in self.all(index.tenant)]
        if index.model not in known:
            named, others = index.model[:80], ", ".join(known)
            raise Rejected(f"no index is of the model {named!r}: leave it out, or name one of {others}")

    def plan(self, tenant: str) -> IndexPlan:
        """Return the plan in force; the number 0 stands for none, with which the index of `default` answers."""
        return self.records.get().plan(tenant) or IndexPlan(tenant=tenant, number=0, at=0, active=self._default)

    def reindexing(self, tenant: str) -> dict[str, Any] | None:
        """Return how far the planned index is: its model, its indexed documents, and all documents; or None."""
        plan = self.plan(tenant)
        if not plan.target:
            return None
        there, here = (self.records.get().counts(IndexKey(tenant, model)) for model in (plan.target, plan.active))
        return {"model": plan.target, "indexed": there.get("indexed", 0), "documents": sum(here.values())}

    def rereading(self, tenant: str) -> dict[str, Any] | None:
        """Return how many documents are read again, since an older reader read them, and the first names; or None."""
        log, active = self.records.get(), self.active(tenant)
        count = log.count_older(active, CHUNKER)
        if not count:
            return None
        first = [state.upload.name for state in log.older(active, CHUNKER, limit=NAMED) if state.upload]
        return {"documents": count, "names": first}


def active_model(plans: IndexPlans, tenant: str, default: str) -> str:
    """Return the model whose index answers; `default`, which is EMBEDDER, until a plan on record says otherwise."""
    plan = plans.plan(tenant)
    return plan.active if plan else default


class ActiveModel:
    """The active model, looked up at most once a second: every question asks for it.

    A question may look into the index that was active a moment ago, because that one is kept until no question on its
    way can need it.
    """

    def __init__(self, plans: LazyResource[IndexPlans], default: str) -> None:
        self._plans, self._default = plans, default
        self._known: dict[str, tuple[float, str]] = {}

    def of(self, tenant: str) -> str:
        """Return the tenant's; the last one that was known while the store does not answer, or `default`.

        Raises `Damaged` where it never will.
        """
        at, model = self._known.get(tenant, (0.0, self._default))
        if time.monotonic() - at < FRESH and tenant in self._known:
            return model
        try:
            model = active_model(self._plans.get(), tenant, self._default)
        except Damaged:
            raise
        except Unavailable:
            return model
        self._known[tenant] = time.monotonic(), model
        return model
