"""What an answer rests on, as OpenAI's clients mark it: a place in the shown text, and the document behind it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from events.questions import Citation
from functions.gateway.openai.source_list import SOURCES, title

_MARK = re.compile(r"\[(\d{1,4})\]")


class Addresses(NamedTuple):
    """Where the sources of one question's answer are to be read."""

    site: str  # the gateway's address, as the client knows it
    question: str

    def of(self, source: Citation) -> str:
        """Return the address of a source: its page's on the web, its document's, or the question's where the text came
        with that."""
        if source.url:
            return source.url
        if source.document == self.question:
            return f"{self.site}/questions/{self.question}"
        page = f"#page={source.page}" if source.page else ""
        return f"{self.site}/documents/{source.document}/content{page}"


class Annotation(msgspec.Struct, frozen=True):
    """A source, with the place of its mark: shown_text[start_index:end_index], counted in Unicode characters."""

    url: str
    title: str
    start_index: int
    end_index: int


class ChatMark(msgspec.Struct, frozen=True, tag_field="type", tag="url_citation"):
    """The same as a chat's message has it."""

    url_citation: Annotation


def annotations(shown: str, rests_on: Sequence[Citation], at: Addresses, start: int = 0) -> list[Annotation]:
    """Return an annotation for each mark in the text, and for each source without one at its name behind the answer;
    `start` is where the text begins in all that was shown.
    """
    marks = list(_MARK.finditer(shown))
    behind = shown.rfind(SOURCES)
    within = {int(mark[1]) for mark in marks if not 0 <= behind < mark.start()}
    by_number = {one.number: one for one in rests_on}
    found = []
    for mark in marks:
        number = int(mark[1])
        if number in by_number and (number not in within or not 0 <= behind < mark.start()):
            source = by_number[number]
            found.append(Annotation(at.of(source), title(source), start + mark.start(), start + mark.end()))
    return found
