"""How far passages support a text."""

import pytest

from functions.answer.support import Passages
from tests.unit.answer.test_grounding import citation

DUCHY = "The duchy was founded in 911 by Rollo. Its dukes spoke Norman French."
KINGDOM = "The kingdom of Sicily had a fleet of 300 ships. Palermo was its seat."
PASSAGES = Passages("When was the duchy founded?", [citation(1, DUCHY), citation(2, KINGDOM)])


@pytest.mark.parametrize("said", ["In 911", "Rollo founded the duchy in 911.", "It was founded by Rollo.", "911"])
def test_a_text_whose_words_a_passage_holds_is_supported_by_it(said: str) -> None:
    support = PASSAGES.support(said)
    assert support
    assert support.numbers == [1]


@pytest.mark.parametrize(
    "said",
    [
        "In 1066",
        "The duchy was founded in 1066.",
        "The duchy was founded by Rollo, whose dukes spoke Norman French, in 1066.",
        "The duchy was founded by William the Conqueror of England.",
        "Bread is made of flour.",
        "The duchy was founded.",
        "",
        "...",
    ],
)
def test_a_text_with_other_words_or_with_none_but_the_questions_is_not(said: str) -> None:
    assert PASSAGES.support(said) is None


def test_the_sentence_that_holds_most_of_a_text_is_its_support() -> None:
    support = Passages("What did the dukes speak?", [citation(1, DUCHY)]).support("They spoke French.")
    assert support
    assert support.sentence.text == "Its dukes spoke Norman French."


def test_only_passages_that_a_text_cites_are_looked_at() -> None:
    assert PASSAGES.support("Rollo founded the duchy in 911.", [2]) is None


def test_forms_of_a_word_match() -> None:
    assert Passages("What did the kingdom have?", [citation(2, KINGDOM)]).support("A fleet of 300 ship.")


def test_chinese_words_need_no_blanks_between_them() -> None:
    passages = Passages("法国的首都在哪里?", [citation(1, "巴黎是法国的首都。")])
    assert passages.support("巴黎")
    assert passages.support("伦敦") is None
