"""Rows chosen by a cell that a question names beside a verb: who drove, gave or teaches is told by it alone."""

from pathlib import Path

import pytest

from tests.unit.answer.direct.library import Library

REPAIRS = """Job,Received,Finished,Mechanic,Bicycle,Hours,Price,Phone
J-1,2026-04-02,2026-04-03,Nora Olsen,Cargo bike,1.5,48 €,4410
J-2,2026-04-28,2026-05-04,Marchetti,Tandem,1,30 €,-
J-3,2026-05-11,2026-05-12,Nora Olsen,Racing bike,2,64 €,9086
J-4,2026-05-18,2026-06-01,Marchetti,Cargo bike,3,110 €,4410
"""
COURSES = """Nr;Kurs;Leitung;Tag;Raum;Anmeldungen;Start
K1;Aquarell;Sabine Kurz;Dienstag;Atelier;11;08.09.2026
K2;Töpfern;Okafor;Mittwoch;Werkstatt;8;09.09.2026
K3;Aktzeichnen;Sabine Kurz;Donnerstag;Atelier;7;01.10.2026
K4;Drehscheibe;Okafor;Freitag;Werkstatt;5;02.10.2026
"""
GIFTS = """# Donations

| Item | Donor | Received | Value |
|---|---|---|---|
| Barometer | Harriet Quill | 2014-03-11 | 1,400 € |
| Lugger | Rotary Club | 2017-06-30 | 650 € |
| Bell | Harriet Quill | 2019-09-02 | 900 € |
| Binoculars | Rotary Club | 2022-05-14 | 280 € |
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.add("repairs.csv", REPAIRS)
    library.add("kurse.csv", COURSES)
    library.add("gifts.md", GIFTS)
    return library


def first_cells(answer: str) -> list[str]:
    return [line.split(" | ")[0].partition(": ")[2] for line in answer.split("\n")[1:]]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Which bicycles did Marchetti repair?", ["J-2", "J-4"]),
        ("How many jobs did Nora Olsen finish in May?", ["J-3"]),
        ("How many jobs did Olsen finish?", ["J-1", "J-3"]),
        ("Which jobs were finished by Marchetti?", ["J-2", "J-4"]),
        ("Which bicycles came in after 1 May 2026 and were finished in June?", ["J-4"]),
        ("How many items did the Rotary Club donate?", ["Lugger", "Binoculars"]),
        ("Which items did we receive before 2019?", ["Barometer", "Lugger"]),
        ("Welche Kurse leitet Frau Kurz?", ["K1", "K3"]),
        ("Welche Kurse gibt Okafor im Oktober?", ["K4"]),
        ("Welche Kurse hat Sabine Kurz angeboten?", ["K1", "K3"]),
        ("Welche Kurse beginnen im September?", ["K1", "K2"]),
    ],
)
def test_a_cell_chooses_rows_whatever_the_verb(library: Library, question: str, rows: list[str]) -> None:
    assert first_cells(library.answer(question)) == rows


@pytest.mark.parametrize(
    "question",
    [
        "How many jobs did Baker finish in May?",
        "Which tools did Marchetti buy?",
        "Which jobs did Marchetti cancel?",
        "Which bicycles does Marchetti weigh?",
        "Which jobs of Marchetti are urgent?",
        "Which bicycle helmets did Marchetti sell?",
        "Which urgent jobs did Marchetti finish?",
        "Which bicycles have brakes?",
        "Welche Kurse hat Okafor abgesagt?",
        "Welche Kurse gibt Frau Lehmann?",
        "Welche Kurse von Okafor sind ausgebucht?",
        "Welche Kurse finden sonntags statt?",
    ],
)
def test_what_no_cell_says_chooses_no_rows(library: Library, question: str) -> None:
    direct = library.direct(question)
    assert direct is None or not direct.answered


def test_a_month_without_rows_is_said_to_have_none(library: Library) -> None:
    answer = library.answer("How many jobs did Marchetti finish in August?")
    assert answer.startswith("None of the 4 rows of “repairs.csv” (Finished: in August, Mechanic: Marchetti).")


def test_no_different_values_are_said_to_be_none(library: Library) -> None:
    answer = library.answer("Wie viele Kurse gab Okafor im Jahr 2024?")
    assert answer.startswith("Keine der 4 Zeilen von „kurse.csv“ (Start: im Jahr 2024, Leitung: Okafor).")


ROOMS = "Room,Seats,Floor,Rate\nLantern Room,24,first,35 €\nNet Loft,60,second,70 €\nChart Room,8,first,18 €\n"


def test_what_a_named_giver_gave_is_every_row_with_that_name(library: Library) -> None:
    assert first_cells(library.answer("What did Harriet Quill give us?")) == ["Barometer", "Bell"]
    assert first_cells(library.answer("Was wird in der Werkstatt unterrichtet?")) == ["K2", "K4"]


@pytest.mark.parametrize("question", ["Who owns the tandem?", "What does the tandem weigh?", "Was hat Okafor gesagt?"])
def test_what_no_column_tells_is_not_looked_up(library: Library, question: str) -> None:
    assert library.direct(question) is None


def test_an_empty_cell_that_is_asked_for_is_said_to_be_empty(library: Library) -> None:
    answer = library.answer("What is the phone number for J-2?")
    assert answer.startswith("“repairs.csv” does not say: “Phone” is empty in 1 of the 4 rows")


def test_a_quantity_of_several_rows_is_added_up(library: Library) -> None:
    answer = library.answer("How many hours did Marchetti work?")
    assert answer.startswith("4.0: the sum of “Hours” in 2 of the 4 rows of “repairs.csv” (Mechanic: Marchetti).")


def test_the_last_time_is_the_latest_date_of_the_rows(library: Library) -> None:
    answer = library.answer("When was the cargo bike last finished?")
    assert answer.startswith(
        "The latest “Finished” of the 2 rows read in “repairs.csv” (Bicycle: Cargo bike):\n- Job: J-4"
    )


def test_the_most_valuable_has_the_highest_value(library: Library) -> None:
    answer = library.answer("What is the most valuable item that Harriet Quill gave us?")
    assert answer.startswith("The highest “Value” of the 2 rows read in “gifts.md” (Donations) (Donor: Harriet Quill):")
    assert first_cells(answer) == ["Barometer"]


def test_people_are_counted_by_seats(library: Library) -> None:
    library.add("rooms.csv", ROOMS)
    assert first_cells(library.answer("Which rooms can hold more than 20 people?")) == ["Lantern Room", "Net Loft"]
    assert first_cells(library.answer("Which rooms hold 20 people or more and cost less than 50 €?")) == [
        "Lantern Room"
    ]


def test_a_word_for_any_row_means_none_of_a_table_where_another_has_its_column(library: Library) -> None:
    library.add("other.csv", "Work order,Date\nW-1,2026-06-01\nW-2,2026-06-02\n")
    direct = library.direct("Which jobs came after 20 May 2026?")
    assert direct is None or "other.csv" not in direct.answer


def test_a_name_in_two_columns_means_either_unless_one_of_them_is_named(library: Library) -> None:
    library.add("trips.csv", "Trip,Driver,Customer\nT-1,Nord,Hansen\nT-2,Petersen,Nord\nT-3,Petersen,Hansen\n")
    assert first_cells(library.answer("Which trips are for Nord?")) == ["T-1", "T-2"]
    assert first_cells(library.answer("Which trips are for the customer Nord?")) == ["T-2"]
