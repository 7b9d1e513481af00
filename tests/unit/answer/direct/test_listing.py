"""Lists and counts: all of a table, a list or the headings, and only where it is sure that they are meant."""

from pathlib import Path

import pytest

from events.questions import Filters
from functions.text.frames import framed
from tests.unit.answer.direct.library import Library

BOATS = (
    "Boat,Seats,Berth,Colour,Price\n"
    "Heron,6,E2,red,120 €\nPlover,4,E5,blue,80 €\nTern,8,E7,red,140 €\nTeal,2,E9,white,60 €\nTotal,20,,,400 €\n"
)
RULES = """# House rules

The house is open daily. The school has 12 pianos.

## Opening hours

- Monday: 9 to 5
- Tuesday: 10 to 6
  - with lunch
- Friday: 9 to 3

## How to close

Take these steps:

1. Open the valve
2. Wait ten seconds
3. Close the valve
"""
CODES = "# Error codes\n\n## E-4711\n\nReplace the fuse.\n\n## E-4712\n\nClean the filter.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library(tmp_path)
    library.add("boats.csv", BOATS)
    library.add("rules.md", RULES)
    library.add("codes.md", CODES)
    return library


def long_table(rows: int) -> str:
    lines = [f"{number},{'hall A' if number % 3 == 0 else 'hall B'},{number % 7} kg" for number in range(1, rows + 1)]
    return "Part,Place,Weight\n" + "\n".join(lines)


def test_a_list_quotes_every_row_with_the_number_of_them(library: Library) -> None:
    lines = library.answer("List all boats").split("\n")
    assert lines[0] == "All 4 rows of “boats.csv”:"
    assert lines[1] == "- Boat: Heron | Seats: 6 | Berth: E2 | Colour: red | Price: 120 € [1]"
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("question", "boats"),
    [
        ("List all red boats", ["Heron", "Tern"]),
        ("Which boats are red?", ["Heron", "Tern"]),
        ("List the boats at berth E5", ["Plover"]),
        ("List all boats with more than 4 seats", ["Heron", "Tern"]),
        ("List all red boats with at least 8 seats", ["Tern"]),
        ("List all boats that cost less than 100 €", ["Plover", "Teal"]),
        ("List the red and the white boats", ["Heron", "Tern", "Teal"]),
    ],
)
def test_what_a_question_says_of_a_row_chooses_rows(library: Library, question: str, boats: list[str]) -> None:
    lines = library.answer(question).split("\n")
    assert [line.split(" | ")[0].removeprefix("- Boat: ") for line in lines[1:]] == boats
    assert lines[0].startswith(f"{len(boats)} of the 4 rows of “boats.csv”")


@pytest.mark.parametrize(
    "question",
    [
        "List all boats that can be rented on Sundays",
        "How many boats have a motor?",
        "Which boats have more than 4 sails?",
        "List all birds",
    ],
)
def test_a_word_that_means_nothing_in_the_table_sends_a_question_the_usual_way(library: Library, question: str) -> None:
    assert library.direct(question) is None


def test_the_items_of_a_list_are_known_by_the_heading(library: Library) -> None:
    assert library.answer("What are the opening hours?") == (
        "All 3 items of “rules.md” (Opening hours):\n- Monday: 9 to 5 [1]\n- Tuesday: 10 to 6 [1]\n- Friday: 9 to 3 [1]"
    )


def test_the_items_of_a_list_are_known_by_the_line_before(library: Library) -> None:
    assert "3: so many items" in library.answer("How many steps are there?")
    assert "2. Wait ten seconds [1]" in library.answer("List all steps")


def test_headings_are_a_list_too(library: Library) -> None:
    assert (
        library.answer("List all error codes")
        == "All 2 sections of “codes.md” (Error codes):\n- E-4711 [1]\n- E-4712 [2]"
    )


def test_a_row_of_totals_is_not_counted(library: Library) -> None:
    assert library.answer("How many boats are there?").startswith("4: so many rows has “boats.csv”. [1]")


def test_a_count_with_a_condition_says_of_how_many_rows(library: Library) -> None:
    direct = library.direct("How many boats have more than 4 seats?")
    assert direct and direct.read == 4
    assert direct.answer.startswith("2 of the 4 rows of “boats.csv” (Seats: more than 4). [1]")


def test_the_values_of_another_column_are_counted_once_each(library: Library) -> None:
    assert library.answer("How many colours are there?").startswith("3 different values of “Colour” in 4 rows")


def test_how_much_one_row_has_is_no_count(library: Library) -> None:
    assert library.direct("How many seats does the Heron have?") is None


def test_a_number_that_a_sentence_states_is_no_count(library: Library) -> None:
    library.add("pianos.csv", "Piano,Room\nUpright,A\nGrand,B\n")
    assert library.direct("How many pianos are there?") is None


def test_none_that_fits_is_an_answer(library: Library) -> None:
    assert library.answer("How many boats have more than 40 seats?").startswith("None of the 4 rows")


def test_every_row_of_a_table_over_ten_chunks_is_counted_once(library: Library) -> None:
    assert library.add("parts.csv", long_table(240)) > 10
    direct = library.direct("How many parts are there?")
    assert direct and direct.read == 240
    assert direct.answer.startswith("240: so many rows has “parts.csv”.")
    assert library.answer("How many parts are in hall A?").startswith("80 of the 240 rows")


def test_a_list_of_very_many_rows_says_how_many_it_leaves_out(library: Library) -> None:
    library.add("parts.csv", long_table(312))
    lines = library.answer("List all parts").split("\n")
    assert lines[0] == "All 312 rows of “parts.csv”:"
    assert lines[-1] == "(the first 40 of 312)"
    assert len(lines) == 42


def test_every_marker_names_the_passage_that_holds_the_row(library: Library) -> None:
    library.add("parts.csv", long_table(60))
    found = library.found("List all parts")
    assert found.direct
    for line in found.direct.answer.split("\n")[1:-1]:
        row, _, number = line.removeprefix("- ").rpartition(" [")
        assert row in found.passages[int(number.rstrip("]")) - 1].text


def test_the_support_stands_where_it_says(library: Library) -> None:
    found = library.found("List all red boats")
    assert found.direct and found.direct.support
    for quote in found.direct.support:
        passage = found.passages[quote.number - 1]
        assert passage.text[quote.start - passage.start : quote.end - passage.start] == quote.text


def test_filters_hold_for_lists(library: Library) -> None:
    for filters in (Filters(documents=[]), Filters(metadata={"author": "Ann"})):
        direct = library.direct("List all boats", filters=filters)
        assert direct is not None and direct.answer == framed("en", "nothing let through")


def test_another_tenants_table_is_not_read(library: Library) -> None:
    assert library.direct("List all boats", tenant="other") is None


def test_a_german_question_is_answered_in_german(library: Library) -> None:
    library.add("boote.csv", "Boot,Plätze\nReiher,6\nKiebitz,4\n")
    assert library.answer("Wie viele Boote gibt es?").startswith("2: so viele Zeilen hat „boote.csv“. [1]")
    assert library.answer("Liste alle Boote mit mehr als 4 Plätzen auf").startswith("1 der 2 Zeilen von „boote.csv“")


def test_a_row_that_is_cut_between_two_sentences_of_a_cell_is_one_row(library: Library) -> None:
    note = "It works well. It needs oil. It hums at night. " * 12
    rows = "\n".join(f'Pump {number},"{note}"' for number in range(6))
    assert library.add("pumps.csv", f"Pump,Note\n{rows}\n") > 3
    direct = library.direct("How many pumps are there?")
    assert direct and direct.read == 6


@pytest.mark.parametrize(
    "table",
    [
        "Bolt | Price\nM4 | 3 €\nM6 | 4 €\nM8 | 6 €\n",
        "Bolt | Finish\n---- | ----\nM4 | zinc\nM6 | brass\nM8 | zinc\n",
    ],
    ids=["figures below names", "a rule below the head"],
)
def test_the_head_of_a_table_without_labels_is_no_row(library: Library, table: str) -> None:
    library.add("bolts.txt", f"The bolts in stock:\n{table}")
    assert library.answer("How many bolts are there?").startswith("3: so many rows")


def test_a_table_without_a_head_has_as_many_rows_as_lines(library: Library) -> None:
    library.add("nails.txt", "The nails in stock:\nsteel | long\nbrass | short\nzinc | short\n")
    assert library.answer("How many nails are there?").startswith("3: so many rows")


def test_things_are_the_items_of_a_list(library: Library) -> None:
    library.add(
        "limit.md", "The setting MAX_ROW sets an upper bound on:\n\n- rows in a file\n- rows in a view\n- keys\n"
    )
    assert library.answer("How many things does MAX_ROW set an upper bound on?").startswith("3: so many items")


def test_the_number_of_a_table_states_no_count(library: Library) -> None:
    library.add("harbour.md", "Table 3.2. Harbour lamps\n\nLamp | Watts\n---- | ----\nNorth | 40\nSouth | 60\n")
    assert library.answer("How many lamps does the harbour's table of lamps list?").startswith("2: so many rows")


def test_an_amount_in_a_cell_chooses_rows(library: Library) -> None:
    library.add("tools.csv", "Garden tool,Weight,Shed\nSpade,2 kg,A\nRoller,40 kg,B\nRake,2 kg,A\n")
    lines = library.answer("Which garden tools take 2 kg of weight?").split("\n")
    assert [line[:20] for line in lines[1:]] == ["- Garden tool: Spade", "- Garden tool: Rake "]


def test_a_word_of_the_tables_title_is_no_value_that_is_asked_for(library: Library) -> None:
    library.add("types.md", "# Rope types\n\nType | Size\n---- | ----\nRope | 4 mm\nLine | 2 mm\n")
    assert library.answer("How many rope types are there?").startswith("2: so many rows")


def test_a_number_before_another_word_states_no_count(library: Library) -> None:
    library.add("classes.md", "# Fire classes\n\n- A: wood\n- B: oil\n- C: gas\n")
    library.add(
        "fires.md", "Extinguishers of type 1 and classes above cost more.\nThey last 5\nClasses of fires differ.\n"
    )
    assert library.answer("How many fire classes are there?").startswith("3: so many items")


def test_terms_over_many_chunks_are_counted_once_each(library: Library) -> None:
    said = "It is kept in a dry shed. Nobody lends it without asking. It is oiled in spring. " * 3
    terms = "\n".join(f"- Tool {number}:\n  {said.strip()}\n  {said.strip()}" for number in range(12))
    assert library.add("tools.txt", f"The garden tools are these:\n\n{terms}\n") > 5
    assert library.answer("How many garden tools are there?").startswith("12: so many items")


DUTIES = "The tenant of the boathouse pays for:\n\n- water\n- heating\n- waste\n\nThe landlord pays for the roof.\n"


def test_a_list_answers_what_the_line_before_it_says(library: Library) -> None:
    library.add("lease.md", DUTIES)
    assert library.answer("What does the tenant of the boathouse pay for?") == (
        "“The tenant of the boathouse pays for:”\n- water [1]\n- heating [1]\n- waste [1]"
    )


@pytest.mark.parametrize(
    "question",
    ["What does the tenant of the boathouse pay for electricity?", "When does the tenant of the boathouse pay?"],
)
def test_a_list_does_not_answer_what_the_line_before_it_does_not_say(library: Library, question: str) -> None:
    library.add("lease.md", DUTIES)
    assert library.direct(question) is None


CODE_LINES = """Manual of the oven

Error codes

The display shows one of these.

E01 Emergency stop
E02 Motor temperature above 90 °C
E07 Fan blocked

Clean the filter every week.
"""


def test_codes_at_the_beginning_of_lines_are_a_list_known_by_the_title_above(library: Library) -> None:
    library.add("oven.txt", CODE_LINES)
    lines = library.answer("How many error codes does the oven have?").split("\n")
    assert lines[0].startswith("3: so many items has “oven.txt” (Error codes).")
    assert lines[2] == "- E02 Motor temperature above 90 °C [1]"


def test_sheets_with_the_same_columns_are_one_table_where_none_is_named(library: Library) -> None:
    sheet = "## {name}\n\nNumber | Article | Supplier\n--- | --- | ---\n{rows}\n\n"
    parts = sheet.format(name="Parts", rows="P1 | Chain | Solberg\nP2 | Tube | Grolmann")
    extras = sheet.format(name="Extras", rows="X1 | Bell | Grolmann\nX2 | Lock | Torwald")
    library.add("stock.md", f"# Stock\n\n{parts}{extras}")
    assert library.answer("Which articles come from Grolmann?").startswith("2 of the 4 rows of “stock.md” (")
    assert library.answer("Which extras come from Grolmann?").startswith("1 of the 2 rows of “stock.md” (Extras)")


@pytest.mark.parametrize(
    ("question", "searched", "beginning"),
    [
        ("And how many?", "And how many? List all red boats", "2 of the 4 rows"),
        ("Which ones?", "Which ones? How many boats are red?", "2 of the 4 rows"),
        (
            "And which is the cheapest?",
            "And which is the cheapest? Which boats are red?",
            "The lowest “Price” of the 2",
        ),
        ("And blue?", "How many boats are blue?", "1 of the 4 rows"),
        ("And the total price?", "What is the total price of the red boats?", "260 €: the sum"),
    ],
)
def test_a_question_that_goes_on_is_about_the_same_rows(
    library: Library, question: str, searched: str, beginning: str
) -> None:
    assert library.answer(question, rewritten=searched).startswith(beginning)


def test_the_language_is_that_of_the_whole_question(library: Library) -> None:
    library.add("boote.csv", "Boot,Halle\nReiher,A\nKiebitz,C\n")
    assert "Zeilen" in library.answer("und in Halle C?", rewritten="Wie viele Boote liegen in Halle C?")


def test_rows_about_one_thing_are_no_count_of_things(library: Library) -> None:
    library.add("jobs.csv", "Job,Machine,Minutes\n1,Oven S1,90\n2,Slicer,40\n3,Oven S1,75\n4,Oven S2,80\n")
    assert library.direct("How many ovens have more than 60 minutes?") is None
    assert library.direct("How many ovens are there?") is None
    assert len(library.answer("List the ovens").split("\n")) == 4


def test_a_bound_is_on_the_column_that_is_named_and_not_on_another_of_its_unit(library: Library) -> None:
    library.add("travel.csv", "Country,Daily allowance (EUR),Hotel limit\nFrance,58,140\nItaly,40,110\nNorway,60,165\n")
    answer = library.answer("Which countries have a hotel limit above 130 EUR?")
    assert "France" in answer and "Norway" in answer and "Italy" not in answer
