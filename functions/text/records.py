"""Lines that say something each by itself, such as "Deposit: 940 EUR", where a text has several of them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from functions.text.sentences import split_sentences

CELLS = " | "
SHORT_LINE = 90  # characters: a longer one goes on in the next line
LEAST = 2  # such lines side by side: one alone may be a sentence that goes on
_LABELLED = re.compile(r"[^|:]{1,60}: \S")
_LINE = re.compile(r"(?:[-*+\u2022\u2013]\s+)?([^|:.!?\n]{2,60}): \S[^\n]*")
_LABEL = re.compile(r"[^|:.!?]{1,60}: \S")


class Cell(NamedTuple):
    """A cell of a row, with its label: "" where it has none."""

    label: str
    value: str


def labelled_cells(row: str) -> list[Cell]:
    """Return the cells of a row in which each says its label: "Item: lamps | Count: 12"."""
    return [labelled_cell(text) for text in row.split(CELLS)]


def labelled_cell(text: str) -> Cell:
    """Return a cell by its text: "Count: 12"."""
    label, colon, value = text.partition(": ")
    return Cell(label, value) if colon and value else Cell("", text)


def is_labelled(text: str) -> bool:
    """Tell whether a line or a cell begins with a label."""
    return _LABELLED.match(text.strip()) is not None


def label_of(text: str) -> str:
    """Return the label of a line that has one before its value, such as "Maker" of "- Maker: Miller"; "" for none."""
    found = _LINE.fullmatch(text.strip())
    is_sentence = text.rstrip().endswith((".", "!", "?"))  # "Rule 5: Bicycles may be parked in the yard."
    return found[1] if found and not is_sentence and len(text) <= SHORT_LINE and CELLS not in text else ""


def lines_around(text: str, place: int) -> tuple[int, int]:
    """Return the span of the labelled lines that stand side by side where this place is, blank lines between or not."""
    lines, start, spans = text.split("\n"), 0, list[tuple[int, int]]()
    for line in lines:
        end = start + len(line)
        if label_of(line):
            spans.append((start, end))
        elif line.strip():
            if spans and place <= spans[-1][1]:
                break
            spans = []
        start = end + 1
    around = spans if spans and spans[0][0] <= place <= spans[-1][1] else []
    return (around[0][0], around[-1][1]) if around else (place, place)


def are_labelled(lines: Sequence[str]) -> bool:
    """Tell whether several of these lines are labelled, and none goes on in the next one."""
    return all(len(line) <= SHORT_LINE for line in lines) and sum(map(is_labelled, lines)) >= LEAST


def pieces_of(text: str) -> list[tuple[int, int]]:
    """Return the spans of a text's sentences and of its labelled lines; a row of a table is one, whatever it says."""
    whole: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        if whole and _goes_on(text, whole[-1][1], start):
            whole[-1] = whole[-1][0], end
        else:
            whole.append((start, end))
    return [span for sentence in whole for span in labelled_lines(text, *sentence)]


def _goes_on(text: str, end: int, start: int) -> bool:
    """Tell whether the row that a sentence ends in goes on with the next one: "4. Stunde | 10:35"."""
    if "\n" in text[end:start]:
        return False
    following = text.find("\n", start)
    return CELLS in text[text.rfind("\n", 0, end) + 1 : following if following >= 0 else len(text)]


def labelled_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the labelled lines of a stretch, each with what follows it, where there are several of them;
    else the stretch itself."""
    lines = text[start:end].split("\n")
    if len(lines) == 1 or sum(_opens(line) for line in lines) < LEAST:
        yield start, end
        return
    first, place = start, start
    for line in lines:
        if place > first and _opens(line):
            yield _bare(text, first, place)
            first = place
        place += len(line) + 1
    yield _bare(text, first, end)


def _opens(line: str) -> bool:
    """Tell whether a labelled line begins here: it has a capital letter or a number, for a sentence may be wrapped."""
    bare = line.strip()
    return (bare[:1].isupper() or bare[:1].isdigit()) and _LABEL.match(bare) is not None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
