"""Words that a line's end broke."""

import pytest

from functions.ingest.extract.pdf.word_mending import HYPHEN, mended, words_of

LINES = [f"a well{HYPHEN}", "the pump-house, known and well, of irrigation"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"institu{HYPHEN}\ntional", "institutional"),
        (f"irriga{HYPHEN}\ntion", "irrigation"),
        ("irriga-\ntion", "irrigation"),
        (f"pump{HYPHEN}\nhouse", "pump-house"),
        (f"well{HYPHEN}\nknown", "well-known"),
        (f"AX{HYPHEN}\n200", "AX-200"),
        (f"e{HYPHEN}\nmail", "e-mail"),
        (f"3{HYPHEN}\nphase", "3-phase"),
        (f"Müller{HYPHEN}\nLüdenscheidt", "Müller-Lüdenscheidt"),
        (f"state-of{HYPHEN}\nthe-art", "state-of-the-art"),
        (f"Haupt{HYPHEN}\nund Nebenleitung", "Haupt- und Nebenleitung"),
        (f"two{HYPHEN}\nand threefold", "two- and threefold"),
        ("a -\nb", "a - b"),
        ("no hyphen\nat all", "no hyphen at all"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_in_what_is_written_with_one(text: str, read: str) -> None:
    assert mended(text, words_of(LINES)) == read


def test_words_that_a_lines_end_broke_are_no_words() -> None:
    assert "well" in words_of(LINES)
    assert "irriga" not in words_of([f"irriga{HYPHEN}"])
