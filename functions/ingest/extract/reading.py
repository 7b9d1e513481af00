"""Any supported file into sections of text."""

from events.errors import Rejected
from functions.ingest.extract.media import HTML, MARKDOWN, PDF, PLAIN
from functions.ingest.extract.section import Section

MAX_PAGES = 5_000
MAX_CHARACTERS = 10_000_000


def extract(
    data: bytes, media_type: str, name: str, *, max_pages: int = MAX_PAGES, max_characters: int = MAX_CHARACTERS
) -> list[Section]:
    """Return the text of a file in the order of reading; at least one section, none of them empty.

    Raises `Rejected`: 415 for a type that is not supported; 422 for a file that is empty, has no text, is encrypted or
    broken, or claims to be text and is not; 413 for more pages (PDF) or characters than allowed.
    """
    if not data.strip():
        raise Rejected(f"{name} is empty: upload a file with text")
    sections = _read(data, media_type, name, max_pages, max_characters)
    if not sections:
        raise Rejected(f"{name} holds no text: upload a file with text")
    if sum(len(section.text) for section in sections) > max_characters:
        raise Rejected(f"{name} holds more than {max_characters} characters of text: split it", status=413)
    return sections


def _read(data: bytes, media_type: str, name: str, max_pages: int, max_characters: int) -> list[Section]:
    """Read by the format's own module, loaded only when its format comes: a cold start pays for imports."""
    if media_type == PDF:
        from functions.ingest.extract.pdf_text import read_pdf  # noqa: PLC0415

        return read_pdf(data, name, max_pages, max_characters)
    if media_type == HTML:
        from functions.ingest.extract.html_text import read_html  # noqa: PLC0415

        return read_html(data, name)
    if media_type == MARKDOWN:
        from functions.ingest.extract.markdown_text import read_markdown  # noqa: PLC0415

        return read_markdown(data, name)
    if media_type.startswith("text/") and media_type not in ("text/rtf", "text/richtext"):
        from functions.ingest.extract.plain_text import read_text  # noqa: PLC0415

        return read_text(data, name)
    raise Rejected(
        f"{name} is of the type {media_type}, which is not supported: upload {PLAIN}, {MARKDOWN}, {HTML} or {PDF}",
        status=415,
    )
