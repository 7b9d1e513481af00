"""Recognised words as lines of text, broken words whole again."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from statistics import median, median_low
from typing import NamedTuple

from functions.ingest.extract.pdf.word_mending import UNSPACED, hyphen_between, words_of

_BLANK_IN_UNSPACED = re.compile(rf"(?<=[{UNSPACED}]) +(?=[{UNSPACED}\d])|(?<=\d) +(?=[{UNSPACED}])")
_NARROW = re.compile(rf"(?<=[{UNSPACED}]) ?[:,;!?()] ?| ?\( ?(?=[{UNSPACED}])")
_WIDE = dict(zip(":,;!?()", "：，；！？（）", strict=True))
_BROKEN = re.compile(r"(?<![\w-])(?P<before>\w[\w-]*)-\n(?P<after>\w[\w-]*)(?P<rest>[^\s\w-]*)[ \n]?")

_APART = 1.4  # times as far from the line above as lines usually are: there a paragraph begins
_USUAL_STEP = 1.5  # of a line's height, where a block has too few lines to tell
_SHORT = 0.25  # of the column's width that a paragraph's last line leaves free
_INDENTED = 0.7  # of a line's height
_CLOSE = 2.2  # of a line's height: the next one of the same column, whatever Tesseract makes of it
_ALIKE = 0.15  # by which the heights of lines of one text differ
_SENTENCE_ENDS = (".", "!", "?", ":", "。", "！", "？", "：", "।", "؟")
_QUOTES = "\"'”“’»«)]"


class Place(NamedTuple):
    """Where a line stands, in pixels."""

    left: int
    right: int
    base: int  # of its first letter, from above
    height: float


class Word(NamedTuple):
    """A word, or as much of a line as a script without blanks has in one."""

    text: str
    confidence: float  # 0 to 1
    place: Place  # of its line
    begins_line: bool
    begins_block: bool  # a column, or a part of one


class Line(NamedTuple):
    """A line of words."""

    text: str
    place: Place
    begins_block: bool


def text_of(words: Sequence[Word]) -> tuple[str, float]:
    """Return the text, lines apart by a line break and paragraphs by a blank line, and its confidence by characters."""
    lines = _lines_of(words)
    blocks = "\n\n".join(_paragraphs(block) for block in _blocks(lines))
    text = _mended(blocks, words_of([line.text for line in lines]))
    characters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words)
    return text, round(sure / characters, 4) if text and characters else 0.0


def line_height(words: Sequence[Word]) -> float:
    """Return the median height of the lines, in pixels; 0 where there are none."""
    heights = [word.place.height for word in words if word.begins_line]
    return median(heights) if heights else 0.0


def _lines_of(words: Sequence[Word]) -> list[Line]:
    numbers = accumulate(word.begins_line for word in words)
    grouped = groupby(zip(numbers, words, strict=True), key=itemgetter(0))
    rows = [[word for _, word in line] for _, line in grouped]
    lines = [Line(_joined(row), row[0].place, any(word.begins_block for word in row)) for row in rows]
    return [line for line in lines if line.text]


def _joined(row: Sequence[Word]) -> str:
    text = " ".join(word.text for word in row if word.text)
    for _ in range(2):  # a mark may stand behind another one
        text = _NARROW.sub(lambda found: _WIDE[found[0].strip()], text)
    return _BLANK_IN_UNSPACED.sub("", text)


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    blocks = list[list[Line]]()
    for line in lines:
        if blocks and not (line.begins_block and not _continues(line.place, blocks[-1][-1].place)):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _continues(below: Place, above: Place) -> bool:
    """Tell whether a line stands right below another, of the same size: a column that was cut between them."""
    is_close = 0 < below.base - above.base < _CLOSE * above.height
    is_alike = abs(below.height - above.height) < _ALIKE * above.height
    return is_close and is_alike and abs(below.left - above.left) < above.height


def _paragraphs(block: Sequence[Line]) -> str:
    """Return the lines of a block; a blank line stands where the eye sees a new paragraph begin."""
    steps = [below.place.base - above.place.base for above, below in pairwise(block)]
    usual = median_low(steps) if len(steps) > 1 else _USUAL_STEP * block[0].place.height
    text = block[0].text
    for above, below in pairwise(block):
        apart = below.place.base - above.place.base > _APART * usual or _ends(above, below, block)
        text += ("\n\n" if apart else "\n") + below.text
    return text


def _ends(above: Line, below: Line, block: Sequence[Line]) -> bool:
    """Tell whether a line is the last of its paragraph: a sentence ends in it and it is short, or what follows is
    indented."""
    if not above.text.rstrip(_QUOTES).endswith(_SENTENCE_ENDS):
        return False
    left, right = min(line.place.left for line in block), max(line.place.right for line in block)
    is_short = right - above.place.right > _SHORT * (right - left)
    return is_short or below.place.left - above.place.left > _INDENTED * below.place.height


def _mended(text: str, known: frozenset[str]) -> str:
    """Return the text with the words whole that a line's end broke; their rest comes up into the line above."""

    def whole(found: re.Match[str]) -> str:
        if not any(map(str.isalpha, found["before"])):  # "2024-" above "2025"
            return found[0]
        joint = hyphen_between(found["before"], found["after"], known)
        return f"{found['before']}{joint}{found['after']}{found['rest']}\n"

    return _BROKEN.sub(whole, text).strip()
