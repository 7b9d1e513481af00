"""What a question asks of rows: bounds, dates, several values, none of them, and cells that are empty."""

import pytest

from tests.unit.answer.direct.library import Library

MACHINES = """Machine,Hall,Weight,Price per day,Deposit,Year built,Last inspection
Tiller,A,85 kg,42 €,100 €,2018,2026-03-02
Chipper,B,310 kg,95 €,150 €,2015,
Excavator,C,"1,650 kg",180 €,300 €,2020,2026-05-11
Compactor,B,92 kg,38 €,80 €,2019,2025-11-30
Scarifier,A,34 kg,29 €,60 €,2021,
"""
GERAETE = """Gerät;Halle;Gewicht;Miete pro Tag;Baujahr;Letzte Prüfung
Fräse;A;85 kg;42,50 €;2018;02.03.2026
Häcksler;B;310 kg;95,00 €;2015;
Bagger;C;1.650 kg;180,00 €;2020;11.05.2026
"""


def first_cells(answer: str) -> list[str]:
    return [line.split(" | ")[0].partition(": ")[2] for line in answer.split("\n")[1:]]


@pytest.mark.parametrize(
    ("question", "machines"),
    [
        ("Which machines are not in hall B?", ["Tiller", "Excavator", "Scarifier"]),
        ("Which machines aren't in hall A or C?", ["Chipper", "Compactor"]),
        ("Which machines except the tiller are in hall A?", ["Scarifier"]),
        ("List all machines outside hall B", ["Tiller", "Excavator", "Scarifier"]),
        ("Which machines are in hall A or C?", ["Tiller", "Excavator", "Scarifier"]),
        ("Which machines cost between 40 and 100 € a day?", ["Tiller", "Chipper"]),
        ("Which machines cost no more than 38 € a day?", ["Compactor", "Scarifier"]),
        ("Which machines weigh 310 kg or more?", ["Chipper", "Excavator"]),
        ("Which machines are heavier than 300 kg?", ["Chipper", "Excavator"]),
        ("Which machines weigh more than 90 kg and cost less than 100 € a day?", ["Chipper", "Compactor"]),
        ("Which machines in hall B cost less than 50 €?", ["Compactor"]),
        ("Which machines were built after 2018?", ["Excavator", "Compactor", "Scarifier"]),
        ("Which machines were built between 2015 and 2018?", ["Tiller", "Chipper"]),
        ("Which machines are older than 2019?", ["Tiller", "Chipper"]),
        ("Which machines were inspected before March 2026?", ["Compactor"]),
        ("Which machines were inspected in May 2026?", ["Excavator"]),
        ("Which machines have no last inspection?", ["Chipper", "Scarifier"]),
        ("Which machines have not been inspected?", ["Chipper", "Scarifier"]),
        ("For which machines is the last inspection missing?", ["Chipper", "Scarifier"]),
    ],
)
def test_a_condition_chooses_rows(library: Library, question: str, machines: list[str]) -> None:
    library.add("machines.csv", MACHINES)
    assert first_cells(library.answer(question)) == machines


@pytest.mark.parametrize(
    ("question", "devices"),
    [
        ("Welche Geräte stehen nicht in Halle B?", ["Fräse", "Bagger"]),
        ("Welche Geräte kosten weniger als 50 € am Tag?", ["Fräse"]),
        ("Welche Geräte sind schwerer als 100 kg?", ["Häcksler", "Bagger"]),
        ("Welche Geräte wurden nach 2017 gebaut?", ["Fräse", "Bagger"]),
        ("Welche Geräte haben keine letzte Prüfung?", ["Häcksler"]),
    ],
)
def test_a_german_condition_chooses_rows(library: Library, question: str, devices: list[str]) -> None:
    library.add("geraete.csv", GERAETE)
    answer = library.answer(question)
    assert first_cells(answer) == devices
    assert f"{len(devices)} der 3 Zeilen von „geraete.csv“" in answer


@pytest.mark.parametrize(
    "question",
    [
        "Which machines cost less than 50 pounds?",
        "Which machines weigh more than 2 tonnes?",
        "Which machines are not ready for hall B?",
        "Which machines have no mirror?",
        "Which machines were sold after 2018?",
    ],
)
def test_a_condition_that_no_column_surely_means_sends_a_question_the_usual_way(
    library: Library, question: str
) -> None:
    library.add("machines.csv", MACHINES)
    assert library.direct(question) is None


def test_one_column_may_be_asked_to_be_below_another(library: Library) -> None:
    library.add("stock.csv", "Article,Stock,Minimum stock\nBolt,5,8\nNut,9,4\nRivet,1,2\n")
    answer = library.answer("Which articles have a stock below the minimum stock?")
    assert first_cells(answer) == ["Bolt", "Rivet"]


def test_rows_say_a_word_also_in_another_form(library: Library) -> None:
    library.add(
        "ovens.csv", "Order,Machine,Cost\n1,Spiral oven SO-1,120 €\n2,Slicer SL-1,60 €\n3,Spiral oven SO-2,145 €\n"
    )
    assert first_cells(library.answer("List the orders for the spiral ovens")) == ["1", "3"]


def test_a_year_in_the_title_of_a_table_is_no_condition(library: Library) -> None:
    library.add("trips.md", "# Trips in 2026\n\nTrip | Date\n--- | ---\nLake | 2026-04-12\nRidge | 2025-12-30\n")
    assert len(first_cells(library.answer("List all trips in 2026"))) == 2
