"""Which embedding models have an index, and which one's answers questions: the active one."""

import time
from typing import Any

from events.errors import Damaged, Rejected, Unavailable
from events.identity import IndexKey
from functions.serving.lazy import LazyResource
from functions.stores.index_plans import IndexPlan
from functions.stores.records import Records

FRESH = 1.0  # seconds


def active_model(records: Records, tenant: str, default: str) -> str:
    """Return the model whose index answers; `default`, which is EMBEDDER, until a plan on record says otherwise."""
    plan = records.plan(tenant)
    return plan.active if plan else default


def all_models(records: Records, tenant: str, default: str) -> list[str]:
    """Return every model that has an index, or is about to get one; the active one comes first."""
    plan = records.plan(tenant)
    planned = [plan.active, plan.target] if plan else [default]
    return list(dict.fromkeys(model for model in (*planned, *records.models(tenant)) if model))


def check_index(records: Records, tenant: str, default: str, model: str) -> None:
    """Raise `Rejected` unless this embedding model, if one is named, has an index or is about to get one."""
    if model and model != default and model not in (known := all_models(records, tenant, default)):
        raise Rejected(f"no index is of the model {model[:80]!r}: leave it out, or name one of {', '.join(known)}")


def reindexing(records: Records, plan: IndexPlan | None) -> dict[str, Any] | None:
    """Return how far the planned index is: its model, its indexed documents, and all documents; None without a plan."""
    if plan is None or not plan.target:
        return None
    there, here = (records.counts(IndexKey(plan.tenant, model)) for model in (plan.target, plan.active))
    return {"model": plan.target, "indexed": there.get("indexed", 0), "documents": sum(here.values())}


class ActiveModel:
    """The active model as it was within the last second, for questions: each of them is looked for in one index only,
    so that an old choice is as good as a new one as long as its index is there."""

    def __init__(self, records: LazyResource[Records], default: str) -> None:
        self._records, self._default = records, default
        self._known: dict[str, tuple[float, str]] = {}

    def of(self, tenant: str) -> str:
        """Return the tenant's; the last one that was known while the store does not answer, or `default`.

        Raises `Damaged` where it never will.
        """
        at, model = self._known.get(tenant, (0.0, self._default))
        if time.monotonic() - at < FRESH and tenant in self._known:
            return model
        try:
            model = active_model(self._records.get(), tenant, self._default)
        except Damaged:
            raise
        except Unavailable:
            return model
        self._known[tenant] = time.monotonic(), model
        return model
