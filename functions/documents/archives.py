"""Archives and the documents that came in them."""

from collections.abc import Collection

from msgspec.structs import replace

from events.identity import member_generation
from functions.stores.document_log import DocumentLog
from functions.stores.facts import Fact


def member_deletions(log: DocumentLog, archive: Fact, kept: Collection[str] = ()) -> list[Fact]:
    """Return the deletions of the documents that came in an archive, for the index in which it changes.

    `archive` is a fact of the archive's new generation. Deleted are the documents that older generations brought,
    unless their ids are among `kept`. What was uploaded by itself since, or came in a newer generation, stays.
    """
    return [
        replace(archive, key=state.key, generation=member_generation(archive.generation, state.document))
        for state in log.members(archive.key)
        if state.document not in kept
        and state.upload
        and state.upload.archive == archive.key.document
        and state.generation < member_generation(archive.generation, state.document)
    ]
