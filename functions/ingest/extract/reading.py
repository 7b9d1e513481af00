"""Any supported file into sections of text."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import cast

import msgspec

from events.errors import Rejected
from functions.documents.media_types import (
    ARCHIVES,
    ASCIIDOC,
    CALENDAR,
    CONTACTS,
    CSV,
    DOC,
    DOCX,
    EPUB,
    HTML,
    JPEG,
    JSON,
    JSON_LINES,
    LATEX,
    MAIL,
    MARKDOWN,
    MSG,
    ODG,
    ODP,
    ODS,
    ODT,
    ORG,
    PDF,
    PLAIN,
    PNG,
    PPT,
    PPTX,
    REST,
    RTF,
    SOURCE,
    SUBTITLES,
    TIFF,
    TSV,
    WEBP,
    XLS,
    XLSX,
    XML,
)
from functions.ingest.extract.media import FORMATS
from functions.ingest.extract.scanned import anything_noted
from functions.ingest.extract.section import Section

MAX_PAGES = 5_000
MAX_CHARACTERS = 10_000_000
_LONGEST_HEADING = 8_000  # characters of a path: twenty titles under those of an e-mail and its attachments
_SWELLING = (PDF, DOCX, PPTX, XLSX, XLS, ODT, ODS, ODP, ODG)  # a few bytes of these can stand for many characters
_TEXTS = (JSON, JSON_LINES, XML)  # besides those named text/...
Reader = Callable[..., list[Section]]  # of a file's bytes and its name
_READERS = {
    PLAIN: "plain_text.read_text",
    MARKDOWN: "markdown_text.read_markdown",
    HTML: "html_text.read_html",
    PDF: "pdf.text.read_pdf",
    DOCX: "docx_text.read_docx",
    PPTX: "pptx_text.read_pptx",
    XLSX: "xlsx_text.read_xlsx",
    XLS: "xls_text.read_xls",
    ODT: "opendocument_text.read_opendocument",
    ODS: "opendocument_text.read_opendocument",
    ODP: "opendocument_text.read_opendocument",
    ODG: "opendocument_text.read_opendocument",
    RTF: "rtf_text.read_rtf",
    DOC: "doc_text.read_doc",
    PPT: "ppt_text.read_ppt",
    EPUB: "epub_text.read_epub",
    CSV: "delimited_text.read_csv",
    TSV: "delimited_text.read_tsv",
    JSON: "json_text.read_json",
    JSON_LINES: "json_text.read_json_lines",
    MAIL: "mail_text.read_mail",
    SUBTITLES: "subtitle_text.read_subtitles",
    ORG: "org_text.read_org",
    ASCIIDOC: "asciidoc_text.read_asciidoc",
    REST: "restructured_text.read_restructured",
    LATEX: "latex_text.read_latex",
    CALENDAR: "calendar_text.read_calendar",
    CONTACTS: "plain_text.read_text",
    XML: "xml_text.read_xml",
    MSG: "outlook_text.read_outlook",
    SOURCE: "source_text.read_source",
    PNG: "picture_file.read_picture",
    JPEG: "picture_file.read_picture",
    TIFF: "picture_file.read_picture",
    WEBP: "picture_file.read_picture",
}


def extract(
    data: bytes,
    media_type: str,
    name: str,
    *,
    charset: str = "",
    max_pages: int = MAX_PAGES,
    max_characters: int = MAX_CHARACTERS,
) -> list[Section]:
    """Return the text of a file in the order of reading; at least one section, unless there is something to be
    recognised instead; none of them empty.

    `charset` is the codec that the sender of a text names.

    Raises `Rejected`: 415 for a type that is not supported, and for an archive, which only `unpack` takes; 422 for a
    file that is empty, has no text, is encrypted or broken, or claims to be text and is not; 413 for more pages (PDF)
    or characters than allowed.
    """
    if not data.strip():
        raise Rejected(f"{name} is empty: upload a file with text")
    if media_type in ARCHIVES:
        raise Rejected(f"{name} is an archive inside of another file: upload it by itself", status=415)
    reader = load_reader(media_type)
    if reader is None:
        said = f"{name} is of the type {media_type}, which is not supported"
        raise Rejected(f"{said}: upload {FORMATS}", status=415)
    if media_type in _SWELLING:
        reader = partial(reader, max_characters=max_characters)
    if media_type == PDF:
        reader = partial(reader, max_pages=max_pages)
    if charset and (media_type in _TEXTS or media_type.startswith("text/")):
        reader = partial(reader, charset=charset)
    sections = reader(data, name)
    if not sections and not anything_noted():
        raise Rejected(f"{name} holds no text: upload a file with text")
    if sum(len(section.text) for section in sections) > max_characters:
        raise Rejected(f"{name} holds more than {max_characters} characters of text: split it", status=413)
    return [_with_short_heading(section) for section in sections]


def _with_short_heading(section: Section) -> Section:
    """Return the section with what every chunk of it can repeat: a sheet may have a book for its name."""
    if len(section.heading) <= _LONGEST_HEADING:
        return section
    return msgspec.structs.replace(section, heading=section.heading[:_LONGEST_HEADING])


def load_reader(media_type: str) -> Reader | None:
    """Return what reads this type, or None; its module is loaded when its format first comes, for imports take time."""
    other_text = PLAIN if media_type.startswith("text/") else ""
    place = _READERS.get(media_type) or _READERS.get(other_text)
    if place is None:
        return None
    module, _, function = place.rpartition(".")
    return cast(Reader, getattr(import_module(f"functions.ingest.extract.{module}"), function))
