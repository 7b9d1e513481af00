"""Which passages come first where words differ by their accents."""

from functions.text.accents import as_spelled

TEXTS = {"a": "Frau Müller kommt", "b": "Frau Muller kommt", "c": "Frau Meier kommt"}


def ranked(question: str, texts: dict[str, str] = TEXTS) -> list[str]:
    return list(as_spelled(dict.fromkeys(texts, 1.0), question, lambda: texts))


def test_the_very_spelling_comes_first() -> None:
    assert ranked("Müller").index("a") < ranked("Müller").index("b")
    assert ranked("Muller").index("b") < ranked("Muller").index("a")


def test_a_passage_without_the_word_loses_nothing() -> None:
    assert as_spelled({"c": 1.0}, "Müller", lambda: TEXTS) == {"c": 1.0}


def test_only_the_word_that_is_spelled_otherwise_counts_less() -> None:
    assert as_spelled({"a": 1.0}, "Frau Muller", lambda: TEXTS) == {"a": 0.75}
