"""What passages are found by: the terms of a text, and those of a question."""
# ruff: noqa: RUF001 - letters of other scripts are meant

import pytest

from functions.text.terms import BEFORE, index_terms, question_terms


def asked(question: str, *languages: str) -> list[str]:
    return [term for terms in question_terms(question, languages) for term in terms]


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Wer ist die Köchin?", ["kochin"]),
        ("How did the war end and who should die?", ["war", "end", "should", "die"]),
        ("Wer ist wo?", ["wer", "ist", "wo"]),
        ("¿Cuándo es la cita?", ["cit"]),
        ("Когда начинается смена?", ["начина", "смен"]),
    ],
)
def test_words_that_say_nothing_are_left_out_by_the_language_of_the_question(question: str, terms: list[str]) -> None:
    assert asked(question) == terms


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("Die Verträge der Häuser", "de", "Vertrag Haus"),
        ("The contracts were terminated.", "en", "contract terminate"),
        ("Los contratos fueron firmados.", "es", "contrato firmado"),
        ("Договоры были подписаны.", "ru", "договор подписан"),
        ("تم توقيع العقود", "ar", "عقود"),
        ("अनुबंधों की अवधि", "hi", "अनुबंध"),
    ],
)
def test_a_word_is_found_in_another_form_of_its_language(text: str, language: str, question: str) -> None:
    assert set(index_terms(question, language)) <= set(index_terms(text, language))


def test_a_word_is_stemmed_by_the_language_of_its_text_alone() -> None:
    assert index_terms("Madrid", "es") != index_terms("Madrid", "en")
    assert set(index_terms("Madrid", "es")) | set(index_terms("Madrid", "en")) <= set(asked("Madrid", "es", "en"))


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        ("保修期为三年。", "zh", "保修多少年？"),
        ("保証期間は3年です。", "ja", "保証は何年ですか"),
        ("การรับประกันสามปี", "th", "รับประกันกี่ปี"),
        ("ການຮັບປະກັນສາມປີ", "lo", "ຮັບປະກັນ"),
        ("ការធានាបីឆ្នាំ", "km", "ធានា"),
        ("보증은 3년입니다.", "ko", "보증이 몇 년인가요"),
        ("红茶和绿茶", "zh", "茶"),
    ],
)
def test_text_without_blanks_is_found_by_a_part_of_it(text: str, language: str, question: str) -> None:
    assert set(index_terms(text, language)) & set(asked(question, language))


def test_chinese_beside_latin_letters_and_figures_is_no_part_of_their_word() -> None:
    assert {"2000", "abc", "标志"} <= set(index_terms("2000年ABC标志", "zh"))


def test_vowel_signs_do_not_split_a_word() -> None:
    assert len(index_terms("हिन्दी", "hi")) == 1
    assert index_terms("Mu\u0308ller", "en") == index_terms("M\u00fcller", "en")


@pytest.mark.parametrize("name", ["C++", "C#", ".NET"])
def test_signs_that_make_a_name_belong_to_it(name: str) -> None:
    terms = index_terms(f"It is written in {name}, mostly.", "en")
    assert name.lower() in terms and "c" not in terms
    assert name.lower() in asked(f"Who knows {name}?", "en")


@pytest.mark.parametrize("name", ["IT", "US"])
def test_an_abbreviation_in_capitals_is_no_word_that_says_nothing(name: str) -> None:
    [found] = {f"^{name.lower()}"} & set(asked(f"Who is the {name} manager?", "en"))
    assert found in index_terms(f"The {name} manager is Ada.", "en")
    assert found not in index_terms("Tell us whether it is Ada.", "en")


def test_capitals_throughout_say_nothing() -> None:
    assert asked("WHAT DOES IT DO") == asked("what does it do")


def test_accents_may_be_left_out() -> None:
    assert set(asked("Muller", "en")) & set(index_terms("Müller", "en"))
    assert set(asked("Nguyen", "vi")) & set(index_terms("Nguyễn", "vi"))
    assert set(asked("еще", "ru")) & set(index_terms("ещё", "ru"))


def test_what_was_written_before_languages_were_told_is_found_by_porters_stems() -> None:
    assert {"contract", "3"} <= set(asked("The contracts of 3", "en", BEFORE))
    assert "mull" not in asked("Müller", BEFORE) or "muller" in asked("Müller", BEFORE)


def test_a_table_that_tells_no_language_is_found_by_english_forms_too() -> None:
    assert {"rates", "rate"} <= set(index_terms("Rates; Deposit", "und"))
