"""What is shown of a generated answer."""

import msgspec
import pytest

from events.identity import derived_id
from events.questions import YOUR_MESSAGE, Citation, Quote
from functions.answer.grounding import ground
from functions.answer.support import Passages, Support
from functions.conversation.answer_view import AnswerView

FRANCE = "Normandy is a region in France. It was named after the Normans, who came from Denmark in 911."
SICILY = "The Normans conquered Sicily under Robert Guiscard. Palermo fell in 1072."
QUESTION = "Where is Normandy?"


def citation(number: int, text: str, start: int = 0) -> Citation:
    id_ = derived_id(text)
    quote = text.partition(". ")[0] + "."
    return Citation(
        id=id_,
        document=id_,
        name="a.txt",
        text=text,
        start=start,
        end=start + len(text),
        score=1.0,
        number=number,
        quote=quote,
        quote_start=start,
        quote_end=start + len(quote),
    )


CITATIONS = [citation(1, FRANCE), citation(2, SICILY, start=500)]
NEAREST = [
    Quote(number=1, text="Normandy is a region in France.", start=0, end=31),
    Quote(number=2, text="Palermo fell in 1072.", start=552, end=573),
]


def grounded(generated: str, question: str = QUESTION) -> AnswerView:
    return ground(generated, question, CITATIONS, NEAREST)


@pytest.mark.parametrize(
    ("generated", "shown"),
    [
        ("Normandy is located in France.", "Normandy is located in France. [1]"),
        ("In France", "In France [1]"),
        ("In 911", "In 911 [1]"),
        ("The answer is: 911", "The answer is: 911 [1]"),
        ("Normandy is in France [1].", "Normandy is in France [1]."),
        ("Normandy is in France. [1]", "Normandy is in France. [1]"),
        ("A region in France. It is in France.", "A region in France. [1] It is in France. [1]"),
        ("A region in France [1].\n\n- It is in France", "A region in France [1].\n\n- It is in France [1]"),
    ],
)
def test_a_supported_sentence_is_shown_with_the_marker_of_its_passage(generated: str, shown: str) -> None:
    assert grounded(generated).answer == shown


@pytest.mark.parametrize("generated", ["Normandy is in France [2].", "Normandy is in France. [2]"])
def test_a_marker_whose_passage_does_not_support_its_sentence_is_corrected(generated: str) -> None:
    assert grounded(generated).answer == "Normandy is in France. [1]"


def test_of_two_passages_that_are_cited_one_that_holds_nothing_of_the_sentence_is_not() -> None:
    assert grounded("Normandy is a region in France [1][2].").answer == "Normandy is a region in France. [1]"


def test_two_passages_may_support_a_sentence_together() -> None:
    said = "Normans came from Denmark and conquered Sicily under Guiscard [1][2]."
    assert grounded(said, "What did the Normans do?").answer == said


def test_a_sentence_without_support_is_left_out() -> None:
    assert grounded("Normandy is in France. Paris hosted the summer games.").answer == "Normandy is in France. [1]"


def test_where_the_first_sentence_has_no_support_the_evidence_of_the_others_is_shown() -> None:
    shown = grounded("Paris hosted the summer games. Normandy is located in France.")
    assert (shown.answer, shown.quoted) == ("The documents say: “Normandy is a region in France.” [1]", False)


def test_a_list_keeps_the_items_that_are_supported_in_their_order() -> None:
    shown = grounded("These:\n1. Normandy is a region in France.\n2. Bread is made of flour.\n3. It is in France.")
    assert shown.answer == "1. Normandy is a region in France. [1]\n3. It is in France. [1]"


def test_a_sentence_that_a_small_model_repeats_is_shown_once() -> None:
    assert grounded("It is in France. It is in France. It is in France.").answer == "It is in France. [1]"


def test_an_answer_that_nothing_supports_is_replaced_by_the_best_quote_which_says_so() -> None:
    shown = grounded("Paris hosted the Olympic summer games.")
    assert shown.answer == "The documents say: “Normandy is a region in France.” [1]"
    assert shown.quoted


def test_words_of_the_question_alone_are_no_answer() -> None:
    assert grounded("The answer is: Normandy").quoted


def test_a_question_that_asks_whether_may_be_answered_by_its_own_words() -> None:
    assert grounded("Normandy is in France.", "Is Normandy in France?").answer == "Normandy is in France. [1]"


def test_a_number_that_is_nowhere_in_the_passages_is_no_short_answer() -> None:
    assert grounded("In 1066").quoted


@pytest.mark.parametrize(
    ("second", "is_shown"),
    [
        ("The bridge was opened to all in 1998.", True),
        ("The bridge is painted green.", False),  # no year
        ("It was opened in 1998.", False),  # less of what is asked
    ],
)
def test_a_second_sentence_is_shown_if_it_may_be_the_answer_and_holds_as_much_of_the_question(
    second: str, is_shown: bool
) -> None:
    first = "The bridge was opened in 1996."
    source = citation(1, f"{first} {second}")
    place = len(first) + 1
    nearest = [
        Quote(number=1, text=first, start=0, end=len(first)),
        Quote(number=1, text=second, start=place, end=place + len(second)),
    ]
    support = ground("Unrelated words.", "When was the bridge opened?", [source], nearest).support
    assert [one.text for one in support] == [first, second][: 1 + is_shown]


def test_a_supporting_sentence_stands_at_its_span_in_the_text_of_its_document() -> None:
    best = grounded("They conquered Sicily under Robert Guiscard.", "Who conquered it?").support[0]
    assert (best.number, best.text) == (2, SICILY[best.start - 500 : best.end - 500])


@pytest.mark.parametrize(
    ("generated", "question", "shown"),
    [
        ("Normandy is located in France.", QUESTION, "The documents say: “Normandy is a region in France.” [1]"),
        ("In France", QUESTION, "In France. The documents say: “Normandy is a region in France.” [1]"),
        ("Yes, it is.", "Is Normandy in France?", "Yes. The documents say: “Normandy is a region in France.” [1]"),
        ("In France. In 1066.", QUESTION, "In France. The documents say: “Normandy is a region in France.” [1]"),
    ],
)
def test_of_a_model_whose_words_do_not_lead_the_evidence_is_shown_with_words_that_add_to_it(
    generated: str, question: str, shown: str
) -> None:
    assert ground(generated, question, CITATIONS, NEAREST, words_lead=False).answer == shown


def test_the_words_around_a_quote_are_those_of_the_question() -> None:
    shown = ground("Paris.", "Wo liegt die Normandie?", CITATIONS, NEAREST)
    assert shown.answer == "In den Dokumenten steht: „Normandy is a region in France.“ [1]"


@pytest.mark.parametrize(
    "generated",
    [
        "The passages speak of trade routes. They do not say who founded Oslo.",
        "The text does not mention who founded Oslo.",
        "Das steht nicht in den Dokumenten.",
    ],
)
def test_a_model_that_says_the_text_does_not_tell_has_not_answered(generated: str) -> None:
    shown = grounded(generated, "Who founded Oslo?")
    assert (shown.answered, shown.answer) == (False, generated)


def test_a_row_of_a_table_holds_no_marker_and_is_cited_all_the_same() -> None:
    rows = citation(1, "City: Kiel | Sales: 4\nCity: Husum | Sales: 6")
    shown = ground("City: Husum | Sales: 6", "What are the sales of Husum?", [rows], NEAREST[:1])
    assert (shown.answer, shown.citations[0].cited) == ("City: Husum | Sales: 6", True)


def test_a_number_in_brackets_within_a_quote_cites_nothing() -> None:
    noted = citation(1, "Normandy is in France.[2]")
    shown = ground("Paris.", QUESTION, [noted, CITATIONS[1]], [Quote(number=1, text=noted.text, start=0, end=25)])
    assert [one.cited for one in shown.citations] == [True, False]


OTHER = Support([2], 1.0, Quote(number=2, text="Palermo fell in 1072.", start=552, end=573))


@pytest.mark.parametrize(
    ("question", "support", "leads"),
    [
        (QUESTION, OTHER, NEAREST[0]),
        (QUESTION, Support([1], 1.0, NEAREST[0]), None),
        ("Is Normandy in France?", OTHER, None),
    ],
)
def test_words_that_rest_on_another_sentence_give_way_to_the_nearest_but_no_yes_or_no(
    question: str, support: Support, leads: Quote | None
) -> None:
    assert Passages(question, CITATIONS).nearer(support, NEAREST) == leads


PRICES = "Code: D07 | Treatment: Scale and polish | Price: 84\nCode: D08 | Treatment: Gold crown | Price: 790"


@pytest.mark.parametrize(
    ("question", "said", "shown"),
    [
        ("What does the gold crown cost?", "790", "790. The documents say: \u201c{}\u201d [1]"),
        ("Gold crown, how long?", "D08", "The documents say: \u201c{}\u201d [1]"),
    ],
    ids=["asked for by its label", "of another column"],
)
def test_a_small_models_few_words_stand_before_a_row_only_where_their_column_is_asked_for(
    question: str, said: str, shown: str
) -> None:
    row = Quote(number=1, text=PRICES.splitlines()[1], start=52, end=len(PRICES))
    view = ground(said, question, [citation(1, PRICES)], [row], words_lead=False)
    assert view.answer == shown.format(row.text)


STOCK = "Article: Board | Stock: 0\nArticle: Easel | Stock: 52"


def test_a_yes_is_not_said_of_what_a_row_has_none_of() -> None:
    row = Quote(number=1, text=STOCK.splitlines()[0], start=0, end=25)
    view = ground("Yes.", "Is the Board in stock?", [citation(1, STOCK)], [row], words_lead=False)
    assert "Yes" not in view.answer


def test_a_small_models_chinese_words_stand_before_no_quote() -> None:
    text = "员工每天工作八小时\uff0c从上午九点到下午六点。"
    quote = Quote(number=1, text=text, start=0, end=len(text))
    view = ground("从上午九点到下午六点", "工作时间是什么\uff1f", [citation(1, text)], [quote], words_lead=False)
    assert view.answer.startswith("文档中写道")


def test_a_quote_of_what_came_with_the_question_is_said_to_be_of_the_message() -> None:
    source = msgspec.structs.replace(citation(1, "The lighthouse was built by Elon Musk."), name=YOUR_MESSAGE)
    quote = Quote(number=1, text=source.text, start=source.start, end=source.end)
    shown = ground("", "Who built the lighthouse?", [source], [quote])
    assert shown.answer == "Your message says: “The lighthouse was built by Elon Musk.” [1]"
