"""Which sentences of answers pass, kind by kind, and how many of the measured pairs do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.evaluation.support import Pair, counted, is_shown, read_pairs

DATA = Path(__file__).parents[2] / "data" / "support"


def pairs_of(text: str) -> Iterator[Pair]:
    passage = question = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "P:":
            passage = rest.replace("\\n", "\n")
        elif kind == "Q:":
            question = rest
        elif kind in {"+", "-"}:
            yield Pair(question=question, passage=passage, sentence=rest, supported=kind == "+")


PAIRS = list(pairs_of((DATA / "kinds.txt").read_text("utf-8")))


@pytest.mark.parametrize("pair", [one for one in PAIRS if one.supported], ids=lambda one: one.sentence)
def test_what_one_sentence_or_row_says_is_shown(pair: Pair) -> None:
    assert is_shown(pair)


@pytest.mark.parametrize("pair", [one for one in PAIRS if not one.supported], ids=lambda one: one.sentence)
def test_what_no_sentence_or_row_says_is_not_shown(pair: Pair) -> None:
    assert not is_shown(pair)


@pytest.mark.parametrize(("half", "wrong_shown", "right_dropped"), [("dev", 1, 2), ("test", 4, 5)])
def test_no_more_pairs_are_judged_wrongly_than_was_measured(half: str, wrong_shown: int, right_dropped: int) -> None:
    pairs = read_pairs(DATA / f"{half}.json")
    found = counted(pairs, [is_shown(pair) for pair in pairs])
    assert found["wrong_shown"] <= wrong_shown
    assert found["right_dropped"] <= right_dropped


@pytest.mark.parametrize("supported", [True, False])
def test_both_halves_hold_as_many_right_pairs_as_wrong_ones(supported: bool) -> None:
    halves = [read_pairs(DATA / f"{half}.json") for half in ("dev", "test")]
    assert [sum(pair.supported is supported for pair in half) for half in halves] == [100, 100]


def test_the_halves_share_no_passage() -> None:
    dev, test = ({pair.passage for pair in read_pairs(DATA / f"{half}.json")} for half in ("dev", "test"))
    assert not dev & test
