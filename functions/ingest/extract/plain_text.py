"""Text files."""

from functions.ingest.extract.cleaning import clean, paragraphs_of
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section


def read_text(data: bytes, name: str) -> list[Section]:
    """Return a text file as one section without a heading; its lines stay as they are."""
    outline = Outline()
    for paragraph in paragraphs_of(clean(decode(data, name))):
        outline.paragraph(paragraph)
    return outline.sections()
