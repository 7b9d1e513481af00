"""Lines of a printed page joined to paragraphs, and words that a line end broke put together."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from itertools import pairwise
from typing import NamedTuple

HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at a line's end
_WIDE_GAP = 1.25  # of the usual distance between lines; a paragraph's end shows more
_SHORT_LINE = 0.8  # of a full line
_ENDING = re.compile(r"[.!?:。！？][\"'”’»)\]]*$")
_ITEM = re.compile(r"[•‣▪●◦–—*-] |\(?\d{1,3}[.)] |\(?[a-z]\) ")
_BROKEN = re.compile(rf"(?<=\w)[{HYPHEN}-]\n(?=(\w)(\S*))")


class Line(NamedTuple):
    """A line of text and how high its first and last character stand, in points from the page's foot."""

    text: str
    first: float | None
    last: float | None


def join_lines(lines: list[Line]) -> str:
    """Return the lines as paragraphs, parted by a blank line.

    A paragraph ends before a wide gap and before a list item, and with a sentence's end on a line shorter than most.
    """
    if not lines:
        return ""
    gaps = [_gap(above, below) for above, below in pairwise(lines)]
    usual = _lower_quartile([gap for gap in gaps if gap > 0] or [0.0])
    full = -_lower_quartile([-len(line.text) for line in lines])
    parts = [lines[0].text.strip()]
    for (above, below), gap in zip(pairwise(lines), gaps, strict=True):
        wide = usual > 0 and gap > usual * _WIDE_GAP
        short = len(above.text) < full * _SHORT_LINE and _ENDING.search(above.text.rstrip()) is not None
        ended = wide or short or _ITEM.match(below.text) is not None
        parts.append(("\n\n" if ended else "\n") + below.text.strip())
    return re.sub(r"(?<!\n)\n(?!\n)", " ", _BROKEN.sub(_mended, "".join(parts)))


def _lower_quartile(numbers: list[float]) -> float:
    """Return what a quarter of the numbers do not exceed: of short paragraphs, most gaps lie between two of them."""
    return sorted(numbers)[len(numbers) // 4]


def _gap(above: Line, below: Line) -> float:
    """Return the distance from one line down to the next, 0 where it is not known."""
    return above.last - below.first if above.last is not None and below.first is not None else 0.0


def _mended(match: re.Match[str]) -> str:
    """Return what joins a word broken at a line's end: a hyphen before a capital, a digit, or a compound's rest."""
    return "" if match[1].islower() and "-" not in match[2] else "-"
