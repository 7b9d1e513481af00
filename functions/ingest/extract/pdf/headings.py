"""Headings of a PDF that are told by their letters: larger than the text's, or heavier."""

from collections import Counter
from collections.abc import Iterable, Sequence

from functions.ingest.extract.outline import LONGEST_HEADING
from functions.ingest.extract.pdf.lines import Piece
from functions.ingest.extract.pdf.paragraphs import CELLS, Paragraph

_LARGER = 1.1  # of the text's size
_MOST_LINES = 3
_DEEPEST = 6
_LOWER = ".,;:"  # a heavier paragraph that ends so is a part of the text
Style = tuple[float, bool]  # letters' size, rounded, and whether they are heavy


def text_style(pages: Iterable[Sequence[Piece]]) -> Style:
    """Return how most letters of a document are set."""
    letters: Counter[Style] = Counter()
    for page in pages:
        for piece in page:
            letters[_style(piece)] += len(piece.text)
    return letters.most_common(1)[0][0] if letters else (0.0, False)


def is_heading(paragraph: Paragraph, text: Style, following: str) -> bool:
    """Tell whether a paragraph is a heading in a document whose text is set like this, above what follows."""
    size, bold = _style(paragraph.first)
    words = paragraph.text
    if len(words) > LONGEST_HEADING or words.count("\n") >= _MOST_LINES or CELLS in words:
        return False
    if sum(map(str.isalpha, words)) < 2:
        return False
    if size >= _LARGER * text[0]:
        return True
    is_whole = not words.endswith(tuple(_LOWER)) and not following[:1].islower()
    return bold and not text[1] and size >= text[0] and is_whole


def levels(headings: Iterable[Paragraph]) -> dict[Style, int]:
    """Return the level of each style of headings: the larger the higher, and the heavier of two of one size."""
    styles = sorted({_style(heading.first) for heading in headings}, reverse=True)
    return {style: min(number, _DEEPEST) for number, style in enumerate(styles, 1)}


def level_of(heading: Paragraph, by_style: dict[Style, int]) -> int:
    """Return the level of a heading, 1 for the highest."""
    return by_style[_style(heading.first)]


def _style(piece: Piece) -> Style:
    return round(2 * piece.size) / 2, piece.bold
