"""Files on their way to MiniRAG: read in turn, not sent where the content is the same, and what came of each."""

import errno
from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import sha256

from msgspec.structs import replace

from cli.watch.source import Entry, Gone, Source, SourceAway
from cli.watch.state import Known, Phase
from minirag import Document, MiniRAGError, Rejected, WrongAddress
from minirag.uploads import Content, Outcome

_OF_A_FILE = (400, 413, 415, 422)  # statuses of an answer that is about what was sent, and not about who sends


class Unchanged(OSError):
    """The file has another time, and the content that MiniRAG has."""


class Restless(OSError):
    """The file changed, or went, while it was looked at."""


class Away(OSError):
    """Its source cannot be read now."""


class Reading:
    """Reads entries of a source, some at a time in several threads; `digests` has each content's sha256 by name."""

    def __init__(self, source: Source, earlier: Mapping[str, Known]) -> None:
        self._source, self._earlier = source, earlier
        self.digests: dict[str, str] = {}

    def contents(self, entries: Sequence[Entry]) -> dict[str, Content]:
        """Return what reads each, by name."""
        return {entry.name: partial(self._read, entry) for entry in entries}

    def _read(self, entry: Entry) -> bytes:
        try:
            content = self._source.read(entry)
        except Gone as error:
            raise Restless from error
        except SourceAway as error:
            raise Away(errno.EIO, str(error)) from error
        self.digests[entry.name] = digest = sha256(content).hexdigest()
        earlier = self._earlier.get(entry.name)
        if earlier and earlier.document and earlier.digest == digest:
            raise Unchanged
        return content


def row_after(earlier: Known | None, entry: Entry, digest: str, outcome: Outcome) -> Known | None:
    """Return what is known of a document once it was sent; None: nothing, as before.

    Raises `SourceAway` where the source has failed, `Unavailable` where the same may be taken later, and other
    `MiniRAGError`s that are not about this file.
    """
    now = replace(earlier or Known(entry.name), fingerprint=entry.fingerprint, identity=entry.identity)
    match outcome:
        case Document():
            return replace(now, digest=digest, document=outcome.id, phase=_phase(outcome))
        case Unchanged():
            return now
        case Restless():
            return earlier
        case Away():
            raise SourceAway(outcome.strerror)
        case MiniRAGError() if not _is_about_the_file(outcome):
            raise outcome
        case _:  # a file that is not taken, or may not be read
            return replace(now, digest="", phase="refused")


def _is_about_the_file(error: MiniRAGError) -> bool:
    """Tell whether only this file cannot be taken; else it may be later, or none can: a wrong key, no MiniRAG there."""
    return isinstance(error, Rejected) and error.status in _OF_A_FILE and not isinstance(error, WrongAddress)


def reason(outcome: Outcome) -> str:
    """Return why a file was not taken."""
    if isinstance(outcome, MiniRAGError):
        return outcome.detail
    return f"cannot be read: {outcome.strerror or outcome}" if isinstance(outcome, OSError) else ""


def _phase(document: Document) -> Phase:
    if not document.settled:
        return "sent"
    return "done" if document.phase == "indexed" else "failed"
