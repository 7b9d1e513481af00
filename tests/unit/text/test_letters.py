"""A text is in the script of most of its letters."""

import pytest

from functions.text.letters import script_beyond, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Where is the ñandú?", "latin"),
        ("Где находится E-4711?", "cyrillic"),
        ("保修多少年?", "cjk"),
        ("ما هي عاصمة مصر؟", "arabic"),
        ("भारत की राजधानी", "devanagari"),
        ("", ""),
        ("1234 + 5 = ?", ""),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_a_script_that_is_known_is_not_beyond() -> None:
    assert script_beyond("Где?", ["latin", "cyrillic"]) == ""
    assert script_beyond("Где?", ["latin"]) == "cyrillic"


def test_nothing_is_beyond_where_every_script_is_known() -> None:
    assert script_beyond("Где?", []) == ""


def test_a_text_without_letters_is_beyond_nothing() -> None:
    assert script_beyond("42", ["latin"]) == ""
