"""Which language a question is answered in."""

import pytest

from functions.text.reply_language import reply_language


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("How long is the warranty?", "en"),
        ("Wie lange ist die Garantie?", "de"),
        ("Quelle est la durée de la garantie ?", "fr"),
        ("¿Cuánto dura la garantía?", "es"),
        ("Quanto dura la garanzia?", "it"),
        ("Quanto tempo dura a garantia?", "pt"),
        ("Hoe lang is de garantie?", "nl"),
        ("Jak długa jest gwarancja?", "pl"),
        ("Какой срок гарантии?", "ru"),
        ("保修多少年\uff1f", "zh"),
        ("保証期間は何年ですか\uff1f", "ja"),
        ("كم مدة الضمان؟", "ar"),
        ("वारंटी कितने साल की है?", "hi"),
    ],
)
def test_a_question_is_answered_in_its_language(question: str, code: str) -> None:
    assert reply_language(question) == code


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Bonjour", "fr"),
        ("Gracias", "es"),
        ("Preço do bilhete", "pt"),
        ("Cena biletu", "pl"),
        ("Гарантия", "ru"),
        ("备用机", "zh"),
        ("नमस्ते", "hi"),
    ],
)
def test_a_word_or_two_are_enough(question: str, code: str) -> None:
    assert reply_language(question) == code


@pytest.mark.parametrize(
    "question",
    [
        "Gold crown, how long?",
        "What does “c'est la vie” mean?",
        "How would one write T(n) = 7n2 + 15n + 40 in big O notation?",
        "Who sang “Gracias a la vida”?",
        "What is El Niño?",
        "MAX_THREADS",
        "invoice 4711",
    ],
)
def test_names_formulas_and_quotes_of_another_language_do_not_change_it(question: str) -> None:
    assert reply_language(question) == "en"


@pytest.mark.parametrize("question", ["", "1234?", "Mikä on takuun kesto?", "보증 기간은 몇 년인가요?"])
def test_english_stands_in_where_nothing_tells_or_there_are_no_sentences(question: str) -> None:
    assert reply_language(question) == "en"


def test_a_latin_name_in_a_question_of_another_script_changes_nothing() -> None:
    assert reply_language("SmolLM2-135M-Instruct 是什么\uff1f") == "zh"
