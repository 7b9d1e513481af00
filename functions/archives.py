"""Archives and the documents that came in them."""

from collections.abc import Collection

from events.identity import member_generation, now_ms
from functions.stores.facts import Fact
from functions.stores.records import Records


def member_deletions(
    records: Records, tenant: str, archive: str, generation: str, kept: Collection[str] = ()
) -> list[Fact]:
    """Return the facts that delete what older generations of an archive than this one brought, but for those kept.

    A document that was uploaded by itself in the meantime, or that a newer generation brought, stays.
    """
    return [
        Fact(
            tenant=tenant,
            document=state.document,
            generation=member_generation(generation, state.document),
            kind="deleted",
            at=now_ms(),
        )
        for state in records.members(tenant, archive)
        if state.document not in kept
        and state.upload
        and state.upload.archive == archive
        and state.generation < member_generation(generation, state.document)
    ]
