"""What kind of file this is."""

from pathlib import PurePosixPath

from functions.ingest.extract.decoding import encoding_of_mark, looks_binary

PLAIN, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
UNKNOWN = "application/octet-stream"
_UNSPECIFIC = frozenset(("", UNKNOWN, "binary/octet-stream", "application/x-www-form-urlencoded"))  # the last by curl
_ALIASES = {
    "text/x-markdown": MARKDOWN,
    "application/xhtml+xml": HTML,
    "application/x-pdf": PDF,
}
_ENDINGS = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".log": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
}


def media_type_of(name: str, declared: str, data: bytes) -> str:
    """Return the media type, in lower case and without parameters: as declared, if that says anything, else by the
    name's ending, else by the first bytes; "application/octet-stream" for what is no text and not known.
    """
    media_type = declared.partition(";")[0].strip().lower()
    if media_type not in _UNSPECIFIC:
        return _ALIASES.get(media_type, media_type)
    return _ENDINGS.get(PurePosixPath(name.lower()).suffix) or _by_content(data)


def _by_content(data: bytes) -> str:
    head = data[:1024].lstrip()
    if b"%PDF-" in head:
        return PDF
    if encoding_of_mark(data):
        return PLAIN
    if looks_binary(data):
        return UNKNOWN
    return HTML if head[:15].lower().startswith((b"<!doctype html", b"<html")) else PLAIN
