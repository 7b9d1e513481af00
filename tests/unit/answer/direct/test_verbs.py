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
