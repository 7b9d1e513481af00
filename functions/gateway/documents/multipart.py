"""Files and fields out of a request, written to disk as they arrive, with every limit checked while reading."""

import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from events.errors import Rejected
from events.file_names import one_spelling

_EXTENDED = re.compile(
    rb";[ \t]{0,20}filename\*[ \t]{0,20}=[ \t]{0,20}\"?([\w-]{0,40})'[\w-]{0,40}'([^;\"\s]{1,2000})", re.I
)
_ESCAPED = re.compile(rb"%(?:22|0[DdAa])")
SPOOLED = 1024 * 1024  # bytes of a file that are held in memory
MAX_PARTS = 1000
MAX_FIELD = 64 * 1024  # bytes
MAX_HEADERS = 16 * 1024  # bytes of one part's headers


def _spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=SPOOLED)


@dataclass(slots=True)
class Part:
    """A file of an upload, or a field of its form (then without a name)."""

    form_field: str = ""
    name: str = ""
    media_type: str = ""
    is_file: bool = False
    size: int = 0  # bytes that came, also those over the limit, which are not kept
    file: IO[bytes] = field(default_factory=_spool)

    def write(self, data: bytes, limit: int) -> None:
        """Add bytes; what goes over the limit is counted but not kept."""
        self.size += len(data)
        if self.size <= limit:
            self.file.write(data)

    def read(self) -> bytes:
        """Return the whole content."""
        self.file.seek(0)
        return self.file.read()


class Parts:
    """The parts of one multipart body, fed piece by piece; a context, at whose end the files are gone."""

    def __init__(self, content_type: str, limit: int) -> None:
        """`limit` is that of one file, in bytes. Raises `Rejected` (400) without a boundary."""
        boundary = parse_options_header(content_type)[1].get(b"boundary")
        if not boundary:
            raise Rejected("the multipart body has no boundary: send it as multipart/form-data", status=400)
        self.parts: list[Part] = []
        self._limit, self._ended = limit, False
        self._header, self._value, self._headers = b"", b"", dict[bytes, bytes]()
        self._parser = self._parser_of(boundary)

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for part in self.parts:
            part.file.close()

    def _parser_of(self, boundary: bytes) -> MultipartParser:
        try:
            return MultipartParser(
                boundary,
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._header_name,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._headers_finished,
                    "on_part_data": self._data,
                    "on_end": self._end,
                },
            )
        except FormParserError as error:
            raise Rejected(f"the boundary of the multipart body cannot be used: {error}", status=400) from error

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body; raise `Rejected` (400) when it is no multipart body."""
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise Rejected(f"the multipart body is broken: {error}", status=400) from error

    def finish(self) -> None:
        """Tell that the body is at its end; raise `Rejected` (400) when it should go on: a cut file is no file."""
        if not self._ended:
            raise Rejected("the multipart body is cut off: send all of it", status=400)

    def _end(self) -> None:
        self._ended = True

    def _begin(self) -> None:
        if len(self.parts) >= MAX_PARTS:
            raise Rejected(f"more than {MAX_PARTS} files in one request: send several requests", status=413)
        self.parts.append(Part())
        self._headers = {}

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]
        self._check_headers()

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._check_headers()

    def _check_headers(self) -> None:
        if len(self._header) + len(self._value) > MAX_HEADERS:
            raise Rejected("a part of the multipart body has too long headers", status=400)

    def _header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header, self._value = b"", b""

    def _headers_finished(self) -> None:
        disposition = self._headers.get(b"content-disposition", b"")
        options = parse_options_header(disposition)[1]
        part = self.parts[-1]
        part.form_field = options.get(b"name", b"").decode("utf-8", "replace")
        part.is_file = b"filename" in options or _EXTENDED.search(disposition) is not None
        part.name = _name(options, disposition)
        part.media_type = self._headers.get(b"content-type", b"").decode("latin-1")

    def _data(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        part.write(data[start:end], self._limit if part.is_file else MAX_FIELD)


def _name(options: dict[bytes, bytes], disposition: bytes) -> str:
    """Return a file's name: by `filename*` (RFC 8187) where there is one, else with %22 as browsers write a quotation
    mark, %0D and %0A as line ends. Raises `Rejected` where it is not UTF-8: two such names would become the same one.
    """
    extended = _EXTENDED.search(disposition)
    given = options.get(b"filename", b"")
    try:
        if extended:
            return one_spelling(unquote_to_bytes(extended[2]).decode(extended[1].decode() or "utf-8"))
        return one_spelling(_ESCAPED.sub(lambda found: unquote_to_bytes(found[0]), given).decode())
    except (UnicodeDecodeError, LookupError) as error:
        raise Rejected(f"the file name {given[:80]!r} is not UTF-8: send it in UTF-8") from error


async def read_parts(stream: AsyncIterator[bytes], parts: Parts, limit: int) -> None:
    """Feed the whole stream; raise `Rejected` (413) as soon as it exceeds `limit` bytes."""
    received = 0
    async for piece in stream:
        received += len(piece)
        if received > limit:
            raise Rejected(f"more than {limit // 2**20} MiB in one request: send fewer files at once", status=413)
        parts.feed(piece)
    parts.finish()


async def read_raw(stream: AsyncIterator[bytes], part: Part, limit: int, drained: int) -> None:
    """Write a raw body to the part; what exceeds the file `limit` is read up to `drained` bytes, so that the client,
    which is still sending, gets to read the answer."""
    async for piece in stream:
        part.write(piece, limit)
        if part.size > drained:
            return
