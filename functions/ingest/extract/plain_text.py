"""Text files."""

from functions.ingest.extract.cleaning import clean, paragraphs_of
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section
from functions.ingest.extract.text_tables import with_labelled_rows


def read_text(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return a text file as one section without a heading; its lines stay as they are."""
    return text_sections(decode(data, name, charset))


def text_sections(text: str) -> list[Section]:
    """Return a text as one section without a heading."""
    outline = Outline()
    for paragraph in paragraphs_of(clean(text)):
        outline.paragraph(with_labelled_rows(paragraph))
    return outline.sections()
