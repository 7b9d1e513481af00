"""Archives and the documents that came in them."""

from collections.abc import Collection

from msgspec.structs import replace

from events.identity import member_generation
from functions.stores.document_log import DocumentLog
from functions.stores.facts import Fact


def member_deletions(log: DocumentLog, archive: Fact, kept: Collection[str] = ()) -> list[Fact]:
    """Return the facts that delete what older generations of an archive than this deletion of it brought, but for those
    kept, in the index that it is about.

    A document that was uploaded by itself in the meantime, or that a newer generation brought, stays.
    """
    return [
        replace(archive, key=state.key, generation=member_generation(archive.generation, state.document))
        for state in log.members(archive.key)
        if state.document not in kept
        and state.upload
        and state.upload.archive == archive.key.document
        and state.generation < member_generation(archive.generation, state.document)
    ]
