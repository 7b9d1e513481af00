"""The sentences and rows of what was found, with their words."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.groups import Cells, cells_of
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.reading import Stretch
from functions.answer.direct.sources import Sources
from functions.stores.passages import Hit, Passage
from functions.text.frames import framed, in_quotes, joined
from functions.text.records import are_labelled
from functions.text.sentences import split_sentences
from functions.text.word_forms import same_word, words_of

_BAR = " | "
_GREETING = re.compile(r"(?:> ?)?[^\W\d_][^,!?.:;\n]{0,40}[,!]")  # "Hello Ann,"


class Statement(NamedTuple):
    """One sentence or row, verbatim, with its place in its passage."""

    passage: Passage
    text: str
    place: int
    words: tuple[str, ...]
    cells: Cells  # of a row; else none

    @property
    def is_quoted(self) -> bool:
        """Whether it stands in a mail that another one quotes."""
        text = self.passage.text
        return text.startswith(">", text.rfind("\n", 0, self.place) + 1)

    @property
    def around(self) -> tuple[str, ...]:
        """The words of the statement, of its heading and of its document's name."""
        return (*self.words, *words_of(self.passage.heading), *words_of(self.passage.name))


def statements_in(hits: Sequence[Hit]) -> Iterator[Statement]:
    """Yield the sentences, rows and labelled lines of each passage, in their order."""
    for hit in hits:
        text = hit.passage.text
        for start, end in split_sentences(text):
            place = start
            for line in _lines(text[text.rfind("\n", 0, start) + 1 : start], text[start:end]):
                cells = cells_of(line) if _BAR in line else ()
                if line.strip():
                    offset = place + len(line) - len(line.lstrip())
                    yield Statement(hit.passage, line.strip(), offset, tuple(words_of(line)), cells)
                place += len(line) + 1


def _lines(before: str, text: str) -> list[str]:
    """Return the lines of a sentence that say something each by itself, and those of a mail that it quotes.

    `before` stands before it in its first line.
    """
    lines = text.split("\n")
    if _BAR in text or are_labelled(lines):
        return lines
    runs, quoted = [lines[0]], (before or text).startswith(">")
    for last, line in pairwise(lines):
        if quoted != line.startswith(">") or _GREETING.fullmatch(last):
            runs.append(line)
            quoted = line.startswith(">")
        else:
            runs[-1] += "\n" + line
    return runs


def telling(question: str) -> list[str]:
    """Return the words of a question that say what it is about, each once."""
    return list(dict.fromkeys(word for word in words_of(question) if word not in NEUTRAL))


def shared(words: Sequence[str], among: Sequence[str]) -> int:
    """Return how many of these words are among others, in any form."""
    beginnings = {word[:3] for word in words}  # which two forms of one share: few others are left to compare
    near = [one for one in among if one[:3] in beginnings]
    return sum(any(same_word(word, one) for one in near) for word in words) if near else 0


def quoted_line(statement: Statement, excerpts: Excerpts, sources: Sources, name: str = "") -> str:
    """Return a name, that of the statement's document without another, and the statement with its marker."""
    text = in_quotes(sources.language, statement.text)
    name = name or in_quotes(sources.language, statement.passage.name)
    return f"{framed(sources.language, 'line', name=name, text=text)} {marker_of(statement, excerpts) or ''}"


def marker_of(statement: Statement, excerpts: Excerpts) -> str | None:
    """Return the marker of the passage that a statement stands in."""
    passage = statement.passage
    stretch = Stretch(passage.heading, passage.text, passage.start, (passage,))
    return excerpts.marker(statement.text, passage.start + statement.place, stretch)


def named(statement: Statement, language: str, day: str, place: str = "") -> str:
    """Return the name of a statement's document with a place in it and its day."""
    name = joined(language, filter(None, (in_quotes(language, statement.passage.name), place)))
    return framed(language, "of day", name=name, day=day) if day else name
