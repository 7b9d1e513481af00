"""Neighbouring chunks become one passage, whose text and span are the document's own."""

import pytest
from msgspec.structs import replace

from functions.answer import merging
from functions.answer.merging import merged
from functions.stores.passages import Hit
from tests.unit.answer.hits import hit, texts

TEXT = "Rouen lies on the Seine. It is old. Its cathedral was painted by Monet.\n\nLe Havre lies at the sea."


def chunk(start: int, end: int, position: int, name: str = "a.txt", heading: str = "", generation: str = "g") -> Hit:
    named = {"name": name, "heading": heading, "generation": generation}
    return hit(TEXT[start:end], position=position, start=start, score=1 - position / 10, **named)


def test_what_two_neighbours_share_is_not_repeated() -> None:
    (passage,) = merged([chunk(0, 35, 0), chunk(25, 71, 1)])
    assert (passage.passage.text, passage.passage.start, passage.passage.end) == (TEXT[:71], 0, 71)


def test_neighbours_with_a_blank_line_between_them_keep_it() -> None:
    assert texts(merged([chunk(25, 71, 1), chunk(73, len(TEXT), 2)])) == [TEXT[25:]]


def test_three_in_a_row_become_one_whatever_their_ranks() -> None:
    assert texts(merged([chunk(73, len(TEXT), 2), chunk(0, 35, 0), chunk(25, 71, 1)])) == [TEXT]


def test_the_whole_is_where_the_better_was_and_has_its_id_and_score() -> None:
    better, other, worse = chunk(0, 35, 0), hit("Caen.", name="b.txt"), chunk(25, 71, 1)
    found = merged([better, other, worse])
    assert [one.passage.name for one in found] == ["a.txt", "b.txt"]
    assert (found[0].passage.id, found[0].score) == (better.passage.id, better.score)


@pytest.mark.parametrize("difference", [{"generation": "h"}, {"heading": "Havens"}, {"name": "b.txt"}])
def test_another_generation_heading_or_document_is_no_neighbour(difference: dict[str, str]) -> None:
    assert len(merged([chunk(0, 35, 0), chunk(25, 71, 1, **difference)])) == 2


def test_chunks_that_do_not_follow_each_other_stay_apart() -> None:
    assert len(merged([chunk(0, 35, 0), chunk(73, len(TEXT), 2)])) == 2


def test_nothing_is_joined_over_a_character_that_is_not_known() -> None:
    assert len(merged([chunk(0, 24, 0), chunk(25, 71, 1)])) == 2


def test_a_passage_does_not_grow_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "LONGEST", 71)
    found = merged([chunk(0, 35, 0), chunk(25, 71, 1), chunk(73, len(TEXT), 2)])
    assert texts(found) == [TEXT[:71], TEXT[73:]]


def recognised(one: Hit, confidence: float) -> Hit:
    return replace(one, passage=replace(one.passage, recognised=confidence))


def test_what_was_read_by_ocr_is_not_merged_with_what_was_not() -> None:
    assert len(merged([chunk(0, 35, 0), recognised(chunk(25, 71, 1), 0.9)])) == 2


def test_two_that_were_read_by_ocr_have_the_lesser_confidence() -> None:
    (one,) = merged([recognised(chunk(0, 35, 0), 0.9), recognised(chunk(25, 71, 1), 0.6)])
    assert one.passage.recognised == 0.6
