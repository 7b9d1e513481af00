"""rerank: the order of the passages, and the event that goes on. A real model."""

import base64

import pytest

from events.event import make
from events.questions import FoundPassage, PassagesFound
from events.registry import PASSAGES_FOUND
from events.validation import decode
from functions.answer.rerank import Rerank, by_best_sentence
from functions.answer.sentence_selection import Sentence
from functions.serving.lazy import LazyPool
from functions.serving.work import Work
from model.embedding import Embedder

ID = "019c13ec-9e00-72d7-9642-b726b0440162"


def passage(text: str, score: float) -> FoundPassage:
    return FoundPassage(id=ID, document=ID, name="a.txt", text=text, start=0, end=len(text), score=score)


def sentence(number: int, score: float) -> Sentence:
    return Sentence(text="", passage=number, start=0, cosine=score, score=score)


def order(passages: list[FoundPassage], *sentences: Sentence) -> list[tuple[str, float]]:
    return [(one.text, one.score) for one in by_best_sentence(passages, sentences)]


def test_the_passage_with_the_best_sentence_comes_first() -> None:
    passages = [passage("vague", 1.0), passage("clear", 0.9)]
    assert [text for text, _ in order(passages, sentence(0, 0.2), sentence(1, 0.9))] == ["clear", "vague"]


def test_the_best_sentence_counts_and_not_the_last() -> None:
    passages = [passage("even", 1.0), passage("uneven", 1.0)]
    assert order(passages, sentence(1, 0.9), sentence(0, 0.5), sentence(1, 0.1))[0][0] == "uneven"


def test_passages_that_are_as_good_keep_their_order() -> None:
    assert [text for text, _ in order([passage("first", 1.0), passage("second", 1.0)])] == ["first", "second"]


def test_scores_are_relative_to_the_best_one_and_never_below_nothing() -> None:
    found = order([passage("a", 1.0), passage("b", 0.5), passage("c", 0.0)], sentence(2, -0.5))
    assert found == [("a", 1.0), ("b", 0.5), ("c", 0.0)]


def test_no_passage_has_no_order() -> None:
    assert order([]) == []


@pytest.fixture
def reranked(embedder: Embedder) -> tuple[PassagesFound, PassagesFound, list[str]]:
    """What came in, what went out, and the ids of both events."""
    step = Rerank(LazyPool(lambda _: embedder, "a model"))
    question = "When was the tower built?"
    vector = base64.b64encode(embedder.embed_queries([question])[0].tobytes()).decode()
    passages = [passage("Towers are tall. Many stand in cities.", 1.0), passage("The tower was built in 1889.", 0.9)]
    data = PassagesFound(question=question, vector=vector, passages=passages)
    event = make(PASSAGES_FOUND, "/minirag/search", ID, data)
    reply = step.rerank_passages(Work(stage="rerank", event=event, data=data, tenant="default"))
    return data, decode(reply.data, PassagesFound), [event.id, reply.id]


def test_what_answers_the_question_comes_first(
    reranked: tuple[PassagesFound, PassagesFound, list[str]],
) -> None:
    _, after, _ = reranked
    assert after.passages[0].text == "The tower was built in 1889."


def test_the_question_goes_on_as_it_came(reranked: tuple[PassagesFound, PassagesFound, list[str]]) -> None:
    before, after, _ = reranked
    assert (after.question, after.vector) == (before.question, before.vector)


def test_the_event_that_goes_on_is_another_one(reranked: tuple[PassagesFound, PassagesFound, list[str]]) -> None:
    _, _, (came, went) = reranked
    assert came != went
