"""What says nothing by itself, and so answers nothing: headings, titles, captions, lines that lead to a list."""
# ruff: noqa: RUF001 - typographic marks are meant

import re

from events.questions import FoundPassage
from functions.answer.evidence_units import Unit, asks
from functions.text.words import FIRST_OF_CHINESE, plain_words

LEAST_WORDS, LEAST_CHARACTERS = 4, 5  # of a whole piece without a mark at its end; characters of Chinese and Japanese
LONGEST_HEADING = 10  # words of a line above a text
_ENDS = re.compile(r"[.!…。！｡।॥۔؟?？][\"'”’»)\]」』）》\d]*$")
_VALUE = re.compile(r"\S[:：|]\s?\S|\s\|\s?\S")  # "Fee: 55", a row
_BULLET = re.compile(r"\s*[-*+•‣▪●◦–—]\s")
_NUMBER = re.compile(r"\s*(?:§\s?\d{1,3}[a-z]?|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|[A-Z][.)]|[IVX]{1,5}[.)])\s+(?=\S)")
_CAPTION = re.compile(
    r"(?:table|figure|fig|listing|image|diagram|chart|tabelle|abbildung|abb|bild|diagramm)\.?"
    r"\s{1,3}\d{1,3}(?:[.-]\d{1,3}){0,3}(?:\s*$|[.:]?\s*$|\s*[:.–—-]\s+\S.*|\s+[A-ZÄÖÜ][^.!?]*$)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[^\W\d_]")


def is_bare(text: str, heading: str) -> bool:
    """Tell whether a text says nothing wherever it stands: a question, a caption, a heading, a line before a list."""
    if asks(text) or text.rstrip().endswith((":", "：")):
        return True
    if text in heading.split(" > "):
        return True
    return len(plain_words(text)) <= 2 * LONGEST_HEADING and _CAPTION.fullmatch(text) is not None and _is_caption(text)


def is_fragment(unit: Unit, passage: FoundPassage) -> bool:
    """Tell whether a unit says nothing by itself: that, or a title or heading above the text, or "See also"."""
    text = unit.text
    if is_bare(text, passage.heading):
        return True
    if _ENDS.search(text) or _VALUE.search(text) or unit.previous.endswith(("?", "？", ":", "：")):
        return False
    if passage.start == unit.start == 0 and passage.text[len(text) :].startswith("\n"):
        return True
    if _is_heading(unit, passage.text):
        return True
    if _BULLET.match(text) or _NUMBER.match(text):
        return False
    dense = sum(character >= FIRST_OF_CHINESE for character in text)
    return dense < LEAST_CHARACTERS if dense else len(plain_words(text)) < LEAST_WORDS


def _is_caption(text: str) -> bool:
    """Tell a caption, "Figure 2. The pump", from a sentence about one: "Table 8.2 lists the types"."""
    number = re.search(r"\d{1,3}(?:[.-]\d{1,3}){0,3}", text)
    following = _CAPITAL.search(text, number.end()) if number else None
    return following is None or following[0].isupper()


def _is_heading(unit: Unit, text: str) -> bool:
    """Tell whether a line stands above a text as its heading: blank lines around it, and no list goes on there."""
    after = text[unit.start + len(unit.text) :]
    if not after.startswith("\n\n") or len(plain_words(unit.text)) > LONGEST_HEADING or _BULLET.match(unit.text):
        return False
    following, number = after.strip().split("\n", 1)[0], _NUMBER.match(unit.text)
    if _BULLET.match(unit.previous) or (unit.previous and not _ENDS.search(unit.previous) and not number):
        return False
    if number:
        return not (_NUMBER.match(following) or _NUMBER.match(unit.previous))
    bare = unit.text.lstrip()
    return bare[:1].isupper() and (_ENDS.search(following) is not None or _VALUE.search(following) is not None)
