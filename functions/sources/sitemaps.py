"""Sitemaps, and indexes of them, by the protocol of sitemaps.org: XML of strangers, perhaps packed by gzip."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from events.errors import Rejected
from functions.sources.fetching import unpacked

MAX_BYTES = 50 * 1024 * 1024  # of one, unpacked, as the protocol says
MAX_DEPTH = 20  # elements
_GZIP = b"\x1f\x8b"
_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
_BEGINS = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]{0,500}\?>\s*){0,5}<(?:\w+:)?(\w+)", re.DOTALL
)


class _Done(Exception):
    """There are as many addresses as were asked for."""


class Sitemap:
    """What a sitemap lists: pages, or where it is an index of others, these."""

    def __init__(self, data: bytes, most: int) -> None:
        """Read it; of more than `most` addresses the first ones. Raises `Rejected` for what is none, or has a DTD."""
        self.addresses: list[str] = []
        self.cut = False
        self._most, self._path, self._text = most, list[str](), list[str]()
        try:
            parser = self._parser()
            for piece in _pieces(data):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except _Done:
            self.cut = True
        except expat.ExpatError as error:
            raise Rejected(f"the sitemap is broken, its XML cannot be read: {error}") from error

    @property
    def is_index(self) -> bool:
        return self._root == "sitemapindex"

    def _parser(self) -> expat.XMLParserType:
        self._root = ""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def _doctype(self, *_: object) -> None:
        raise Rejected("the sitemap brings a document type of its own (DTD), which is not read")

    def _start(self, name: str, _: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if not self._path:
            if tag not in _ROOTS:
                raise Rejected(f"a sitemap has the root urlset or sitemapindex, and not {tag[:40]}")
            self._root = tag
        self._path.append(tag)
        self._text.clear()
        if len(self._path) > MAX_DEPTH:
            raise Rejected("the sitemap nests its elements too deeply")

    def _characters(self, text: str) -> None:
        if self._is_address():
            self._text.append(text)

    def _end(self, _: str) -> None:
        if self._is_address() and (address := "".join(self._text).strip()):
            if len(self.addresses) >= self._most:
                raise _Done
            self.addresses.append(address)
        self._path.pop()

    def _is_address(self) -> bool:
        return self._path == [self._root, _ROOTS.get(self._root, ""), "loc"]


def is_sitemap(data: bytes) -> bool:
    """Tell whether this is a sitemap or an index of some, packed or not."""
    try:
        head = b"".join(unpacked(iter([data]), 4096))[:4096] if data.startswith(_GZIP) else data[:4096]
    except Rejected:
        return False
    found = _BEGINS.match(head.removeprefix(b"\xef\xbb\xbf"))
    return bool(found and found[1].decode() in _ROOTS)


def _pieces(data: bytes) -> Iterator[bytes]:
    size = 0
    for piece in unpacked(iter([data]), MAX_BYTES) if data.startswith(_GZIP) else [data]:
        size += len(piece)
        if size > MAX_BYTES:
            raise Rejected(f"the sitemap has more than {MAX_BYTES // 2**20} MiB", status=413)
        yield piece
