"""Bombs: each ends in one clear error, within the limits."""

import time
from collections.abc import Callable, Iterator

import pytest

from events.errors import Rejected
from functions.ingest.extract import media_type_of
from functions.ingest.extract.zip_parts import MAX_INFLATED, Archive
from functions.ingest.sandbox.protocol import Limits
from functions.ingest.sandbox.reader import GRACE, Sandbox
from tests.unit.ingest.bombs import endless_pdf, laughing_xml, lying_about_size, with_member, zipped
from tests.unit.ingest.office_files import docx_file, odt_file, xlsx_file
from tests.unit.ingest.written_files import epub_file

pytestmark = pytest.mark.slow

SECONDS = 1.0
MAIN_PARTS = {
    "a.docx": (docx_file, "word/document.xml"),
    "a.xlsx": (xlsx_file, "xl/worksheets/sheet1.xml"),
    "a.epub": (epub_file, "OEBPS/text/a.xhtml"),
    "a.odt": (odt_file, "content.xml"),
}
MIB = 2**20


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(Limits(seconds=SECONDS, memory=512 * MIB, characters=10_000_000))
    yield sandbox
    sandbox.close()


@pytest.fixture
def patient() -> Iterator[Sandbox]:
    """One that has the time to count, on a machine that does much else."""
    sandbox = Sandbox(Limits(seconds=60 * SECONDS, memory=512 * MIB, characters=10_000_000))
    yield sandbox
    sandbox.close()


def refusal(sandbox: Sandbox, name: str, data: bytes) -> str:
    """Return why the file is rejected; fail when it is not, or too late."""
    began = time.monotonic()
    with pytest.raises(Rejected) as caught:
        sandbox.read(data, media_type_of(name, "", data), name)
    assert time.monotonic() - began < SECONDS + GRACE
    return caught.value.detail


def with_main_part(name: str, data: bytes) -> bytes:
    write, part = MAIN_PARTS[name]
    return with_member(write(), part, data)


def test_a_part_that_inflates_to_too_much_is_rejected(sandbox: Sandbox) -> None:
    bomb = with_main_part("a.docx", b" " * (MAX_INFLATED + 1))
    assert "holds more than 256 MiB when it is unpacked" in refusal(sandbox, "a.docx", bomb)


@pytest.mark.parametrize("name", MAIN_PARTS)
def test_parts_that_claim_to_be_too_much_are_rejected(sandbox: Sandbox, name: str) -> None:
    claiming = lying_about_size(with_main_part(name, b"<a/>"), claimed=MAX_INFLATED)
    assert "holds more than 256 MiB when it is unpacked" in refusal(sandbox, name, claiming)


@pytest.mark.parametrize("name", MAIN_PARTS)
def test_a_part_that_inflates_to_more_than_it_claims_is_rejected(sandbox: Sandbox, name: str) -> None:
    lying = lying_about_size(with_main_part(name, b" " * 10 * MIB), claimed=1_000)
    assert "broken or incomplete" in refusal(sandbox, name, lying)


def test_a_part_that_is_inflated_again_and_again_counts_each_time() -> None:
    archive = Archive(zipped({"a.xml": b" " * 100 * MIB}), "a.docx", "DOCX")
    archive.read("a.xml")
    archive.read("a.xml")
    with pytest.raises(Rejected, match="holds more than 256 MiB"):
        archive.read("a.xml")


def test_too_many_parts_are_rejected(patient: Sandbox) -> None:
    parts = zipped({str(number): b"" for number in range(20_001)})
    with pytest.raises(Rejected, match="more than 20000 parts"):
        patient.read(parts, media_type_of("a.docx", "", parts), "a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt"])
def test_entities_of_entities_are_rejected(sandbox: Sandbox, name: str) -> None:
    assert "XML" in refusal(sandbox, name, with_main_part(name, laughing_xml()))


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt"])
def test_an_entity_that_names_a_file_is_not_read(sandbox: Sandbox, name: str) -> None:
    outside = b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r><row>&e;</row></r>'
    assert "document type of its own" in refusal(sandbox, name, with_main_part(name, outside))


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        ("a.html", lambda: b"<div>" * 1_000_000),
        ("a.json", lambda: b"[" * 1_000_000),
        ("a.docx", lambda: with_main_part("a.docx", b"<p>" * 1_000_000)),
    ],
    ids=["HTML", "JSON", "XML"],
)
def test_deep_nesting_is_rejected(sandbox: Sandbox, name: str, bomb: Callable[[], bytes]) -> None:
    assert "nests its" in refusal(sandbox, name, bomb())


@pytest.mark.parametrize(
    ("name", "bomb"),
    [
        ("a.csv", lambda: b"a,b\n" + b"1,2\n" * 3_000_000),
        ("a.html", lambda: b"<table>" + b"<tr><td>x<td>y" * 2_000_000),
        ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 3_000_000),
        ("a.docx", lambda: with_main_part("a.docx", b"<d><body>" + b"<p><r><t>x</t></r></p>" * 3_000_000)),
        ("a.xlsx", lambda: with_main_part("a.xlsx", b"<s><d>" + b"<row><c><v>1</v></c></row>" * 3_000_000)),
        ("a.pdf", endless_pdf),
        ("a.eml", lambda: b"Subject: x\nContent-Type: message/rfc822\n\n" * 20_000),
    ],
    ids=[
        "rows of CSV",
        "an HTML table",
        "groups of RTF",
        "paragraphs of DOCX",
        "rows of XLSX",
        "PDF",
        "mails in mails",
    ],
)
def test_what_is_too_long_to_read_is_rejected(sandbox: Sandbox, name: str, bomb: Callable[[], bytes]) -> None:
    """Time or memory ends first, as fast as the machine is; without memory pdfium aborts."""
    detail = refusal(sandbox, name, bomb())
    reasons = (
        "took more than 1 s of the processor",
        "needs more memory",
        "crashed the reader (Aborted)",
        "nests its parts",
    )
    assert any(why in detail for why in reasons)


def test_a_zip_of_zips_is_no_document(sandbox: Sandbox) -> None:
    inner = zipped({"0.zip": b" " * 1_000_000})
    for _ in range(5):
        inner = zipped({f"{number}.zip": inner for number in range(10)})
    assert "is an archive inside of another file" in refusal(sandbox, "a.zip", inner)
    assert "cannot be read as DOCX" in refusal(sandbox, "a.docx", inner)
