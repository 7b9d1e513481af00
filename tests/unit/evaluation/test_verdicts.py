"""The verdict on an answer: what a person reads first, and what it rests on."""

from typing import Any

import pytest

from bench.evaluation.question_set import Derived, Question
from bench.evaluation.verdicts import Case, judged_case


def question(**more: Any) -> Question:
    given: dict[str, Any] = {
        "id": "q",
        "type": "fact",
        "half": "dev",
        "question": "How much is the fee?",
        "documents": ["a.md"],
    }
    return Question(**(given | {"gold": "55", "must": [["55"]]} | more))


def done(answer: str, *quotes: str, answered: bool = True, passage: str = "") -> dict[str, Any]:
    support = [{"number": 1, "text": quote} for quote in quotes]
    citations = [{"number": 1, "name": "a.md", "text": passage or " ".join(quotes), "quote": "", "cited": True}]
    return {
        "answer": answer,
        "answered": answered,
        "support": support,
        "citations": citations,
        "timings": {"total": 9.0},
    }


def verdict(answer: str, *, answered: bool = True, **more: Any) -> Case:
    return judged_case(question(**more), done(answer, answered=answered))


UNANSWERABLE: dict[str, Any] = {"type": "unanswerable", "answerable": False, "must": []}
YES_NO: dict[str, Any] = {"type": "yes-no", "must": [["@no", "must not place"]], "must_not": ["@yes"]}
LIST: dict[str, Any] = {"type": "list", "must": [["7"], ["19"], ["32"]]}


def test_an_answer_that_says_the_gold_is_right() -> None:
    assert verdict("The fee is £55. [1]").verdict == "right"


def test_another_number_in_the_place_of_the_gold_is_a_wrong_fact() -> None:
    case = verdict("The fee is £40. [1]")
    assert (case.verdict, case.wrong_fact, case.why) == ("wrong", True, "'40' in the place of 55")


def test_a_number_of_the_question_is_no_other_value() -> None:
    case = verdict("In 2026 there is a fee.", question="How much is the fee in 2026?")
    assert (case.verdict, case.wrong_fact) == ("wrong", False)


def test_another_name_in_the_place_of_the_gold_is_a_wrong_fact() -> None:
    case = verdict("It was signed by Helen Marsh.", question="Who signed it?", must=[["Lindqvist"]])
    assert (case.verdict, case.wrong_fact) == ("wrong", True)


def test_the_first_word_of_a_quoted_sentence_is_no_name() -> None:
    case = verdict("The documents say: “Signed in two copies.”", question="Who signed it?", must=[["Lindqvist"]])
    assert (case.verdict, case.wrong_fact) == ("wrong", False)


def test_a_noun_of_a_german_sentence_is_no_name() -> None:
    case = verdict("Das gilt als ein Miettag.", question="Was ist MG-161?", must=[["Erdbohrer"]])
    assert (case.verdict, case.wrong_fact) == ("wrong", False)


def test_a_quote_beside_the_question_is_shown_wrongly_though_no_false_fact() -> None:
    case = verdict("Fees are paid by bank transfer. [1]")
    assert (case.verdict, case.wrong_fact, case.why) == ("wrong", False, "beside the question: no 55")


def test_the_gold_beside_what_no_right_answer_says_is_wrong() -> None:
    assert verdict("The fee is 55, or 40.", must_not=["40"]).wrong_fact


def test_where_one_thing_is_asked_for_only_the_beginning_is_read() -> None:
    assert verdict("Some other row of the table. " * 20 + "The fee is 55.").verdict == "wrong"


def test_a_list_is_read_to_its_end() -> None:
    assert verdict("Free are these plots. " * 30 + "7, 19, 32", **LIST).verdict == "right"


def test_some_of_the_items_of_a_list_are_a_part() -> None:
    case = verdict("Plots 7 and 19 are free.", **LIST)
    assert (case.verdict, case.why, case.wrong_fact) == ("partly", "lacks 32", False)


def test_an_item_that_is_none_among_the_numbers_of_a_list_is_a_wrong_fact() -> None:
    case = verdict("Plots 7, 19 and 40 are free.", **LIST)
    assert (case.verdict, case.wrong_fact, case.why) == ("wrong", True, "'40' in the place of 32")


def test_of_a_summary_the_least_number_of_subjects_is_enough() -> None:
    assert verdict("About 7 and 19.", **LIST, least=2).verdict == "right"


@pytest.mark.parametrize("answer", ["No. [1]", "Packages must not place any files in /usr/local. [1]"])
def test_no_is_said_by_the_word_or_by_the_sentence_that_forbids_it(answer: str) -> None:
    assert verdict(answer, **YES_NO).verdict == "right"


def test_the_right_sentence_after_the_wrong_word_is_a_wrong_fact() -> None:
    assert verdict("Yes. Packages must not place any files in /usr/local.", **YES_NO).wrong_fact


def test_a_refusal_of_what_a_document_says_is_refused_wrongly() -> None:
    assert verdict("I do not know.", answered=False).verdict == "refused"


def test_an_answer_whose_words_say_that_it_is_none_counts_as_a_refusal() -> None:
    assert verdict("The document does not mention a fee.").verdict == "refused"


def test_words_of_refusal_beside_the_gold_are_an_answer() -> None:
    assert verdict("It does not say why, but the fee is 55.").verdict == "right"


def test_a_refusal_of_what_no_document_says_is_right() -> None:
    assert verdict("I do not know.", answered=False, **UNANSWERABLE).verdict == "right"


def test_any_answer_to_what_no_document_says_is_a_wrong_fact() -> None:
    assert verdict("The fee is 55.", **UNANSWERABLE).wrong_fact


def test_a_quote_beside_what_no_document_says_is_shown_wrongly_though_no_false_fact() -> None:
    asked = question(**UNANSWERABLE)
    case = judged_case(asked, done("The documents say: “Fees are due in May.” [1]"))
    assert (case.verdict, case.wrong_fact) == ("wrong", False)


def test_own_words_around_a_quote_make_it_an_answer() -> None:
    asked = question(**UNANSWERABLE)
    assert judged_case(asked, done("The fee is due in May, for it says “Fees are due in May.” [1]")).wrong_fact


def test_one_side_of_a_comparison_is_a_part_of_it() -> None:
    assert verdict("The limit is 500.", type="comparison", must=[["100"], ["500"]]).verdict == "partly"


def test_one_side_of_a_comparison_with_another_number_for_the_other_side_is_a_wrong_fact() -> None:
    case = verdict("The limits are 500 and 4.", type="comparison", must=[["100"], ["500"]])
    assert (case.verdict, case.wrong_fact, case.why) == ("wrong", True, "'4' in the place of 100")


def test_a_quote_supports_when_it_stands_in_its_passage_and_says_the_gold() -> None:
    passage = "The fee\nis £55. It is paid by transfer."
    case = judged_case(question(), done("55 [1]", "The fee is £55.", "It is paid by transfer.", passage=passage))
    assert (len(case.quotes), case.supporting) == (2, 1)


def test_a_quote_that_does_not_stand_in_its_passage_supports_nothing() -> None:
    assert judged_case(question(), done("55 [1]", "The fee is £55.", passage="The fee is £40.")).supporting == 0


def test_the_rows_of_a_sum_support_it_rather_than_its_figure() -> None:
    rule = Derived(how="sum", pattern=r"Load: (?P<value>\d+)")
    asked = question(type="count", must=[["2700"]], evidence=["Load: 1200", "Load: 1500"], derived=rule)
    assert judged_case(asked, done("2,700 [1]", "Load: 1200", "2700 in all")).supporting == 1


def test_a_refusal_shows_no_quotes() -> None:
    assert judged_case(question(), done("I do not know.", "The fee is 55.", answered=False)).quotes == []
