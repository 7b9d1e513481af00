"""Bringing the index of another model up to date while the active one answers, and making it the active one.

A document gets into the other index as it got into the first one: by the fact that it was uploaded, in the same
generation, and by the same events. So nothing is lost however often this is broken off, and going back is the same
again, with little left to do.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from events.identity import DocumentKey, IndexKey, now_ms
from functions.documents.accept import uploaded
from functions.documents.indexes import all_models
from functions.serving.settings import fingerprint
from functions.stores.facts import DocumentState, Fact
from functions.stores.index_plans import IndexPlan
from functions.stores.records import Records

UNDER_WAY = ("waiting", "splitting", "embedding")
PAGE = 100  # documents


def begin(records: Records, tenant: str, default: str, model: str, *, switch: bool) -> IndexPlan:
    """Plan an index for `model`, which is to be the active one as soon as it is whole if `switch`; return the plan.

    `default` is the active model while there is no plan. A plan for the active model ends one for another.
    """
    while True:
        before = records.plan(tenant) or IndexPlan(tenant=tenant, number=0, at=0, active=default)
        plan = _next(before, target=model, switch=switch)
        if records.write_plan(plan):
            return plan


def advance(records: Records, tenant: str, default: str, limit: int) -> bool:
    """Put up to `limit` documents that the planned index lacks on their way into it, or switch when it is whole.

    Tell whether there are documents to be admitted now.
    """
    plan = records.plan(tenant)
    if plan is None or not plan.target:
        return False
    if copy_missing(records, tenant, default, plan.target, limit):
        return True
    if not plan.switch or not is_whole(records, plan):
        return False
    records.write_plan(_next(plan, active=plan.target, target="", switch=False))
    # Whoever accepts a document looks at the plan after it was written: what was meant for the former index is there.
    return copy_missing(records, tenant, default, plan.target, limit) > 0


def copy_missing(records: Records, tenant: str, default: str, target: str, limit: int) -> int:
    """Write that up to `limit` documents of each other index were uploaded, or deleted, in this; return how many."""
    copied = 0
    for source in all_models(records, tenant, default):
        if source != target:
            found = records.missing(IndexKey(tenant, source), IndexKey(tenant, target), limit)
            records.write(*(_copy(state, target) for state in found))
            copied += len(found)
    return copied


def is_whole(records: Records, plan: IndexPlan) -> bool:
    """Tell whether the planned index lacks nothing that the others have, so that it can answer."""
    counts = records.counts(IndexKey(plan.tenant, plan.target))
    if any(counts.get(phase) for phase in UNDER_WAY):
        return False
    target = IndexKey(plan.tenant, plan.target)
    others = (model for model in all_models(records, plan.tenant, plan.active) if model != plan.target)
    if any(records.missing(IndexKey(plan.tenant, model), target, 1) for model in others):
        return False
    return not counts.get("failed") or not any(failed_there_only(records, plan))


def failed_there_only(records: Records, plan: IndexPlan) -> Iterator[DocumentState]:
    """Yield the documents that failed on their way into the planned index, and that the active one answers from."""
    after = ""
    while states := records.states(IndexKey(plan.tenant, plan.target), after=after, limit=PAGE):
        failed = [state for state in states if state.phase == "failed"]
        answering = records.current(IndexKey(plan.tenant, plan.active), [state.document for state in failed])
        yield from (state for state in failed if state.document in answering and plan.active != plan.target)
        after = states[-1].generation


def _next(plan: IndexPlan, **changes: str | bool) -> IndexPlan:
    return replace(plan, number=plan.number + 1, at=now_ms(), **changes)


def _copy(state: DocumentState, model: str) -> Fact:
    key = DocumentKey(IndexKey(state.tenant, model), state.document)
    if state.upload is None:
        return Fact(key=key, generation=state.generation, kind="deleted", at=now_ms())
    return uploaded(key, state.generation, replace(state.upload, fingerprint=fingerprint(model)))
