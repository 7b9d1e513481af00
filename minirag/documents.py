"""What is told of documents. A field that a server does not tell has its default; one that is unknown is ignored."""

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document and its state."""

    id: str
    name: str
    phase: str  # waiting, splitting, recognising, embedding, indexed or failed
    state: str = ""  # the phase, with the progress: embedding 12/40
    generation: str = ""
    media_type: str = ""
    size: int = 0  # bytes
    metadata: dict[str, str] = {}
    language: str = ""  # of most of its text, by ISO 639-1
    languages: list[str] = []
    chunks: int = 0
    files: int = 0  # in an archive
    reused: int = 0  # of its chunks: those that were not embedded anew
    warnings: list[str] = []  # what could not be read of it
    scanned: int = 0  # pages and pictures for OCR to read
    recognised: int = 0  # those that it has read
    batches: int = 0
    stored: int = 0  # batches
    attempt: int = 0
    uploaded_at: str = ""  # as 2026-01-31T12:00:00.000Z
    changed_at: str = ""
    stage: str = ""  # that has given it up
    reason: str = ""
    unchanged: bool = False  # an upload brought nothing new

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.phase in ("indexed", "failed", "unreadable")


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some of the documents, newest first; `next` leads to the others."""

    documents: list[T]
    next: str | None = None
