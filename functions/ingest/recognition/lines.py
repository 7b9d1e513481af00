"""Recognised words as lines of text, broken words whole again."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from functions.ingest.extract.pdf.word_mending import UNSPACED, hyphen_between, words_of
from functions.ingest.recognition.tesseract import Word

_BLANK_IN_UNSPACED = re.compile(rf"(?<=[{UNSPACED}]) +(?=[{UNSPACED}])")
_BROKEN = re.compile(r"(?P<before>[^\W\d_][\w-]*)-\n(?P<after>\w[\w-]*)(?P<rest>[^\s\w-]*)[ \n]?")
_LEAST_SURE = 0.3  # of a word alone: less is a speck, a line or a part of a picture


def text_of(words: Sequence[Word]) -> tuple[str, float]:
    """Return the text, lines apart by a line break and paragraphs by a blank line, and its confidence by characters."""
    kept = [word for word in words if word.text]
    lines = list(_lines(kept))
    known = words_of([line for line in lines if line])
    text = _mended("\n".join(lines).strip(), known)
    characters = sum(len(word.text) for word in kept)
    sure = sum(word.confidence * len(word.text) for word in kept)
    return text, round(sure / characters, 4) if text and characters else 0.0


def _lines(words: Sequence[Word]) -> Iterator[str]:
    """Yield the lines, and "" where a paragraph begins."""
    number = 0
    numbered = []
    for word in words:
        number += word.begins_line
        numbered.append((number, word))
    for _, line in groupby(numbered, key=lambda one: one[0]):
        of_line = [word for _, word in line]
        if of_line[0].begins_paragraph:
            yield ""
        yield _BLANK_IN_UNSPACED.sub("", " ".join(word.text for word in of_line))


def _mended(text: str, known: frozenset[str]) -> str:
    """Return the text with the words whole that a line's end broke; their rest comes up into the line above."""

    def whole(found: re.Match[str]) -> str:
        joint = hyphen_between(found["before"], found["after"], known)
        return f"{found['before']}{joint}{found['after']}{found['rest']}\n"

    return _BROKEN.sub(whole, text).strip()
