"""What kind of file this is: by its content where that can be told, else by what is declared and by its name."""

from functions.documents.media_types import (
    ASCIIDOC,
    CALENDAR,
    CONTACTS,
    CSV,
    DOCX,
    EPUB,
    GZIP,
    HTML,
    JPEG,
    JSON,
    JSON_LINES,
    LATEX,
    MAIL,
    MARKDOWN,
    MBOX,
    MSG,
    ODG,
    ODP,
    ODS,
    ODT,
    ORG,
    PDF,
    PICTURES,
    PLAIN,
    PPTX,
    REST,
    RTF,
    SOURCE,
    SUBTITLES,
    TAR,
    TSV,
    UNSPECIFIC,
    XLSX,
    XML,
    ZIP,
    type_by_name,
)
from functions.ingest.extract.charsets import codec_of
from functions.ingest.extract.signatures import type_by_beginning, type_by_signature

FORMATS = (
    "plain text, Markdown, HTML, PDF, DOCX, PPTX, XLSX, DOC, XLS, PPT, ODT, ODS, ODP, ODG, RTF, EPUB, CSV, TSV, JSON, "
    "JSON Lines, XML, "
    "notebooks, subtitles, calendars, Org, AsciiDoc, reStructuredText, LaTeX, e-mail (EML, MBOX), source code, or a "
    "zip or tar archive of these"
)
_ALIASES = {
    "text/x-markdown": MARKDOWN,
    "application/xhtml+xml": HTML,
    "application/x-pdf": PDF,
    "text/rtf": RTF,
    "text/richtext": RTF,
    "application/x-rtf": RTF,
    "text/json": JSON,
    "application/x-ipynb+json": JSON,
    "application/geo+json": JSON,
    "application/x-ndjson": JSON_LINES,
    "application/json-lines": JSON_LINES,
    "application/x-jsonlines": JSON_LINES,
    "application/x-subrip": SUBTITLES,
    "text/prs.fallenstein.rst": REST,
    "text/x-org": ORG,
    "application/x-tex": LATEX,
    "application/x-latex": LATEX,
    "application/x-zip-compressed": ZIP,
    "application/x-zip": ZIP,
    "application/x-gtar": TAR,
    "application/x-gzip": GZIP,
    "application/x-bzip2": GZIP,
    "application/x-xz": GZIP,
    "application/csv": CSV,
    "text/xml": XML,
    "application/rss+xml": XML,
    "application/atom+xml": XML,
    "image/svg+xml": XML,
    "image/jpg": JPEG,
    "image/pjpeg": JPEG,
    "application/ics": CALENDAR,
    "text/x-vcard": CONTACTS,
    "multipart/related": MAIL,
    "application/yaml": SOURCE,
    "application/toml": SOURCE,
    "application/javascript": SOURCE,
    "text/javascript": SOURCE,
    "application/x-sh": SOURCE,
    "application/sql": SOURCE,
    "application/x-httpd-php": SOURCE,
}
_KNOWN = frozenset(
    (
        *(
            PLAIN,
            MARKDOWN,
            HTML,
            PDF,
            DOCX,
            PPTX,
            XLSX,
            ODT,
            ODS,
            ODP,
            ODG,
            CSV,
            TSV,
            JSON,
            JSON_LINES,
            EPUB,
            RTF,
            MAIL,
        ),
        *PICTURES,
        *(MBOX, MSG, CALENDAR, CONTACTS, SUBTITLES, ORG, ASCIIDOC, REST, LATEX, SOURCE, XML),
    )
)


def media_type_of(name: str, declared: str, data: bytes) -> str:
    """Return the media type, in lower case and without parameters; "application/octet-stream" for what is not known.

    The content decides where it begins as no other type's does. Else as declared, if that is a type we read; else by
    the name's ending, for browsers take TypeScript for a film and spreadsheets for Excel's; else as declared after all;
    else by the first bytes.
    """
    said = _said(name, declared)
    found = type_by_signature(data, said)
    if found:
        return found
    return said if said not in UNSPECIFIC else type_by_beginning(data)


def declared_charset(content_type: str) -> str:
    """Return the codec of the character set that a Content-Type names, or ""."""
    _, _, label = content_type.lower().partition("charset=")
    return codec_of(label.partition(";")[0])


def _said(name: str, declared: str) -> str:
    """Return the type by the sender's word and by the name."""
    media_type = declared.partition(";")[0].strip().lower()
    media_type = _ALIASES.get(media_type, media_type)
    by_name = type_by_name(name)
    specific = media_type in _KNOWN and not (media_type == PLAIN and by_name)
    if specific or (media_type.startswith("text/") and not by_name):
        return media_type
    return by_name or media_type
