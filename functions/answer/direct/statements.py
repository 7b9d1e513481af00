"""The sentences and rows of what was found, with their words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.frames import framed, in_quotes
from functions.answer.direct.groups import Cells, cells_of
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.reading import Stretch
from functions.answer.direct.sources import Sources, day_of
from functions.stores.passages import Hit, Passage
from functions.text.sentences import split_sentences
from functions.text.word_forms import same_word, words_of


class Statement(NamedTuple):
    """One sentence or row, verbatim, with its place in its passage."""

    passage: Passage
    text: str
    place: int
    words: tuple[str, ...]
    cells: Cells  # of a row; else none

    @property
    def around(self) -> tuple[str, ...]:
        """The words of the statement, of its heading and of its document's name."""
        return (*self.words, *words_of(self.passage.heading), *words_of(self.passage.name))


def statements_in(hits: Sequence[Hit]) -> Iterator[Statement]:
    """Yield the sentences and rows of each passage, in their order."""
    for hit in hits:
        text = hit.passage.text
        for start, end in split_sentences(text):
            lines = text[start:end].split("\n")
            place = start
            for line in lines if " | " in text[start:end] else [text[start:end]]:
                cells = cells_of(line) if " | " in line else ()
                if line.strip():
                    offset = place + len(line) - len(line.lstrip())
                    yield Statement(hit.passage, line.strip(), offset, tuple(words_of(line)), cells)
                place += len(line) + 1


def telling(question: str) -> list[str]:
    """Return the words of a question that say what it is about, each once."""
    return list(dict.fromkeys(word for word in words_of(question) if word not in NEUTRAL))


def shared(words: Sequence[str], among: Sequence[str]) -> int:
    """Return how many of these words are among others, in any form."""
    beginnings = {word[:3] for word in words}  # which two forms of one share: few others are left to compare
    near = [one for one in among if one[:3] in beginnings]
    return sum(any(same_word(word, one) for one in near) for word in words) if near else 0


def quoted_line(statement: Statement, excerpts: Excerpts, sources: Sources, *, dated: bool) -> str:
    """Return a line with the document's name, its date where wanted, and the statement with its marker."""
    passage = statement.passage
    stretch = Stretch(passage.heading, passage.text, passage.start, (passage,))
    marker = excerpts.marker(statement.text, passage.start + statement.place, stretch)
    name = in_quotes(sources.language, passage.name)
    if dated:
        day = passage.metadata.get("date") or framed(sources.language, "upload day", day=day_of(passage.generation))
        name = framed(sources.language, "of day", name=name, day=day)
    return f"- {name}: {in_quotes(sources.language, statement.text)} {marker or ''}"
