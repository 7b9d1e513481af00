"""A yes or no over two facts: a number or an hour of the question, and a limit or opening hours of the document."""

import pytest

from functions.conversation.answer_view import AnswerView
from tests.unit.answer.test_leading import shown

DAIRY = (
    "Milk above 7 °C is refused. The whey may be stored for at most 12 hours. Each member may bring at most two "
    "guests. The ripening room is kept between 11 and 14 °C. A wheel of less than 4.5 kg is sold as second choice."
)
SUDHAUS = (
    "Über 78 °C wird der Sud verworfen. Der Lagertank darf höchstens 1,8 bar haben. Die Gruppe darf bis zu 15 Personen "
    "haben."
)
HOURS = "The week\n\nDay: Monday to Thursday | Shop: 9:00-17:30\nDay: Friday | Shop: 9:00-19:00"
ZEITEN = "Das Büro ist Mo-Do von 8:00 bis 16:30 Uhr und Fr von 8:00 bis 18:00 Uhr geöffnet."


def begins(view: AnswerView) -> str:
    """Return the yes or no that an answer begins with; "" for none."""
    first = view.answer.split()[0]
    return first if first in {"Yes.", "No.", "Ja.", "Nein."} else ""


@pytest.mark.parametrize(
    ("question", "text", "nearest", "answer"),
    [
        ("Is milk of 8 °C allowed?", DAIRY, 0, "No."),
        ("Can the whey be stored for 10 hours?", DAIRY, 1, "Yes."),
        ("Can the whey be stored for 12.5 hours?", DAIRY, 1, "No."),
        ("May I bring 3 guests?", DAIRY, 2, "No."),
        ("May I bring two guests?", DAIRY, 2, "Yes."),
        ("Is 15 °C all right for the ripening room?", DAIRY, 3, "No."),
        ("Sind 80 °C noch erlaubt?", SUDHAUS, 0, "Nein."),
        ("Darf der Lagertank 1,5 bar haben?", SUDHAUS, 1, "Ja."),
        ("Darf die Gruppe 18 Personen haben?", SUDHAUS, 2, "Nein."),
        ("May the pupils of class 9 leave the yard?", "Only the pupils of class 10 may leave the yard.", 0, "No."),
        (
            "Dürfen Schüler der Klasse 9 den Hof verlassen?",
            "Den Hof dürfen nur Schüler der Klasse 10 verlassen.",
            0,
            "Nein.",
        ),
        ("Is the shop open on Friday at 6 pm?", HOURS, 2, "Yes."),
        ("Is the shop open at 6 pm on Tuesday?", HOURS, 1, "No."),
        ("Ist das Büro am Mittwoch um 17 Uhr offen?", ZEITEN, 0, "Nein."),
        ("Ist das Büro am Freitag um 17 Uhr offen?", ZEITEN, 0, "Ja."),
    ],
)
def test_a_comparison_that_is_certain_says_yes_or_no_before_the_quote(
    question: str, text: str, nearest: int, answer: str
) -> None:
    assert begins(shown(question, text, nearest)) == answer


@pytest.mark.parametrize(
    ("question", "text", "nearest"),
    [
        ("Is milk of 6 °C allowed?", DAIRY, 0),  # it is not said what holds below
        ("May my guests bring 3 guests of strangers?", DAIRY, 2),  # more than the sentence speaks of
        ("Is a wheel of 4 kg allowed?", DAIRY, 4),  # neither allowed nor refused
        ("Is the shop open at 6 pm?", HOURS, 2),  # on which day?
        ("Can the whey be stored for 14 hours?", "The whey may be stored for at most 12 hours, except in winter.", 0),
    ],
)
def test_a_comparison_that_is_not_certain_shows_the_quote_alone(question: str, text: str, nearest: int) -> None:
    view = shown(question, text, nearest)
    assert (view.answered, begins(view)) == (True, "")


@pytest.mark.parametrize(
    ("question", "text", "nearest"),
    [
        ("May I bring 3 dogs?", DAIRY, 2),  # another thing is counted
        ("Is 8 °C allowed in the cellar?", DAIRY, 0),  # of something else
        ("Can the milk be stored for 10 days?", DAIRY, 1),  # another unit
        ("Is the museum open on Friday at 6 pm?", HOURS, 2),  # another house
        ("Is the shop open on Saturday at 6 pm?", HOURS, 2),  # another day
        ("Darf der Kessel 2 bar haben?", SUDHAUS, 1),
    ],
)
def test_a_limit_on_something_else_is_no_answer(question: str, text: str, nearest: int) -> None:
    assert not shown(question, text, nearest).answered


def test_a_models_yes_gives_way_to_a_comparison_that_says_no() -> None:
    assert begins(shown("May I bring 3 guests?", DAIRY, 2, said="Yes.")) == "No."


def test_limits_that_contradict_each_other_leave_the_quote_alone() -> None:
    text = "Each member may bring at most two guests. In summer each member may bring at most four guests."
    assert begins(shown("May I bring 3 guests?", text)) == ""
