"""What says nothing by itself and never leads."""

import pytest

from functions.answer.evidence_units import Unit
from functions.answer.fragments import is_bare, is_fragment
from tests.unit.answer.test_evidence_units import passage


@pytest.mark.parametrize(
    "text",
    [
        "The lifts that are maintained:",
        "Table 3: Prices in euros",
        "Figure 2. The pump",
        "Abbildung 4",
        "Abb. 2: Der Kessel",
    ],
)
def test_captions_and_lines_before_a_list_say_nothing(text: str) -> None:
    assert is_bare(text, "")


@pytest.mark.parametrize(
    "text", ["Table 8.2 lists the types.", "Figure 3 shows a pump.", "Fee: 55", "Bild 3 zeigt sie."]
)
def test_a_sentence_about_a_table_is_none(text: str) -> None:
    assert not is_bare(text, "")


@pytest.mark.parametrize("heading", ["2. Opening of the hall", "§ 4 Haftung des Vereins", "Opening hours of the hall"])
def test_a_line_between_blank_lines_above_a_text_is_a_heading(heading: str) -> None:
    source = passage(f"It is so.\n\n{heading}\n\nThe hall is open.")
    assert is_fragment(Unit(heading, 0, len("It is so.\n\n"), "It is so."), source)


def test_an_item_of_a_numbered_list_is_no_heading() -> None:
    source = passage("1. Wait for the light\n\n2. Press the button\n\nThe oven heats.")
    assert not is_fragment(Unit("2. Press the button", 0, 23, "1. Wait for the light"), source)
