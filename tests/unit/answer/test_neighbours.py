"""Passages with those around them, whose text keeps its places. A real store."""

from pathlib import Path

import numpy as np
import pytest

from events.carried import carried
from events.identity import DocumentKey, Generation, IndexKey, chunk_id, document_id
from events.questions import FoundPassage
from functions.answer.neighbours import with_neighbours
from functions.stores.opening import open_passages
from functions.stores.passages import Passage, Passages

TEXT = "One one.\n\nTwo two. Three.\nFour four.\n\nFive.\n\nSix six six."
SPANS = ((0, 8), (10, 25), (19, 36), (38, 43), (45, 57))  # the second and the third overlap, as chunks do
GENERATION = Generation("019c13ec-9e00-72d7-9642-b726b0440162")


def passage(number: int, span: tuple[int, int], text: str = "", tenant: str = "default") -> Passage:
    """Return a chunk of the document."""
    key = DocumentKey(IndexKey(tenant, "m"), document_id(tenant, "a.txt"))
    return Passage(
        id=chunk_id(key, GENERATION, number),
        tenant=tenant,
        document=key.document,
        generation=GENERATION,
        position=number,
        name="a.txt",
        text=text or TEXT[slice(*span)],
        page=None,
        heading="",
        start=span[0],
        end=span[1],
        model="m",
    )


@pytest.fixture
def store(tmp_path: Path) -> Passages:
    store = open_passages(f"sqlite://{tmp_path}/store.sqlite")
    chunks = [passage(number, span) for number, span in enumerate(SPANS)]
    store.add(chunks, np.eye(len(chunks), dtype=np.float32))
    return store


def joined(store: Passages, number: int, count: int, tenant: str = "default") -> tuple[str, int, int]:
    """Return the text and span of the found passage with so many around it."""
    found = carried(passage(number, SPANS[number]), FoundPassage, score=1.0)
    [one] = with_neighbours([found], count, tenant, store)
    return one.text, one.start, one.end


@pytest.mark.parametrize(
    ("number", "count", "span"),
    [(0, 1, (0, 25)), (1, 1, (0, 36)), (2, 1, (10, 43)), (4, 1, (38, 57)), (2, 3, (0, 57)), (4, 3, (10, 57))],
)
def test_a_passage_with_its_neighbours_is_the_text_between_its_places(
    store: Passages, number: int, count: int, span: tuple[int, int]
) -> None:
    assert joined(store, number, count) == (TEXT[slice(*span)], *span)


def test_without_neighbours_it_stays_as_it_is(store: Passages) -> None:
    assert joined(store, 1, 0) == (TEXT[10:25], 10, 25)


def test_one_that_was_merged_of_several_gets_those_around_all_of_them(store: Passages) -> None:
    found = carried(passage(1, (10, 36)), FoundPassage, score=1.0)
    [one] = with_neighbours([found], 1, "default", store)
    assert (one.text, one.start, one.end) == (TEXT[0:43], 0, 43)


def test_a_neighbour_whose_span_is_not_true_is_left_out(tmp_path: Path) -> None:
    store = open_passages(f"sqlite://{tmp_path}/other.sqlite")
    chunks = [passage(0, SPANS[0], text="Another text than there."), passage(1, SPANS[1]), passage(2, SPANS[2])]
    store.add(chunks, np.eye(3, dtype=np.float32))
    assert joined(store, 1, 2) == (TEXT[10:36], 10, 36)


def test_a_passage_that_is_stored_no_longer_stays_as_it_is(store: Passages) -> None:
    assert joined(store, 1, 1, tenant="another") == (TEXT[10:25], 10, 25)


def test_very_long_neighbours_are_left_out(store: Passages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.answer.neighbours.LONGEST", 30)
    assert joined(store, 1, 1) == (TEXT[0:25], 0, 25)
