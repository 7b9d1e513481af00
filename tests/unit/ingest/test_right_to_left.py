"""Arabic in a PDF, whose signs stand on the page from left to right as they are seen."""

import pytest

from functions.ingest.extract import extract
from tests.unit.ingest.pdf_writer import pdf, stream

LETTERS = {"A": "0627", "B": "0628", "J": "062C", "D": "062F", "L": "FEDF", "Y": "FEF4"}


def read(line: str, **more: str) -> str:
    """Return the text of a PDF that shows a line in a font whose signs are Arabic letters."""
    pairs = " ".join(f"<{ord(sign):02x}> <{code}>" for sign, code in (LETTERS | more).items())
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
    mapping = stream(f"{head} {len(LETTERS | more)} beginbfchar {pairs} endbfchar endcmap end")
    return extract(pdf([[line]], font="/ToUnicode 6 0 R", objects=[mapping]), "application/pdf", "a.pdf")[0].text


@pytest.mark.parametrize("forms", ["06440627", "FEFB"], ids=["two letters", "a form of its own"])
def test_the_letters_of_a_lam_alef_are_in_the_order_of_reading(forms: str) -> None:
    assert read("XYL", X=forms) == "\u0644\u064a\u0644\u0627"  # "by night"


def test_two_signs_that_only_look_like_a_ligature_backwards_stay() -> None:
    assert read("BLA") == "\u0627\u0644\u0628"


def test_a_number_stands_between_the_words_that_it_is_written_between() -> None:
    assert read("DJ 25 BA") == "\u0627\u0628 25 \u062c\u062f"


def test_of_two_texts_in_a_row_the_right_one_comes_first() -> None:
    assert read("DJ          BA") == "\u0627\u0628 | \u062c\u062f"
