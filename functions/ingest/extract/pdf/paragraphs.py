"""Lines of a page gathered to paragraphs, and paragraphs that go on in the next column or on the next page."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from functions.ingest.extract.pdf.lines import Piece
from functions.ingest.extract.pdf.prose import is_full
from functions.ingest.extract.pdf.word_mending import HYPHEN

_WIDE_GAP = 1.25  # of the usual distance between lines; a paragraph's end shows more
_FEW = 4  # lines that do not show what is usual
_OTHER_SIZE = 1.08
_SHORT = 0.2  # of a column's width, left free by a paragraph's last line
_INDENTED = 0.8, 5.0  # of the letters' size
_ENDING = re.compile("[.!?:。！？][\"'”’»)\\]]*$")  # noqa: RUF001 - typographic marks are meant
_ITEM = re.compile(r"[•‣▪●◦–—*-] |\(?\d{1,3}[.)] |\(?[a-z]\) ")  # noqa: RUF001
_SENTENCE = re.compile("[.!?。！？][\"'”’»)\\]]*(?=\\s|$)")  # noqa: RUF001
_LONGEST = 2_000  # characters of a sentence that is followed to the next page
CELLS = " | "


class Paragraph(NamedTuple):
    """Lines that belong together; a newline stands between two."""

    text: str
    first: Piece
    last: Piece
    right: float  # how far lines of the column reach, in points


def paragraphs_of(lines: Sequence[Piece], spacing: float) -> list[Paragraph]:
    """Return the paragraphs of one column; `spacing` is the document's distance between lines, by the letters' size."""
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    reach = right if len(lines) > 1 else inf  # one line does not show how wide its column is
    usual = spacing_of([lines]) if len(lines) > _FEW else spacing
    starts = [0]
    for number, (above, below) in enumerate(pairwise(lines), 1):
        wide = above.base - below.base > _WIDE_GAP * usual * max(above.size, below.size)
        if wide or _differ(above, below, right) or _ended(above, below, left, right):
            starts.append(number)
    return [
        Paragraph("\n".join(line.text for line in lines[first:after]), lines[first], lines[after - 1], reach)
        for first, after in pairwise([*starts, len(lines)])
    ]


def spacing_of(flows: Sequence[Sequence[Piece]]) -> float:
    """Return how far lines of a document are apart, by their letters' size."""
    ratios = sorted(
        gap / above.size
        for lines in flows
        for above, below in pairwise(lines)
        if (gap := above.base - below.base) > 0 and above.size == below.size > 0
    )
    return ratios[len(ratios) // 4] if ratios else 1.0


def goes_on(above: Paragraph, below: Paragraph) -> bool:
    """Tell whether a paragraph goes on in the one that is first in the next column or on the next page."""
    if _other_style(above.last, below.first) or CELLS in above.last.text or CELLS in below.first.text:
        return False
    if _ENDING.search(above.text) or _ITEM.match(below.text):
        return False
    return below.text[:1].islower() or is_full(above.last, below.first, above.right)


def first_sentence(text: str) -> tuple[str, str]:
    """Return a paragraph's text up to its first sentence's end, and the rest."""
    end = next((found.end() for found in _SENTENCE.finditer(text[:_LONGEST])), len(text))
    return text[:end], text[end:].lstrip()


def _other_style(above: Piece, below: Piece) -> bool:
    larger, smaller = max(above.size, below.size), min(above.size, below.size)
    return larger > _OTHER_SIZE * smaller or above.bold != below.bold


def _differ(above: Piece, below: Piece, right: float) -> bool:
    """Tell whether two lines are set as two texts are; in a bold sentence, a line may end."""
    larger, smaller = max(above.size, below.size), min(above.size, below.size)
    return (
        above.base <= below.base
        or larger > _OTHER_SIZE * smaller
        or (above.bold != below.bold and not is_full(above, below, right))
        or CELLS in above.text
        or CELLS in below.text
    )


def _ended(above: Piece, below: Piece, left: float, right: float) -> bool:
    """Tell whether a paragraph ends with a line: it is short, or the next is indented, or an item of a list."""
    if _ITEM.match(below.text):
        return True
    if above.text.endswith(("-", HYPHEN)):
        return False
    free = right - above.right
    is_short = free > _SHORT * (right - left) and not is_full(above, below, right)
    if is_short and not below.text[:1].islower():
        return True
    least, most = _INDENTED
    indented = least * below.size < below.left - above.left < most * below.size
    return (indented or is_short) and _ENDING.search(above.text) is not None
