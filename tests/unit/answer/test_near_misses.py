"""Questions that a passage comes near to and does not answer, in eleven languages, beside those that it answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.questions import Citation, Quote
from functions.answer.evidence_units import evidence_units
from functions.answer.support import Passages
from tests.unit.answer.test_grounding import citation

DATA = Path(__file__).parents[2] / "data" / "near-misses"
SHOWN = {"dev": 1, "test": 7}  # of 88 and 66 near misses, at most
LEFT_OUT = {"dev": 0, "test": 1}  # of 66 answers each


def cases(half: str) -> Iterator[tuple[list[str], str, str]]:
    """Yield the passages, a question, and what its answer holds; "" for a near miss."""
    passages: list[str] = []
    before = ""
    for line in (DATA / f"{half}.txt").read_text("utf-8").splitlines():
        if line.startswith(">"):
            passages = [*(passages if before == ">" else []), line[2:]]
        elif line[:1] in "+-":
            question, _, answer = line[2:].partition(" | ")
            yield passages, question, answer
        before = line[:1]


def led(passages: list[str], question: str) -> str:
    """Return the sentence that leads the answer, whichever comes nearest; "" for none."""
    sources = [citation(number, text, start=0) for number, text in enumerate(passages, 1)]
    found = Passages(question, sources).leading([quote for one in sources for quote in quotes_of(one)])
    return found.text if found else ""


def quotes_of(source: Citation) -> list[Quote]:
    return [
        Quote(number=source.number, text=one.text, start=one.start, end=one.start + len(one.text))
        for one in evidence_units([source])
    ]


@pytest.mark.parametrize("half", ["dev", "test"])
def test_hardly_a_near_miss_is_shown_in_any_language(half: str) -> None:
    shown = [question for passages, question, answer in cases(half) if not answer and led(passages, question)]
    assert len(shown) <= SHOWN[half], shown


@pytest.mark.parametrize("half", ["dev", "test"])
def test_hardly_an_answer_is_left_out_in_any_language(half: str) -> None:
    left_out = [question for passages, question, answer in cases(half) if answer and not led(passages, question)]
    assert len(left_out) <= LEFT_OUT[half], left_out


CHAPEL = {
    "en": "The chapel of Harn was erected in 1742 by Jost Ammer. It is open from 9 to 17. It measures 12 metres.",
    "de": "Der Speicher wurde 1811 von Karl Benn errichtet. Er ist von 9 bis 17 Uhr geöffnet. Er misst 12 Meter.",
}


@pytest.mark.parametrize(
    "question",
    [
        "Who tore down the chapel of Harn?",
        "Who designed the chapel of Harn?",
        "By whom was the chapel of Harn destroyed?",
        "Who was the chapel of Harn repaired by?",
        "Who robbed the chapel of Harn?",
        "When was the chapel of Harn sold?",
        "Wer hat den Speicher zerstört?",
        "Wer verkaufte den Speicher?",
        "Wann wurde der Speicher abgerissen?",
    ],
)
def test_who_did_something_is_not_answered_by_who_did_something_else(question: str) -> None:
    assert led([CHAPEL["de" if "Speicher" in question else "en"]], question) == ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who built the chapel of Harn?", "Jost Ammer"),
        ("By whom was the chapel of Harn constructed?", "Jost Ammer"),
        ("When was the chapel of Harn built?", "1742"),
        ("Wer hat den Speicher gebaut?", "Karl Benn"),
        ("Wann wurde der Speicher erbaut?", "1811"),
    ],
)
def test_a_deed_may_be_told_by_another_word_for_it(question: str, answer: str) -> None:
    assert answer in led([CHAPEL["de" if "Speicher" in question else "en"]], question)


@pytest.mark.parametrize("question", ["How old is the mill?", "Wie alt ist die Mühle?"])
def test_an_age_is_no_number_of_something_else(question: str) -> None:
    assert led(["The mill is open from 9 to 17. Die Mühle ist von 9 bis 17 Uhr geöffnet."], question) == ""


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("How old is the mill?", "The mill dates from 1743."),
        ("How old is the mill?", "The mill is three centuries old."),
        ("How old is Anna Berg?", "Anna Berg is 42."),
        ("Wie alt ist die Mühle?", "Die Mühle ist 280 Jahre alt."),
        ("How old must a member be?", "A member must be at least 16."),
    ],
)
def test_an_age_is_a_year_or_a_number_of_years(question: str, passage: str) -> None:
    assert led([passage], question) == passage


def test_an_inverted_pronoun_of_french_is_no_name() -> None:
    assert led(["La cour est fermée le soir."], "Quand la cour est-elle fermée ?")


def test_a_question_in_another_language_than_its_passages_is_not_held_to_their_words() -> None:
    assert led(["The mill was built by Veit Larcher in 1743."], "谁在1743年建造了磨坊")
    assert led(["The mill was built by Veit Larcher in 1743."], "Qui a construit le moulin en 1743 ?")
