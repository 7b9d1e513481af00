"""A document's text out of its passages, a part at a time."""

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from events.identity import DocumentKey, Generation, IndexKey
from functions.documents.extracted_text import ExtractedText
from functions.stores.passages import Passage, Passages

KEY = DocumentKey(IndexKey("default", "a model"), "019c13ec-9e00-72d7-9642-b726b0440162")
GENERATION = Generation("019c13ec-9e00-72d7-9642-b726b0440163")
TEXT = "One thing is said.  Another is added. A third follows.\n\nThe last ends it."
SPANS = [(0, 18), (10, 37), (38, 54), (56, 73)]  # they share an edge, or leave out white space


@dataclass
class Kept:
    """A store of one document's passages that counts how often it is asked."""

    passages: list[Passage] = field(default_factory=list)
    asked: int = 0

    def in_order(self, *_: Any, first: int = 0, count: int = 1000) -> list[Passage]:
        self.asked += 1
        return self.passages[first : first + count]


def passage(position: int, start: int, end: int, text: str) -> Passage:
    named = {"id": f"p{position}", "document": KEY.document, "name": "a.txt", "generation": GENERATION}
    place = {"position": position, "start": start, "end": end, "text": text, "page": None, "heading": ""}
    return Passage(tenant="default", model="a model", **named, **place)  # type: ignore[arg-type]


@pytest.fixture
def kept() -> Kept:
    return Kept([passage(number, *span, TEXT[slice(*span)]) for number, span in enumerate(SPANS)])


def text_of(kept: Kept) -> ExtractedText:
    return ExtractedText(cast(Passages, kept), KEY, GENERATION)


def test_the_whole_of_a_short_text_comes_at_once(kept: Kept) -> None:
    part = text_of(kept).part(0, 1000)
    assert (part.start, part.end, part.total) == (0, 73, 73)
    assert part.text.split() == TEXT.split()
    assert len(part.text) == len(TEXT)


@pytest.mark.parametrize("limit", [1, 7, 20, 72])
def test_parts_add_up_to_the_whole(kept: Kept, limit: int) -> None:
    whole, pieces, offset = text_of(kept).part(0, 1000).text, "", 0
    while (part := text_of(kept).part(offset, limit)).end < part.total:
        pieces += part.text
        offset = part.end
    assert pieces + part.text == whole


def test_a_citation_is_found_at_its_place(kept: Kept) -> None:
    assert text_of(kept).part(20, 17).text == "Another is added."


def test_a_part_names_the_passages_that_it_lies_in(kept: Kept) -> None:
    assert [one.id for one in text_of(kept).part(40, 20).passages] == ["p2", "p3"]


def test_white_space_that_no_passage_has_is_part_of_the_text(kept: Kept) -> None:
    part = text_of(kept).part(54, 2)
    assert (part.text.strip(), part.start <= 56, part.end >= 56) == ("", True, True)


@pytest.mark.parametrize("offset", [73, 74, 10**9])
def test_behind_the_end_there_is_nothing(kept: Kept, offset: int) -> None:
    part = text_of(kept).part(offset, 10)
    assert (part.text, part.start, part.end, part.total) == ("", 73, 73, 73)


def test_a_document_without_passages_has_no_text() -> None:
    assert text_of(Kept()).part(0, 10).total == 0


def test_a_place_far_into_a_long_text_is_found_without_reading_what_lies_before() -> None:
    long = Kept([passage(number, number * 10, number * 10 + 9, "abcdefghi") for number in range(5000)])
    assert text_of(long).part(40_000, 9).text == "abcdefghi"
    assert long.asked < 50
