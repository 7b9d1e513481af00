"""Misspelt words of a question, on SQLite."""

from pathlib import Path

import pytest

from functions.stores.opening import open_passages
from functions.stores.passages import Passages
from functions.text.edit_distance import edit_distance
from tests.contract.stores.store_samples import Document, add, axis, search, texts


@pytest.fixture
def passages(tmp_path: Path) -> Passages:
    passages = open_passages(f"sqlite://{tmp_path}/store.sqlite")
    document = Document("t")
    written = ["The carburettor needs oil.", "The harbour opens at nine.", "Error E4711 stops the pump.", "A chair."]
    add(passages, *((document.passage(text, n), axis(0)) for n, text in enumerate(written)))
    return passages


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("carburetor", "The carburettor needs oil."),
        ("carbruettor", "The carburettor needs oil."),
        ("harbor", "The harbour opens at nine."),
    ],
)
def test_a_word_that_stands_nowhere_finds_the_one_that_is_nearest(passages: Passages, asked: str, found: str) -> None:
    assert texts(search(passages, "t", asked)) == [found]


@pytest.mark.parametrize("asked", ["E4712", "chain", "oils9", "hangar"])
def test_an_identifier_a_short_word_and_a_word_too_far_find_nothing(passages: Passages, asked: str) -> None:
    assert texts(search(passages, "t", asked)) == []


def test_a_word_that_stands_somewhere_is_taken_at_its_word(passages: Passages) -> None:
    add(passages, (Document("t", name="b.txt").passage("A harbor."), axis(0)))
    assert texts(search(passages, "t", "harbor")) == ["A harbor."]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("chain", "chain", 0), ("chain", "chian", 1), ("chain", "chains", 1), ("chain", "chin", 1), ("chain", "train", 2)],
)
def test_the_distance_counts_letters_left_out_added_changed_and_swapped(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other, 2) == distance


def test_more_than_wanted_is_not_counted_further() -> None:
    assert edit_distance("carburettor", "harbour", 2) == 3
