"""The files attached to a file, such as a mail or a PDF, each read under its name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

import msgspec

from events.errors import Rejected
from functions.documents.media_types import ARCHIVES
from functions.ingest.extract.archive_files import Member, unpack
from functions.ingest.extract.left_out import inside, warn
from functions.ingest.extract.media import media_type_of
from functions.ingest.extract.reading import extract
from functions.ingest.extract.section import Section

_MOST = 1_000
_DEEPEST = 5  # files within files
_LONGEST_TITLE = 1_000  # characters of a name that stand in every heading beneath it
_LARGEST = 50 * 2**20  # bytes of a file in an attached archive
_depth: ContextVar[int] = ContextVar("_depth", default=0)


class Attachments:
    """Reads the attachments of a file, all of them within one bound; `unread` says which could not be read."""

    def __init__(self, name: str) -> None:
        self.unread: list[str] = []
        self._name, self._files = name, 0

    def count(self) -> None:
        """Count one. Raises `Rejected` (413) when they are too many."""
        self._files += 1
        if self._files > _MOST:
            raise Rejected(f"{self._name} has more than {_MOST} attachments: split it", status=413)

    def read(self, title: str, sections: Callable[[], list[Section]], said: str = "") -> list[Section]:
        """Return what is read of an attachment, under its title; nothing where it is rejected, which is noted.

        `said` is what it is called in the note: "The attachment" and its title.
        """
        with inside(title):
            try:
                with _deeper():
                    return under(title, sections())
            except Rejected as error:
                self.unread.append(f"{said or f'The attachment {title}'} is not read.")
                warn(f"not read: {error.detail.removeprefix(title).strip()}")
                return []

    def file(self, data: bytes, title: str, declared: str = "", codec: str = "") -> list[Section]:
        """Return the sections of a file by its content, its declared media type and its name."""
        media_type = media_type_of(title, declared, data)
        if media_type in ARCHIVES:
            return self._archive(data, title)
        return extract(data, media_type, title, charset=codec)

    def _archive(self, data: bytes, title: str) -> list[Section]:
        """Return the sections of the files in an attached archive, each under its path."""
        sections: list[Section] = []
        for member in unpack(data, title, _LARGEST):
            self.count()
            sections += self.read(member.path, partial(_content, member), f"The file {member.path} in {title}")
        return sections


def _content(member: Member) -> list[Section]:
    if member.refusal:
        raise Rejected(member.refusal)
    return extract(member.data, media_type_of(member.path, "", member.data), member.path)


def under(title: str, sections: list[Section]) -> list[Section]:
    """Return the sections with their headings below a title."""
    title = title[:_LONGEST_TITLE]
    return [
        msgspec.structs.replace(section, heading=" > ".join(filter(None, [title, section.heading])))
        for section in sections
    ]


@contextmanager
def _deeper() -> Iterator[None]:
    token = _depth.set(_depth.get() + 1)
    try:
        if _depth.get() > _DEEPEST:
            raise Rejected(f"files within files, deeper than {_DEEPEST}")
        yield
    finally:
        _depth.reset(token)
