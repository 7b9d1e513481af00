"""A file of every format, from its upload to the citation that says where in it the answer stands."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system import System
from tests.unit.ingest import office_files, written_files
from tests.unit.ingest.bombs import endless_pdf, lying_about_size

QUESTIONS: dict[str, tuple[Callable[[], bytes], str, str, int | None, str]] = {
    "manual.docx": (
        office_files.docx_file,
        "When is the lens cleaned?",
        "Tuesday",
        None,
        "Lighthouse manual > The lamp > Cleaning",
    ),
    "plan.pptx": (office_files.pptx_file, "Who is the captain of the Aurora?", "Lindqvist", 2, "Ferries"),
    "stock.xlsx": (office_files.xlsx_file, "How many nails are there?", "Count: 2500.5", None, "Stock"),
    "bees.odt": (office_files.odt_file, "What does the hive weigh?", "fifteen", None, "Beekeeping > Winter"),
    "trees.ods": (office_files.ods_file, "What is the height of the birch?", "18 m", None, "Trees"),
    "tides.odp": (office_files.odp_file, "When is high water?", "noon", 1, "Tides"),
    "sea.epub": (written_files.epub_file, "How do crabs walk?", "sideways", None, "The Sea Book > Crabs"),
    "boiler.eml": (
        written_files.mail_file,
        "Where do the keys hang?",
        "door",
        None,
        "The boiler > attachment 2 > Re: keys",
    ),
    "mill.rtf": (lambda: written_files.RTF, "What does the mill grind?", "rye", None, ""),
    "towns.csv": (written_files.CSV.encode, "How many bridges has Prague?", "Bridges: 18", None, ""),
    "weather.json": (
        written_files.JSON.encode,
        "On which side of the roof is the rain sensor?",
        "south",
        None,
        "sensors",
    ),
    "birds.jsonl": (written_files.JSON_LINES.encode, "When was the heron seen?", "dusk", None, ""),
    "pumps.py": (written_files.CODE.encode, "How is the total of pumps computed?", "sum(", None, "def total(pumps)"),
}

FILES = Path(__file__).with_name("files")
BOOK = "The handbook of the Skerry lighthouse > The lamp > Cleaning"
CLEANED, CAPTAIN, NAILS = "When is the lens cleaned?", "Who is the captain of the Aurora?", "How many nails are there?"
WRITTEN_BY_PROGRAMS: dict[str, tuple[str, str, int | None, str]] = {
    "handbook.docx": (CLEANED, "Tuesday", None, BOOK),
    "pandoc.docx": (CLEANED, "Tuesday", None, BOOK),
    "handbook.odt": (CLEANED, "Tuesday", None, BOOK),
    "handbook.epub": (CLEANED, "Tuesday", None, BOOK),
    "handbook.html": (CLEANED, "Tuesday", None, "The lamp > Cleaning"),
    "handbook.md": (CLEANED, "Tuesday", None, "The lamp > Cleaning"),
    "handbook.rtf": (CLEANED, "Tuesday", None, "The handbook of the Skerry lighthouse"),
    "handbook.pdf": (CLEANED, "Tuesday", 1, "The lamp > Cleaning"),  # by its bookmarks
    "ferries.pptx": (CAPTAIN, "Lindqvist", 2, "Ferries"),
    "pandoc.pptx": (CAPTAIN, "Lindqvist", 2, "Ferries"),
    "ferries.odp": (CAPTAIN, "Lindqvist", 2, "Ferries"),
    "stock.xlsx": (NAILS, "Count: 2500", None, "stock"),
    "stock.ods": (NAILS, "Count: 2500", None, "stock"),
    "stock.csv": (NAILS, "Count: 2500", None, ""),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_format_becomes_searchable_and_is_cited_with_its_place(system: System, name: str) -> None:
    write, question, words, page, heading = QUESTIONS[name]
    _is_cited(system, name, write(), (question, words, page, heading))


@pytest.mark.parametrize("name", WRITTEN_BY_PROGRAMS)
def test_each_format_is_cited_as_its_own_program_writes_it(system: System, name: str) -> None:
    _is_cited(system, name, (FILES / name).read_bytes(), WRITTEN_BY_PROGRAMS[name])


def _is_cited(system: System, name: str, data: bytes, expected: tuple[str, str, int | None, str]) -> None:
    question, words, page, heading = expected
    system.upload(name, data)
    assert system.wait_for(name, "indexed", "failed")["state"] == "indexed"
    answer = system.ask(question, filters={"documents": [system.id_of(name)]})
    first = answer["citations"][0]
    assert (first["name"], first.get("page"), first.get("heading", "")) == (system.name(name), page, heading)
    assert any(words in sentence["text"] for sentence in answer["support"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.docx", office_files.docx_file()[:5_000]),
        ("bomb.xlsx", lying_about_size(office_files.xlsx_file(), 2**31 - 1)),
    ],
)
def test_a_file_that_would_hurt_its_reader_fails_with_its_reason(system: System, name: str, content: bytes) -> None:
    system.upload(name, content)
    found = system.wait_for(name, "failed")
    assert (found["stage"], system.name(name) in found["reason"]) == ("split", True)


def test_split_goes_on_after_a_document_without_an_end(system: System) -> None:
    system.upload("endless.pdf", endless_pdf())
    system.upload("beside.txt", "Puffins nest in burrows.")
    system.wait_for("beside.txt")
    assert system.name("endless.pdf") in system.wait_for("endless.pdf", "failed")["reason"]
