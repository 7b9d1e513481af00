"""What counts as an identifier, and where one is found again."""

import pytest

from functions.text.identifiers import identifiers


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How do I fix E-4711?", ["E-4711"]),
        ("Are we certified to ISO 9001?", ["ISO 9001"]),
        ("Which host has 10.0.0.17?", ["10.0.0.17"]),
        ("What does C7 do, and what c8?", ["C7", "c8"]),
        ("Was bedeutet K-52/3 im Plan?", ["K-52/3"]),
        ("错误F-203怎么办", ["F-203"]),
        ("Where is order #4711, and where 100234?", ["4711", "100234"]),
        ("Does it need Python 3.12.1?", ["3.12.1"]),
        ("Which object is HM-1022?", ["HM-1022"]),  # no year, though it looks like "mid-1990"
        ("invoice 2024-117", ["2024-117"]),
    ],
)
def test_an_identifier_is_a_name_with_digits(question: str, found: list[str]) -> None:
    assert [one.text for one in identifiers(question)] == found


@pytest.mark.parametrize(
    "question",
    [
        "What happened in 1066, in the 1990s and in the mid-1990s?",
        "Who won on the 19th, at 10:30, in the 19th-century 20-year war of 1618-1648?",
        "Is the fee 1,250.50 or 12 francs for 5kg?",
        "What was new in 2024/05 and in 2024-2025?",
        "What was agreed on 24.12.2026 and on 2026-12-24?",
        "Who ruled in AD 1066?",
        "What is the Anglo-Norman state?",
    ],
)
def test_numbers_years_dates_and_quantities_are_none(question: str) -> None:
    assert identifiers(question) == []


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("E-4711", "The display shows E 4711."),
        ("E4711", "See error e-4711, page 3."),
        ("ISO 9001", "We hold ISO-9001:2015."),
        ("10.0.0.17", "The printer (10.0.0.17) is in the hall."),
        ("C7", "| C7 | 12 nF |"),
        ("F-203", "故障F-203表示"),
        ("E-4713", "E-4710 to E-4719: the heater."),
        ("E-4713", "E-4710\u20134719 are faults of the heater."),
    ],
)
def test_an_identifier_is_found_however_it_is_parted_and_in_a_range(asked: str, text: str) -> None:
    assert identifiers(f"What is {asked}?")[0].is_in(text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("E-4713", "E-4711 and E-4712"),
        ("E-471", "E-4711"),
        ("10.0.0.1", "10.0.0.17"),
        ("10.0.0.1", "110.0.0.1"),
        ("10.0.0.1", "10.0.0.1.5"),
        ("A4", "a 4-year plan"),
        ("C7", "C77, NC7 and C7A"),
    ],
)
def test_another_identifier_is_not_taken_for_it(asked: str, text: str) -> None:
    assert not identifiers(f"What is {asked}?")[0].is_in(text)


@pytest.mark.parametrize(("text", "others"), [("E-4711 and E-4712", True), ("E-4713", False), ("E is 4711", False)])
def test_others_of_its_kind_have_its_letters_and_another_number(text: str, others: bool) -> None:
    assert identifiers("What is E-4713?")[0].has_others_in(text) is others


@pytest.mark.parametrize(
    ("asked", "strong"), [("E-4713", True), ("10.0.0.17", True), ("ISO 9001", True), ("Q3", False)]
)
def test_only_an_identifier_of_some_digits_has_no_other_name(asked: str, strong: bool) -> None:
    assert identifiers(f"What of {asked}?")[0].strong is strong
