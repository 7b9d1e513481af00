"""What of a passage can be evidence, without any model."""
# ruff: noqa: RUF001 - Chinese marks are meant

import pytest

from events.identity import derived_id
from events.questions import FoundPassage
from functions.answer.evidence_units import Unit, evidence_units
from functions.answer.fragments import is_fragment


def passage(text: str, heading: str = "", start: int = 0) -> FoundPassage:
    """Return a passage of this text."""
    id_, end = derived_id(text), start + len(text)
    return FoundPassage(id=id_, document=id_, name="a.txt", heading=heading, text=text, start=start, end=end, score=1.0)


def units(text: str) -> list[str]:
    """Return the texts of the units of one passage."""
    return [unit.text for unit in evidence_units([passage(text)])]


def test_rows_of_a_table_without_its_head_and_rule() -> None:
    assert units("|a|b|\n|---|:--|\n|1|2|\n|3|4|") == ["|1|2|", "|3|4|"]


@pytest.mark.parametrize("head", ["Boat | Seats | Berth", "Region | 2021 | 2022"])
def test_a_row_of_words_or_years_above_figures_only_names_the_columns(head: str) -> None:
    assert units(f"{head}\nPlover | 4 | E5\nStork | 6 | E2") == ["Plover | 4 | E5", "Stork | 6 | E2"]


@pytest.mark.parametrize(
    "text", ["Ann | left\nBen | 29", "Peru | Lima | Sol\nChile | Santiago | Peso", "Born | 1871\nAge | 9"]
)
def test_a_first_row_that_may_say_something_stays(text: str) -> None:
    assert units(text) == text.split("\n")


def test_short_rows_and_sentences_are_whole() -> None:
    assert units("Chile | Santiago\nPeru | Lima\n\n周末不营业。") == ["Chile | Santiago", "Peru | Lima", "周末不营业。"]


@pytest.mark.parametrize("text", ["See also", "Table 3", "Opening hours", "Is it open?", "保修多少年？", "目录"])
def test_a_fragment_says_nothing_by_itself(text: str) -> None:
    assert is_fragment(Unit(text, 0, 0, ""), passage(text))


@pytest.mark.parametrize(
    "text", ["It is.", "Fee: 55", "- tents", "2. Wait", "Chile | Santiago", "保修期两年", "两年。"]
)
def test_what_is_whole_is_no_fragment(text: str) -> None:
    assert not is_fragment(Unit(text, 0, 0, ""), passage(text))


def test_few_words_after_a_question_are_its_answer() -> None:
    assert not is_fragment(Unit("Two years", 0, 0, "How long is the warranty?"), passage("Two years"))


def test_a_heading_is_a_fragment_however_long() -> None:
    title = "How the pump is to be cleaned"
    assert is_fragment(Unit(title, 0, 0, ""), passage(title, f"Manual > {title}"))


@pytest.mark.parametrize(("start", "gap", "is_title"), [(0, "\n", True), (500, "\n\n", True), (500, "\n", False)])
def test_a_line_without_a_full_stop_above_a_text_is_its_title(start: int, gap: str, is_title: bool) -> None:
    title = "Minutes of the works council, 4 June 2026"
    source = passage(f"{title}{gap}Absent: Ruth Meyer.", start=start)
    assert is_fragment(Unit(title, 0, 0, ""), source) is is_title
