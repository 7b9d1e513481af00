"""Bringing the index of another model up to date while the active one answers, and making it the active one.

A document gets into the other index as it got into the first one: by the fact that it was uploaded, in the same
generation, and by the same events. So nothing is lost however often this is broken off, and going back is the same
again, with little left to do.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from events.identity import DocumentKey, IndexKey, now_ms
from functions.documents.indexes import Indexes
from functions.documents.progress import uploaded
from functions.serving.settings import fingerprint
from functions.stores.document_log import DocumentLog
from functions.stores.facts import UNDER_WAY, DocumentState, Fact
from functions.stores.index_plans import IndexPlan

PAGE = 100  # documents


def begin(indexes: Indexes, target: IndexKey, *, switch: bool) -> IndexPlan:
    """Plan an index, which is to be the active one as soon as it is whole if `switch`; return the plan.

    A plan for the index that is the active one already ends one for another.
    """
    while True:
        plan = _next(indexes.plan(target.tenant), target=target.model, switch=switch)
        if indexes.records.get().write_plan(plan):
            return plan


def advance(indexes: Indexes, tenant: str, limit: int) -> bool:
    """Put up to `limit` documents that the planned index lacks on their way into it, or switch when it is whole.

    Tell whether there are documents to be admitted now.
    """
    plan = indexes.plan(tenant)
    if not plan.target:
        return False
    target = IndexKey(tenant, plan.target)
    if copy_missing(indexes, target, limit):
        return True
    if not plan.switch or not is_whole(indexes, plan):
        return False
    indexes.records.get().write_plan(_next(plan, active=plan.target, target="", switch=False))
    # Whoever accepts a document looks at the plan after it was written: what was meant for the former index is there.
    return copy_missing(indexes, target, limit) > 0


def copy_missing(indexes: Indexes, target: IndexKey, limit: int) -> int:
    """Write that up to `limit` documents of each other index were uploaded, or deleted, in this; return how many."""
    copied, records = 0, indexes.records.get()
    for source in indexes.all(target.tenant):
        if source != target:
            found = records.missing(source, target, limit)
            records.write(*(_copy(state, target) for state in found))
            copied += len(found)
    return copied


def is_whole(indexes: Indexes, plan: IndexPlan) -> bool:
    """Tell whether the planned index lacks nothing that the others have, so that it can answer."""
    records, target = indexes.records.get(), IndexKey(plan.tenant, plan.target)
    counts = records.counts(target)
    if any(counts.get(phase) for phase in UNDER_WAY):
        return False
    if any(records.missing(source, target, 1) for source in indexes.all(plan.tenant) if source != target):
        return False
    return not counts.get("failed") or not any(failed_there_only(records, plan))


def failed_there_only(log: DocumentLog, plan: IndexPlan) -> Iterator[DocumentState]:
    """Yield the documents that failed on their way into the planned index, and that the active one answers from."""
    after, active = "", IndexKey(plan.tenant, plan.active)
    while states := log.states(IndexKey(plan.tenant, plan.target), after=after, limit=PAGE):
        failed = [state for state in states if state.phase == "failed"]
        answering = log.current(active, [state.document for state in failed])
        yield from (state for state in failed if state.document in answering and plan.active != plan.target)
        after = states[-1].generation


def _next(plan: IndexPlan, **changes: str | bool) -> IndexPlan:
    return replace(plan, number=plan.number + 1, at=now_ms(), **changes)


def _copy(state: DocumentState, target: IndexKey) -> Fact:
    key = DocumentKey(target, state.document)
    if state.upload is None:
        return Fact(key=key, generation=state.generation, kind="deleted", at=now_ms())
    upload = replace(state.upload, fingerprint=fingerprint(target.model), rereads=0, before=None)
    return uploaded(key, state.generation, upload)
