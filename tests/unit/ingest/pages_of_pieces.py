"""Pages of a PDF as pdfium tells of them: pieces of text with their places, for tests of what is made of them."""

from collections.abc import Iterator, Sequence

from functions.ingest.extract.pdf.lines import Piece
from functions.ingest.extract.pdf.text import sections_of

SIZE = 10.0
PITCH = 12.0
_LETTER = 0.5  # of the size, each letter's width


def piece(text: str, left: float, base: float, size: float = SIZE, *, bold: bool = False) -> Piece:
    """Return a text at a place; each letter is as wide as half of its size."""
    return Piece(text, left, left + _LETTER * size * len(text), base, size, bold, 0)


def column(text: str, left: float, top: float, width: float, size: float = SIZE) -> Iterator[Piece]:
    """Yield a text's lines, wrapped to a width, from the top down."""
    line, base = "", top
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and len(longer) * _LETTER * size > width:
            yield piece(line, left, base, size)
            line, base = word, base - PITCH * size / SIZE
        else:
            line = longer
    yield piece(line, left, base, size)


def table(rows: Sequence[Sequence[str]], lefts: Sequence[float], top: float, pitch: float = PITCH) -> list[Piece]:
    """Return a table's cells, each where its column begins; empty ones are left out."""
    return [
        piece(text, left, top - pitch * number)
        for number, row in enumerate(rows)
        for text, left in zip(row, lefts, strict=True)
        if text
    ]


def text_of(*pages: Sequence[Piece]) -> str:
    """Return what is read on pages, without the headings."""
    return "\n\n".join(section.text for section in sections_of(pages))
