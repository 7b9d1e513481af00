"""What the asker sees of a model's words."""

import pytest
from msgspec.structs import replace

from events.questions import Options, PromptBuilt
from functions.answer.own_sentences import BY_WORDS, NOT_SAID, UNANSWERED
from functions.answer.showing import no_answer, shown_answer, streamed, with_notes
from functions.text.frames import framed
from tests.unit.answer.test_grounding import CITATIONS, NEAREST, QUESTION

DATA = PromptBuilt(question=QUESTION, messages=[], citations=CITATIONS, numbered=2, sentences=NEAREST)
JSON = replace(DATA, options=Options(json_schema={"type": "object"}))


def test_numbers_of_passages_that_the_model_did_not_get_are_left_out_of_the_stream() -> None:
    assert "".join(streamed(DATA, ["In France", " [1, ", "3]."])) == "In France [1]."


def test_a_model_that_got_no_numbers_has_none_in_its_stream() -> None:
    assert "".join(streamed(replace(DATA, numbered=0), ["In France [1]."])) == "In France."


def test_json_is_streamed_as_it_is() -> None:
    assert list(streamed(JSON, ['{"a":', " [9]}"])) == ['{"a":', " [9]}"]


def test_json_is_shown_as_it_is() -> None:
    shown = shown_answer(JSON, '{"a": [911]}')
    assert (shown.answer, shown.answered, shown.quoted) == ('{"a": [911]}', True, False)


def test_a_supported_answer_cites_its_passage_with_the_sentence_that_supports_it() -> None:
    first, second = shown_answer(DATA, "The Normans came from Denmark in 911.").citations
    assert (first.cited, second.cited) == (True, False)
    assert first.quote == "It was named after the Normans, who came from Denmark in 911."
    assert first.quote == first.text[first.quote_start : first.quote_end]


@pytest.mark.parametrize("said", ["I do not know.", "I don't know that.", "I'm sorry, I don\u2019t know."])
def test_a_model_that_says_it_does_not_know_has_not_answered(said: str) -> None:
    shown = shown_answer(DATA, said)
    assert (shown.answer, shown.answered, shown.support) == (said, False, [])


def test_a_small_model_which_was_not_told_to_say_so_gives_way_to_the_best_quote() -> None:
    shown = shown_answer(replace(DATA, numbered=0), "I do not know.")
    assert (shown.answered, shown.quoted) == (True, True)


def test_where_the_nearest_sentence_is_far_it_stands_in_for_no_answer() -> None:
    shown = shown_answer(replace(DATA, low_confidence=True), "Paris hosted the Olympic summer games.")
    assert (shown.answered, shown.quoted, shown.support) == (False, False, [])


def test_where_the_nearest_sentence_is_far_a_supported_answer_counts_all_the_same() -> None:
    assert shown_answer(replace(DATA, low_confidence=True), "In France.").answered


def test_where_the_model_is_not_asked_the_answer_says_so() -> None:
    shown = no_answer(DATA)
    assert (shown.answered, shown.support) == (False, [])
    assert "".join(streamed(DATA, None)) == shown.answer


def test_that_no_document_says_anything_is_not_said_where_some_come_near() -> None:
    assert no_answer(replace(DATA, near=True)).answer == framed("en", NOT_SAID)
    assert no_answer(DATA).answer == framed("en", UNANSWERED)


@pytest.mark.parametrize("near", [True, False])
def test_a_german_question_is_refused_in_german(near: bool) -> None:
    shown = no_answer(replace(DATA, near=near, question="Wie hoch ist die Miete?"))
    assert shown.answer.startswith("Ich weiß es nicht: ") and not shown.answered


FOLLOW_UP = replace(DATA, question="And Sicily?", numbered=0)


@pytest.mark.parametrize(
    ("rewritten", "answered"),
    [
        ("Who conquered Malta?", False),  # of which the documents say nothing
        ("And Sicily? Where is Malta?", True),  # a search for both questions
        ("", True),
    ],
)
def test_an_answer_to_a_follow_up_is_judged_by_the_question_as_it_stands_alone(rewritten: str, answered: bool) -> None:
    said = "The Normans conquered Sicily under Robert Guiscard."
    assert shown_answer(replace(FOLLOW_UP, rewritten=rewritten), said).answered is answered


def test_an_answer_says_that_its_question_was_searched_for_by_its_words_alone() -> None:
    asked = replace(DATA, question="Где находится Нормандия?", embedder="all-MiniLM-L6-v2")
    assert with_notes(no_answer(asked), asked).answer == f"{framed('ru', UNANSWERED)}\n\n{framed('ru', BY_WORDS)}"


def test_nothing_is_said_where_the_embedder_knows_the_letters() -> None:
    asked = replace(DATA, question="Где находится Нормандия?", embedder="multilingual-e5-small")
    assert with_notes(no_answer(asked), asked) == no_answer(asked)
