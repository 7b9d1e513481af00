"""The sentences that answer a question best, by the real embedder."""
# ruff: noqa: RUF001 - Chinese marks are meant

import base64

import pytest
from msgspec.structs import replace

from events.identity import derived_id
from events.questions import FoundPassage
from functions.answer.sentence_selection import Sentence, best_sentences, worth_quoting
from model.embedding import Embedder

QUESTION = "Where do ibexes live?"


def passage(text: str, score: float = 1.0) -> FoundPassage:
    id_ = derived_id(text)
    return FoundPassage(id=id_, document=id_, name="a.txt", text=text, start=0, end=len(text), score=score)


@pytest.fixture(scope="module")
def vector(embedder: Embedder) -> str:
    return base64.b64encode(embedder.embed_queries([QUESTION])[0].tobytes()).decode()


def test_the_sentence_that_answers_comes_first(embedder: Embedder, vector: str) -> None:
    found = passage("Bread is made of flour and water. Ibexes live on steep cliffs in the Alps. Rain is wet today.")
    assert best_sentences(vector, QUESTION, [found], embedder)[0].text == "Ibexes live on steep cliffs in the Alps."


def test_a_sentence_is_verbatim_and_knows_its_place(embedder: Embedder, vector: str) -> None:
    found = passage("Bread is made of flour and water. Ibexes live on steep cliffs in the Alps.")
    for sentence in best_sentences(vector, QUESTION, [found], embedder):
        assert found.text[sentence.start :].startswith(sentence.text)


def test_a_sentence_shared_by_two_passages_counts_once(embedder: Embedder, vector: str) -> None:
    shared = "Ibexes live on steep cliffs in the Alps."
    found = [passage(f"{shared} And more of this."), passage(f"Before that there was this. {shared}")]
    assert [one.text for one in best_sentences(vector, QUESTION, found, embedder)].count(shared) == 1


def test_a_passage_without_a_sentence_stands_for_itself(embedder: Embedder, vector: str) -> None:
    assert best_sentences(vector, QUESTION, [passage("Ibex")], embedder)[0].text == "Ibex"


def test_no_passages_have_no_sentences(embedder: Embedder, vector: str) -> None:
    assert best_sentences(vector, QUESTION, [], embedder) == []


def first(embedder: Embedder, question: str, *passages: FoundPassage) -> str:
    """Return the text of the sentence that is ranked first."""
    asked = base64.b64encode(embedder.embed_queries([question])[0].tobytes()).decode()
    return best_sentences(asked, question, passages, embedder)[0].text


PEOPLE = "Name: Ann | Age: 31\nName: Ben | Age: 29\nName: Cleo | Age: 60"
CODES = "E-4710: the lid is open.\nE-4711: replace the fuse.\nE-4721: clean the inlet filter."
BORDERS = "| Country | Capital |\n|---|---|\n| Chile | Santiago |\n| Peru | Lima |"
CASES = {
    "the row of the one that is named": ("How old is Ben?", PEOPLE, "Name: Ben | Age: 29"),
    "a row of two words": ("What is the capital of Chile?", "Chile | Santiago\nPeru | Lima", "Chile | Santiago"),
    "a row, not the names of its columns": ("Which capital has Peru?", BORDERS, "| Peru | Lima |"),
    "what stands after a heading": ("See also", "See also\n\nThe manual of the pump says more.", "The manual of the"),
    "a sentence of few Chinese characters": ("保修多少年？", "保修多少年？\n\n保修期为两年。", "保修期为两年。"),
    "an answer, not its question": ("Are dogs allowed?", "Are dogs allowed? Only on a lead.", "Only on a lead."),
    "the line of the identifier": ("What about E-4721?", CODES.replace("\n", "\n\n"), "E-4721: clean"),
    "the sentence with a year for when": (
        "When was the bridge built?",
        "The bridge was built by the guild of masons. The bridge was built in 1871. The bridge is made of stone.",
        "The bridge was built in 1871.",
    ),
    "the sentence with a name for who": (
        "Who designed the bridge?",
        "The bridge was designed over several years. The bridge was designed by Maria Huber.",
        "The bridge was designed by Maria Huber.",
    ),
}


def test_what_stands_under_the_heading_that_is_asked_for_comes_first(embedder: Embedder) -> None:
    fuse, inlet = (
        passage(text) for text in ("Replace the fuse and restart the unit.", "Clean the inlet filter, wait.")
    )
    found = [replace(fuse, heading="Codes > E-4711"), replace(inlet, heading="Codes > E-4712", score=0.9)]
    assert first(embedder, "What is to be done when the display shows E-4712?", *found) == inlet.text


@pytest.mark.parametrize(("question", "text", "expected"), CASES.values(), ids=[*CASES])
def test_first_comes(embedder: Embedder, question: str, text: str, expected: str) -> None:
    assert first(embedder, question, passage(text)).startswith(expected)


def test_a_sentence_knows_which_identifiers_of_the_question_it_holds(embedder: Embedder) -> None:
    question = "What about E-4721?"
    asked = base64.b64encode(embedder.embed_queries([question])[0].tobytes()).decode()
    found = best_sentences(asked, question, [passage(CODES.replace("\n", "\n\n"))], embedder)
    assert {one.text[:6]: one.identifiers for one in found} == {"E-4710": (), "E-4711": (), "E-4721": ("E-4721",)}


def ranked(text: str, score: float) -> Sentence:
    return Sentence(text, 0, 0, score, score)


def test_only_the_first_is_quoted_where_no_other_comes_close() -> None:
    assert worth_quoting([ranked("Ibexes climb.", 1.0), ranked("Bread is baked.", 0.5)], 4) == [
        ranked("Ibexes climb.", 1.0)
    ]


def test_nothing_is_quoted_twice_in_other_words_order() -> None:
    both = [ranked("Ibexes climb rocks.", 1.0), ranked("Ibexes climb.", 0.99)]
    assert worth_quoting(both, 4) == both[:1]


def test_a_row_that_differs_in_one_value_is_no_repetition() -> None:
    rows = [ranked(f"Name: {name} | Age: {age}", 1.0) for name, age in (("Ann", 31), ("Ben", 29), ("Ann", 29))]
    assert worth_quoting(rows, 4) == rows
