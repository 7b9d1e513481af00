"""Summaries and comparisons: quotes with the names of their documents."""

import pytest

from events.questions import Filters
from tests.unit.answer.direct.library import Library

CODES = "# Error codes\n\n## E-4711\n\nReplace the fuse. Then restart.\n\n## E-4712\n\nClean the inlet filter.\n"
ALDER = "# The Alder\n\nA new chain for the Alder costs 45 francs.\n\nThe Alder weighs eleven kilograms.\n"
BIRCH = "# The Birch\n\nA new chain for the Birch costs 62 francs.\n\nThe Birch weighs nine kilograms.\n"


def test_a_summary_is_the_headings_each_with_its_first_sentence(library: Library) -> None:
    library.add("codes.md", CODES)
    assert library.answer("Summarize the document") == (
        "“codes.md” in 2 sections, each with its beginning:\n"
        "- E-4711: “Replace the fuse.” [1]\n- E-4712: “Clean the inlet filter.” [2]"
    )


def test_a_document_is_meant_by_its_name(library: Library) -> None:
    library.add("codes.md", CODES)
    library.add("alder.md", ALDER)
    for question in ("Summarise alder.md", "What is alder.md about?", "alder.md"):
        assert library.answer(question).startswith(
            "“alder.md” says:\n- “A new chain for the Alder costs 45 francs.” [1]"
        )


def test_of_several_documents_one_has_to_be_named(library: Library) -> None:
    library.add("codes.md", CODES)
    library.add("alder.md", ALDER)
    direct = library.direct("Summarize the document")
    assert direct and not direct.answered
    assert direct.answer == "I can summarise one document at a time; which one? “alder.md”, “codes.md”."


def test_the_only_document_that_filters_let_through_is_meant(library: Library) -> None:
    library.add("codes.md", CODES, author="Ann")
    library.add("alder.md", ALDER)
    assert library.answer("Summarize the document", filters=Filters(metadata={"author": "Ann"})).startswith(
        "“codes.md”"
    )


def test_a_table_is_summarised_by_its_columns(library: Library) -> None:
    library.add("boats.csv", "Boat,Seats\nHeron,6\nPlover,4\n")
    assert "a table of 2 rows with Boat, Seats [1]" in library.answer("What is boats.csv about?")


PRICES = "Prices of the boathouse\n\nArticle | Price\nOar | 30 €\nRope | 12 €\nBuoy | 18 €\n"


def test_a_table_below_a_line_is_summarised_by_its_columns(library: Library) -> None:
    library.add("prices.txt", PRICES)
    answer = library.answer("Summarise prices.txt")
    assert answer.count("Prices of the boathouse") == 1
    assert "- Prices of the boathouse: a table of 3 rows with Article, Price [1]" in answer


def test_the_items_with_text_below_them_are_what_a_document_with_few_headings_is_about(library: Library) -> None:
    titles = ["Length of a rope", "Number of oars", "Weight of a boat", "Age of a rower"]
    text = "\n".join(
        f"- {title}\nThe rules say what this may be at most, and whom to ask for more." for title in titles
    )
    library.add("limits.txt", f"The club sets limits to everything.\n\n{text}\n")
    answer = library.answer("Summarise limits.txt")
    assert all(f"- {title}: “The rules say" in answer for title in titles)


def test_a_section_is_summarised_by_its_first_whole_sentence(library: Library) -> None:
    library.add("menu.md", CODES.replace("Replace", "Home\n\nBy hand you replace"))
    assert "- E-4711: “By hand you replace the fuse.”" in library.answer("Summarise menu.md")


@pytest.mark.parametrize(
    "question",
    ["Summarise the birch's page on the chain.", "What does the Birch weigh? Give a summary."],
)
def test_a_document_is_meant_by_what_it_is_about(library: Library, question: str) -> None:
    library.add("one.md", BIRCH)
    library.add("two.md", CODES)
    assert library.answer(question).startswith("“one.md” says:\n- “A new chain for the Birch")


def test_what_is_summarised_that_no_document_is_about_goes_the_usual_way(library: Library) -> None:
    library.add("one.md", BIRCH)
    library.add("two.md", CODES)
    assert library.direct("Summarise the rules for anglers at the harbour") is None


def test_what_something_is_about_that_is_no_document_goes_the_usual_way(library: Library) -> None:
    library.add("alder.md", ALDER)
    assert library.direct("What is the new chain about?") is None


def test_a_comparison_quotes_each_side_once(library: Library) -> None:
    library.add("alder.md", ALDER)
    library.add("birch.md", BIRCH)
    assert library.answer("Which is heavier, the Alder or the Birch?") == (
        "Both, side by side:\n- “alder.md”: “The Alder weighs eleven kilograms.” [1]\n"
        "- “birch.md”: “The Birch weighs nine kilograms.” [2]"
    )


def test_two_rows_of_a_table_are_compared(library: Library) -> None:
    library.add("boats.csv", "Boat,Seats\nHeron,6\nPlover,4\n")
    lines = library.answer("What is the difference between Heron and Plover?").split("\n")
    assert lines[1:] == ["- “boats.csv”: “Boat: Heron | Seats: 6” [1]", "- “boats.csv”: “Boat: Plover | Seats: 4” [1]"]


def test_a_comparison_with_what_no_document_names_goes_the_usual_way(library: Library) -> None:
    library.add("alder.md", ALDER)
    assert library.direct("What is the difference between the Alder and the Cedar?") is None


LIMITS = """The club sets these limits.

- Greatest number of oars in a boat
A boat carries its oars inside. The default for the number of them is 12.
- Greatest length of a rope in the shed
Ropes hang on a wall. By default this is 40 metres.
"""


def test_things_that_are_described_are_compared_by_the_numbers_below_their_titles(library: Library) -> None:
    library.add("limits.txt", LIMITS)
    library.add("alder.md", ALDER)
    question = "Which is larger by default: the greatest number of oars in a boat or the greatest length of a rope?"
    lines = library.answer(question).split("\n")
    assert "is 12." in lines[1] and "40 metres" in lines[2]


@pytest.mark.parametrize(
    "question", ["What has changed between rules-2022.md and rules-2025.md?", "Compare the rules of 2022 and 2025"]
)
def test_two_versions_that_are_named_are_compared_sentence_by_sentence(versions: Library, question: str) -> None:
    lines = versions.answer(question).split("\n")
    assert len(lines) == 7
    assert "Dogs are not allowed" in lines[1] and "Dogs are allowed" in lines[2]


def test_a_comparison_of_two_documents_quotes_what_is_compared(library: Library) -> None:
    for name, members in (("Alpha choir", 20), ("Beta orchestra", 35)):
        library.add(
            f"{name.split()[0]}.txt", f"Rules of the {name}\n\nThe quorum is {members} members. We meet in May.\n"
        )
    lines = library.answer("Which quorum is larger, that of the Alpha choir or that of the Beta orchestra?").split("\n")
    assert "The quorum is 20 members." in lines[1] and "The quorum is 35 members." in lines[2]


def test_a_text_of_one_paragraph_is_summarised_by_its_first_sentences(library: Library) -> None:
    library.add("note.txt", "The crane is broken. A new part comes on Monday. Boats wait until then.\n")
    assert len(library.answer("Summarise note.txt").split("\n")) == 4


def test_a_section_with_a_table_is_summarised_by_its_columns(library: Library) -> None:
    library.add(
        "list.md", "# List\n\n## Oars\n\nOar | Price\n--- | ---\nLong | 3 €\nShort | 2 €\n\n## Rules\n\nNo smoking.\n"
    )
    assert (
        library.answer("Summarise the section on oars")
        == "“list.md”, Oars:\n- Oars: a table of 2 rows with Oar, Price [1]"
    )
