"""What kind of file this is."""
# ruff: noqa: SIM905 - endings read better in a line

from pathlib import PurePosixPath

from functions.ingest.extract.decoding import encoding_of_mark, looks_binary

PLAIN, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT, ODS, ODP = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation"))
CSV, TSV, JSON, JSON_LINES = "text/csv", "text/tab-separated-values", "application/json", "application/jsonl"
EPUB, RTF, MAIL, SOURCE = "application/epub+zip", "application/rtf", "message/rfc822", "text/x-source"
SUBTITLES, ORG, ASCIIDOC, REST, LATEX = "text/vtt", "text/org", "text/asciidoc", "text/x-rst", "text/x-tex"
ZIP = "application/zip"  # an archive, whose files become documents; never what a document of another ending is
UNKNOWN = "application/octet-stream"
FORMATS = (
    "plain text, Markdown, HTML, PDF, DOCX, PPTX, XLSX, ODT, ODS, ODP, RTF, EPUB, CSV, TSV, JSON, JSON Lines, "
    "e-mail (EML), source code, or a zip archive of these"
)
_UNSPECIFIC = frozenset(("", UNKNOWN, "binary/octet-stream", "application/x-www-form-urlencoded"))  # the last by curl
_ALIASES = {
    "text/x-markdown": MARKDOWN,
    "application/xhtml+xml": HTML,
    "application/x-pdf": PDF,
    "text/rtf": RTF,
    "text/richtext": RTF,
    "application/x-rtf": RTF,
    "text/json": JSON,
    "application/x-ndjson": JSON_LINES,
    "application/x-zip-compressed": ZIP,
    "application/x-zip": ZIP,
    "application/json-lines": JSON_LINES,
    "application/x-jsonlines": JSON_LINES,
    "application/csv": CSV,
    "application/xml": SOURCE,
    "text/xml": SOURCE,
    "application/yaml": SOURCE,
    "application/toml": SOURCE,
    "application/javascript": SOURCE,
    "text/javascript": SOURCE,
    "application/x-sh": SOURCE,
    "application/sql": SOURCE,
    "application/x-httpd-php": SOURCE,
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
    ".docx": DOCX,
    ".docm": DOCX,
    ".pptx": PPTX,
    ".pptm": PPTX,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".odt": ODT,
    ".ods": ODS,
    ".odp": ODP,
    ".rtf": RTF,
    ".epub": EPUB,
    ".csv": CSV,
    ".tsv": TSV,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".ipynb": JSON,
    ".srt": SUBTITLES,
    ".vtt": SUBTITLES,
    ".org": ORG,
    ".adoc": ASCIIDOC,
    ".asciidoc": ASCIIDOC,
    ".rst": REST,
    ".tex": LATEX,
    ".eml": MAIL,
    ".zip": ZIP,
} | dict.fromkeys(
    ".bash .c .cc .clj .cpp .cs .css .cu .dart .erl .ex .exs .go .gradle .groovy .h .hpp .hs .ini .java "
    ".jl .js .jsx .kt .lua .m .mjs .ml .nim .php .pl .proto .ps1 .py .pyi .r .rb .rs .scala .scss .sh "
    ".sql .swift .tf .toml .ts .tsx .vb .vue .xml .yaml .yml .zig .zsh".split(),
    SOURCE,
)
_KNOWN = frozenset(_ENDINGS.values()) - {ZIP}
_ZIPPED = {b"word/document.xml": DOCX, b"ppt/presentation.xml": PPTX, b"xl/workbook.xml": XLSX}


def media_type_of(name: str, declared: str, data: bytes) -> str:
    """Return the media type, in lower case and without parameters; "application/octet-stream" for what is not known.

    As declared, if that is a type we read; else by the name's ending, for browsers take TypeScript for a film and
    spreadsheets for Excel's; else as declared after all; else by the first bytes.
    """
    media_type = declared.partition(";")[0].strip().lower()
    media_type = _ALIASES.get(media_type, media_type)
    by_name = _ENDINGS.get(PurePosixPath(name.lower()).suffix, "")
    if media_type in _KNOWN or (media_type.startswith("text/") and not by_name):
        return media_type
    return by_name or (media_type if media_type not in _UNSPECIFIC else _by_content(data))


def _by_content(data: bytes) -> str:
    head = data[:1024].lstrip()
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if head.startswith(b"{\\rtf"):
        return RTF
    if encoding_of_mark(data):
        return PLAIN
    if looks_binary(data):
        return UNKNOWN
    return HTML if head[:15].lower().startswith((b"<!doctype html", b"<html")) else PLAIN


def _zipped(data: bytes) -> str:
    """Tell what a zip file holds: by its first member `mimetype`, as EPUB and OpenDocument have it, or by its parts."""
    mark, _, rest = data[30:200].partition(b"mimetype")
    if not mark:
        declared = next((kind for kind in (EPUB, ODT, ODS, ODP) if rest.startswith(kind.encode())), "")
        if declared:
            return declared
    return next((kind for part, kind in _ZIPPED.items() if part in data), UNKNOWN)
