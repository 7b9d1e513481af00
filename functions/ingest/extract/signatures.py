"""What the bytes of a file say of its type, whatever it is called."""

import re

from functions.documents.media_types import (
    ARCHIVES,
    CALENDAR,
    CSV,
    DOC,
    DOCX,
    EPUB,
    GZIP,
    HTML,
    JPEG,
    MAIL,
    MBOX,
    MSG,
    ODG,
    ODP,
    ODS,
    ODT,
    PDF,
    PLAIN,
    PNG,
    PPT,
    PPTX,
    RTF,
    SOURCE,
    TIFF,
    TSV,
    UNKNOWN,
    WEBP,
    XLS,
    XLSX,
    XML,
)
from functions.ingest.extract.decoding import encoding_of_mark, looks_binary

_OFFICE = frozenset((DOCX, PPTX, XLSX, ODT, ODS, ODP, ODG, EPUB))
_OLD_OFFICE = frozenset((DOC, XLS, PPT, MSG))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "PowerPoint Document": PPT, "__properties_version1": MSG}
_MOST_OF_OLE = 8 * 2**20  # bytes that the names of streams are looked for in, from the end and from the beginning
_PARTS = {b"word": DOCX, b"ppt": PPTX, b"xl": XLSX}
_PART = re.compile(rb"PK\x01\x02(?s:.{42})(word|ppt|xl)/")  # of the directory at a zip file's end
_BEGINNINGS = {
    b"%PDF-": PDF,
    b"{\\rtf": RTF,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"\xff\xd8\xff": JPEG,
    b"II*\0": TIFF,
    b"MM\0*": TIFF,
}
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?+\s*+(?:<!--(?:[^-]++|-(?!->))*+-->\s*+)?+<(?:!doctype html|html[\s>])", re.IGNORECASE
)
_PART_OF_PAGE = re.compile(rb"\s*+<(?:table|meta|head|body)[\s>]", re.IGNORECASE)
_MAILBOX = re.compile(rb"From \S{1,200}+[ \t][^\n]{1,200}+\n(?:>?From |[A-Za-z-]{1,60}+:)")


def type_by_signature(data: bytes, said: str) -> str:
    """Return the type that the bytes must be of where a file is said to be of the type `said`, or ""."""
    if said == SOURCE:
        return ""
    if found := _by_first_bytes(data):
        return found
    if data.startswith(b"PK\x03\x04"):
        found = _zipped(data)
        return "" if said in ARCHIVES or said == found else found
    if data.startswith(_OLE):
        return _old_office(data, said)
    if said in _OLD_OFFICE | _OFFICE or said == PDF:
        return _in_disguise(data, said)
    return HTML if said == PLAIN and _PAGE.match(data[:4096]) else ""


def type_by_beginning(data: bytes) -> str:
    """Return the likeliest type of a file of which nothing is said."""
    head = data[:1024].lstrip()
    beginnings = (
        (PDF, b"%PDF-" in head),
        (GZIP, data.startswith(_COMPRESSED)),
        (PLAIN, bool(encoding_of_mark(data))),
        (UNKNOWN, looks_binary(data)),
        (MBOX, _MAILBOX.match(head)),
        (CALENDAR, head.startswith(b"BEGIN:VCALENDAR")),
        (HTML, _PAGE.match(head)),
    )
    return next((kind for kind, fits in beginnings if fits), PLAIN)


def _by_first_bytes(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), "")


def _zipped(data: bytes) -> str:
    """Tell what a zip file holds: by its first member `mimetype`, as EPUB and OpenDocument have it, or by its parts."""
    mark, _, rest = data[30:200].partition(b"mimetype")
    if not mark:
        declared = next((kind for kind in (EPUB, ODT, ODS, ODP, ODG) if rest.startswith(kind.encode())), "")
        if declared:
            return declared
    part = _PART.search(data)
    return _PARTS[part[1]] if part else ""


def _old_office(data: bytes, said: str) -> str:
    """Return what an OLE file holds by the names of its streams; an encrypted one stays what it is called."""
    found = data[:_MOST_OF_OLE] + data[-_MOST_OF_OLE:] if len(data) > _MOST_OF_OLE else data
    if "EncryptedPackage".encode("utf-16-le") in found:
        return said if said in _OFFICE else DOCX
    return next((kind for stream, kind in _STREAMS.items() if stream.encode("utf-16-le") in found), "")


def _in_disguise(data: bytes, said: str) -> str:
    """Return what a file is that is called an office file: programs export pages, mails and tables so."""
    head, marked = data[:4096], encoding_of_mark(data)
    if not data or (looks_binary(head) and not marked):
        return ""
    written = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    beginnings = (
        (HTML, _PAGE.match(head) or (said in _OLD_OFFICE and _PART_OF_PAGE.match(head))),
        (XML if said in _OLD_OFFICE else "", written.startswith(b"<?xml")),
        (MAIL, written[:13].lower() == b"mime-version:"),
        (TSV, said == XLS and (b"\t\0" if marked.startswith("utf-16") else b"\t") in head),
        (CSV, said == XLS),
        (PLAIN, said in (DOC, PPT)),
    )
    return next((kind for kind, fits in beginnings if fits), "")
