"""What a WebDAV server answers when it is asked what lies in a folder (PROPFIND, RFC 4918)."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

QUESTION = b"""<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:" xmlns:o="http://owncloud.org/ns"><d:prop>
<d:resourcetype/><d:getetag/><d:getcontentlength/><d:getlastmodified/><o:fileid/>
</d:prop></d:propfind>"""
_DAV = "{DAV:}"
_FILE_ID = "{http://owncloud.org/ns}fileid"
_TEXTS = {f"{_DAV}{name}" for name in ("href", "status", "getetag", "getcontentlength", "getlastmodified")} | {_FILE_ID}
_LONGEST = 8_192  # characters of a text
_STATUS = re.compile(r"HTTP/\S{1,8} (\d{3})")


class NoListing(Exception):
    """The answer is none to what was asked."""


class Item(NamedTuple):
    """A file or a folder as the server tells of it."""

    href: str
    status: int  # 200, or why nothing is told of it
    is_folder: bool
    etag: str
    size: int  # bytes; -1 where it is not told
    modified: str
    identity: str  # Nextcloud's and ownCloud's number of a file, which stays when it is renamed


def items(pieces: Iterable[bytes]) -> list[Item]:
    """Return what an answer tells, read as it comes; raise `NoListing` for what is not such an answer."""
    target = _Target()
    parser = ElementTree.XMLParser(target=target)  # noqa: S314
    try:
        for piece in pieces:
            parser.feed(piece)
        parser.close()
    except (ElementTree.ParseError, ValueError) as error:
        raise NoListing(f"its listing is no XML that can be read ({error})") from error
    if not target.is_listing:
        raise NoListing("it answers with something else than a listing: is this address a WebDAV folder?")
    return target.found


class _Target:
    """Takes what the parser sees; no tree is made. Without a document type there are no entities to expand."""

    def __init__(self) -> None:
        self.found: list[Item] = []
        self.is_listing = False
        self._text: list[str] | None = None
        self._length = 0
        self._in_answer = False  # to one property or several, which a status of their own follows
        self._whole: dict[str, str] = {}  # what is told of the item
        self._some: dict[str, str] = {}  # properties whose status is still to come

    def doctype(self, *_: object) -> None:
        raise NoListing("its listing brings a document type (DTD), which no listing needs")

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        if tag == f"{_DAV}multistatus":
            self.is_listing = True
        elif tag == f"{_DAV}response":
            self._whole = {}
        elif tag == f"{_DAV}propstat":
            self._in_answer, self._some = True, {}
        elif tag == f"{_DAV}collection":
            self._some["collection"] = "yes"
        if tag in _TEXTS:
            self._text, self._length = [], 0

    def data(self, text: str) -> None:
        if self._text is not None:
            self._length += len(text)
            if self._length > _LONGEST:
                raise NoListing(f"its listing has a name or a property of more than {_LONGEST} characters")
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag in _TEXTS and self._text is not None:
            (self._some if self._in_answer else self._whole)[tag] = "".join(self._text).strip()
            self._text = None
        elif tag == f"{_DAV}propstat":
            self._in_answer = False
            if _status(self._some) == 200:
                self._whole |= {name: text for name, text in self._some.items() if name != f"{_DAV}status"}
        elif tag == f"{_DAV}response":
            self.found.append(_item(self._whole))

    def close(self) -> None:
        pass


def _item(told: Mapping[str, str]) -> Item:
    size = told.get(f"{_DAV}getcontentlength", "")
    return Item(
        href=told.get(f"{_DAV}href", ""),
        status=_status(told) if f"{_DAV}status" in told else 200,
        is_folder="collection" in told,
        etag=told.get(f"{_DAV}getetag", ""),
        size=int(size) if size.isdecimal() and len(size) < 19 else -1,
        modified=told.get(f"{_DAV}getlastmodified", ""),
        identity=told.get(_FILE_ID, ""),
    )


def _status(told: Mapping[str, str]) -> int:
    found = _STATUS.match(told.get(f"{_DAV}status", ""))
    return int(found[1]) if found else 0
