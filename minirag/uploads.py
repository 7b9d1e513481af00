"""Files on their way: what they are sent as, what has become of each, and waiting until they are searchable."""

import os
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

import msgspec

from minirag import calls
from minirag.calls import Call
from minirag.documents import Document, Page
from minirag.errors import NO_ANSWER, MiniRAGError, Rejected, Unavailable, WrongAddress

T = TypeVar("T")
AT_ONCE = 4  # files on their way to the gateway
LOOKED_AT = 32  # of the oldest documents under way at a time: more than are ever admitted at once
PAUSE = 0.25  # seconds between two looks
_OF_ALL = (NO_ANSWER, 401)  # statuses that would be every file's: no connection, a wrong key

Source = str | os.PathLike[str] | bytes | BinaryIO | Callable[[], bytes]  # a file's path, or content
Content = Callable[[], bytes]
Metadata = Mapping[str, str | Sequence[str]]
Outcome = Document | MiniRAGError | OSError  # of sending one file


class Pause(msgspec.Struct, frozen=True):
    """Seconds to wait for."""

    seconds: float


class Report(msgspec.Struct, Generic[T], frozen=True):
    """Something for whoever asked."""

    value: T


# What happens over several calls, without making them: a generator of calls, each of which it is sent the answer to,
# of pauses, and of reports.
Flow = Generator[Call[Any] | Pause | Report[T], Any, None]


class Tally(msgspec.Struct):
    """What became of the files of one upload, and of the files in its archives once they are known.

    `waiting` holds ids by name, in the order of acceptance.
    """

    total: int
    sent: int = 0
    unchanged: int = 0
    indexed: int = 0
    waiting: dict[str, str] = {}
    failed: dict[str, str] = {}  # reason by name
    warned: dict[str, list[str]] = {}  # by name, what is not in what was read
    documents: dict[str, Document] = {}  # by name, once they are searchable or have failed

    @property
    def settled(self) -> int:
        """How many are searchable or have failed."""
        return self.indexed + len(self.failed)

    def count_sent(self, name: str, outcome: Outcome) -> None:
        """Take what came of sending a file; raise an error that is not about this file alone."""
        self.sent += 1
        if isinstance(outcome, Document):
            self.unchanged += outcome.unchanged
            self.waiting[name] = outcome.id
        elif isinstance(outcome, OSError):
            self.failed[name] = f"cannot be read: {outcome.strerror or outcome}"
        elif outcome.status in _OF_ALL or isinstance(outcome, WrongAddress):
            raise outcome
        else:
            self.failed[name] = outcome.detail

    def expect(self, member: Document) -> None:
        """Wait for a document that came in an archive, too."""
        self.total += 1
        self.sent += 1
        self.waiting[member.name] = member.id

    def see(self, name: str, document: Document | None) -> bool:
        """Take a look at a document (None: it is gone); return whether it has settled."""
        if document is None:
            self.failed[name] = "it was deleted in the meantime"
        elif document.phase == "indexed":
            self.indexed += 1
        elif document.settled:
            self.failed[name] = f"{document.stage}: {document.reason}" if document.stage else document.reason
        else:
            return False
        if document:
            self.documents[name] = document
            if document.phase == "indexed" and document.warnings:
                self.warned[name] = document.warnings
        del self.waiting[name]
        return True


def content_of(source: Source) -> Content:
    """Return what reads the bytes of a source, which happens when they are sent."""
    if isinstance(source, bytes):
        return lambda: source
    if isinstance(source, str | os.PathLike):
        return Path(source).read_bytes
    return source if callable(source) else source.read


def name_of(source: Source, name: str) -> str:
    """Return the name of a document: the given one, or that of its file."""
    if name:
        return name
    if isinstance(source, str | os.PathLike):
        return Path(source).name
    raise Rejected('content needs a name: name="notes.txt"')


def waited_for(tally: Tally, timeout: float | None = None) -> Flow[Tally]:
    """Look at the documents until each is searchable or has failed; report the tally after each round.

    Raises `Unavailable` when that takes more than `timeout` seconds.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    while tally.waiting:
        for name in list(tally.waiting)[:LOOKED_AT]:
            document = yield calls.document(tally.waiting[name], optional=True)
            yield from settled(tally, name, document)
        yield Report(tally)
        if tally.waiting and deadline and time.monotonic() >= deadline:
            first, count = next(iter(tally.waiting)), len(tally.waiting)
            raise Unavailable(f"{count} documents are not searchable after {timeout:g} s, such as {first}: wait again")
        if tally.waiting:
            yield Pause(PAUSE)


def settled(tally: Tally, name: str, document: Document | None) -> Flow[Tally]:
    """Take a look at a document, and with an archive at all that came in it."""
    if not tally.see(name, document) or document is None or not document.files:
        return
    page_call: Call[Page[Document]] | None = calls.documents(archive=document.id)
    while page_call:
        page = yield page_call
        for member in page.documents:
            tally.expect(member)
            tally.see(member.name, member)
        page_call = calls.page_after(page_call, page)


def each_document(call: Call[Page[T]]) -> Flow[T]:
    """Report every document of a list, page by page."""
    page_call: Call[Page[T]] | None = call
    while page_call:
        page = yield page_call
        yield from map(Report, page.documents)
        page_call = calls.page_after(page_call, page)


def expected(documents: Iterable[Document | str]) -> Tally:
    """Return the tally of documents, or ids, that are only waited for."""
    ids = [(one.name, one.id) if isinstance(one, Document) else (one, one) for one in documents]
    return Tally(total=len(ids), sent=len(ids), waiting=dict(ids))


def outcome_of(tally: Tally) -> list[Document]:
    """Return the documents that were waited for; raise `Rejected` when one has failed."""
    if tally.failed:
        name, reason = next(iter(tally.failed.items()))
        others = f" (and {len(tally.failed) - 1} others)" if len(tally.failed) > 1 else ""
        raise Rejected(f"{name} is not searchable: {reason}{others}")
    return list(tally.documents.values())
