"""Archives and the documents that came in them."""

from collections.abc import Collection

from msgspec.structs import replace

from events.identity import Generation, generation_after, member_generation
from functions.stores.document_log import DocumentLog
from functions.stores.facts import DocumentState, Fact


def member_deletions(log: DocumentLog, archive: Fact, kept: Collection[str] = ()) -> list[Fact]:
    """Return the deletions of the documents that came in an archive, for the index in which it changes.

    `archive` is a fact of the archive's new generation. Deleted are the documents that older generations brought,
    unless their ids are among `kept`. What was uploaded by itself since, or came in a newer generation, stays.
    """
    return [
        replace(archive, key=state.key, generation=_above(archive, state))
        for state in log.members(archive.key)
        if state.document not in kept
        and state.upload
        and state.upload.archive == archive.key.document
        and state.generation < _above(archive, state)
    ]


def _above(archive: Fact, member: DocumentState) -> Generation:
    """Return the generation of a member's deletion: that of the archive's, or where it was only read again, the next
    one of the member's own."""
    generation = member_generation(archive.generation, member.document)
    same = member_generation(member.generation, member.document) == generation
    return generation_after(member.generation) if same else generation
