"""The sentences nearest to a question, by the real embedder."""

import base64

import pytest

from events.identity import derived_id
from events.questions import FoundPassage
from functions.answer.sentence_selection import best_sentences
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
