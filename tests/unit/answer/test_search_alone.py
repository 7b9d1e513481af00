"""A search that wants no answer ends where its passages are found. Real stores, made-up vectors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from events.event import Event, make
from events.identity import next_generation
from events.questions import Options, PassagesFound, QuestionEmbedded
from events.registry import PASSAGES_FOUND, QUESTION_EMBEDDED
from events.searches import SearchWanted
from events.validation import decode
from functions.answer.search import Search
from functions.answer.sentence_selection import Sentence, best_by_passage
from functions.serving.settings import Settings
from functions.serving.work import Work
from tests.unit.answer.test_search import VECTOR, Index
from tests.unit.answer.waiting_gateway import KEY, WaitingGateway, waiting_gateway
from tests.unit.world import env_of


@pytest.fixture
def gateway() -> Iterator[WaitingGateway]:
    with waiting_gateway() as waiting:
        yield waiting


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An index of one document with three passages."""
    index = Index(tmp_path)
    index.step = Search(env_of(Settings(signing_key=KEY), records=index.records, passages=index.passages))
    generation = next_generation()
    index.record(index.add("a.txt", generation, chunks=3, size=200), generation, "uploaded", "current")
    return index


def searched(index: Index, gateway: WaitingGateway, tenant: str = "default", **fields: Any) -> Event | None:
    """Return what the step answers a search with."""
    given: dict[str, Any] = {"question": "river number 1", "vector": VECTOR, "search": SearchWanted()} | fields
    data = QuestionEmbedded(**given)
    event = make(QUESTION_EMBEDDED, "/test", "q1", data, {"replyto": gateway.replyto})
    return index.step.search_passages(Work(stage="search", event=event, data=data, tenant=tenant))


def told(gateway: WaitingGateway) -> list[dict[str, Any]]:
    """Return the passages that the gateway was brought."""
    passages: list[dict[str, Any]] = gateway.told[0]["found"]["passages"]
    return passages


def test_the_passages_come_to_the_gateway_and_no_event_follows(index: Index, gateway: WaitingGateway) -> None:
    assert searched(index, gateway) is None
    assert told(gateway)[0]["text"].startswith("The river number 1.")


def test_what_comes_is_what_an_answer_would_be_read_from(index: Index, gateway: WaitingGateway) -> None:
    searched(index, gateway)
    answer = searched(index, gateway, search=None)
    assert answer is not None
    assert [one["id"] for one in told(gateway)] == [one.id for one in decode(answer.data, PassagesFound).passages]


def test_each_passage_says_how_well_words_and_vectors_fit(index: Index, gateway: WaitingGateway) -> None:
    searched(index, gateway)
    scores = told(gateway)[0]["scores"]
    assert scores["words"] > 0
    assert (scores["vectors"], 0 < scores["fused"] <= 1) == (1.0, True)


def test_a_search_by_words_alone_knows_no_score_of_vectors(index: Index, gateway: WaitingGateway) -> None:
    searched(index, gateway, options=Options(alpha=0.0))
    assert [one["scores"]["vectors"] for one in told(gateway)] == [None] * len(told(gateway))


def test_no_more_passages_come_than_were_asked_for_also_where_an_answer_is_read_from_more(
    index: Index, gateway: WaitingGateway
) -> None:
    generation = next_generation()
    boats = [f"Boat: {name} | Seats: {seats}" for seats, name in enumerate(("Alder", "Birch", "Cedar", "Elm"))]
    index.record(index.add("boats.csv", generation, given=boats), generation, "uploaded", "current")
    question: dict[str, Any] = {"question": "List all boats", "options": Options(passages=2)}
    answer = searched(index, gateway, search=None, **question)
    searched(index, gateway, **question)
    assert answer is not None and len(decode(answer.data, PassagesFound).passages) > 2
    assert len(told(gateway)) == 2


def test_a_question_that_is_about_no_passage_finds_none(index: Index, gateway: WaitingGateway) -> None:
    searched(index, gateway, question="What can you do?")
    assert told(gateway) == []


def test_another_tenant_finds_nothing_of_it(index: Index, gateway: WaitingGateway) -> None:
    searched(index, gateway, tenant="another")
    assert told(gateway) == []


def test_where_sentences_are_wanted_the_passages_go_on_to_be_read(index: Index, gateway: WaitingGateway) -> None:
    event = searched(index, gateway, search=SearchWanted(spans=True))
    assert (event is not None and event.type, gateway.told) == (PASSAGES_FOUND, [])
    assert event is not None
    passages = decode(event.data, PassagesFound).passages
    assert passages[0].scores is not None and passages[0].scores.vectors == 1.0


def test_an_answers_passages_carry_no_scores_that_nobody_asked_for(index: Index, gateway: WaitingGateway) -> None:
    event = searched(index, gateway, search=None)
    assert event is not None and b'"scores"' not in event.data


def sentence(text: str, passage: int, *, score: float = 1.0, fragment: bool = False) -> Sentence:
    return Sentence(text, passage, start=2, cosine=score, score=score, fragment=fragment)


def test_the_best_sentences_of_each_passage_come_with_their_places_in_the_document(
    index: Index, gateway: WaitingGateway
) -> None:
    event = searched(index, gateway, search=SearchWanted(spans=True))
    assert event is not None
    passages = decode(event.data, PassagesFound).passages
    ranked = [sentence("One.", 1, score=0.91234), sentence("Two.", 0), sentence("Three.", 1), sentence("Four.", 1)]
    chosen = best_by_passage([*ranked, sentence("Five.", 2, fragment=True)], passages, 2)
    assert [[one.text for one in chosen[number]] for number in range(3)] == [["Two."], ["One.", "Three."], []]
    first = chosen[1][0]
    assert (first.start, first.end, first.score) == (passages[1].start + 2, passages[1].start + 6, 0.9123)
