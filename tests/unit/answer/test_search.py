"""Search sees whole and current generations only. A real store, made-up vectors."""

import base64
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

from events.event import make
from events.identity import DocumentKey, Generation, IndexKey, chunk_id, document_id, next_generation, now_ms
from events.questions import Exchange, Filters, Options, PassagesFound, QuestionEmbedded
from events.rankings import RankingWanted
from events.registry import QUESTION_EMBEDDED
from events.validation import decode
from functions.answer.search import Search, _alpha
from functions.serving.settings import Settings
from functions.serving.work import Work
from functions.stores.facts import Fact, Kind
from functions.stores.opening import open_passages, open_records
from functions.stores.passages import Passage, Query
from tests.unit.world import env_of

DIMS = 4
QUERY = Query(text="river", vector=np.eye(1, DIMS, dtype=np.float32)[0], model=Settings().embedder, limit=3)


VECTOR = base64.b64encode(QUERY.vector.tobytes()).decode()
DATA: dict[str, dict[str, object]] = {
    "uploaded": {"name": "n", "media_type": "", "size": 1, "sha256": "", "fingerprint": "", "dataref": "d/u/0"},
    "current": {"chunks": 1, "ms": 1},
}


class Index:
    """The step with stores of its own."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite://{folder}/store.sqlite"
        self.records, self.passages = open_records(url), open_passages(url)
        self.step = Search(env_of(records=self.records, passages=self.passages))

    def add(
        self,
        name: str,
        generation: Generation,
        chunks: int = 1,
        size: int = 0,
        model: str = QUERY.model,
        given: Sequence[str] = (),
    ) -> str:
        """Store passages of a generation, which nobody has made current yet: these, or so many made-up ones."""
        document = document_id("default", name)
        texts = given or [f"The river number {position}.".ljust(size, ".") for position in range(chunks)]
        found = [
            Passage(
                id=chunk_id(DocumentKey(IndexKey("default", model), document), generation, position),
                tenant="default",
                document=document,
                generation=generation,
                position=position,
                name=name,
                text=text,
                page=None,
                heading="",
                start=position * 1000 if given else 0,
                end=position * 1000 + len(text) if given else 1,
                model=model,
            )
            for position, text in enumerate(texts)
        ]
        self.passages.add(found, np.tile(np.eye(1, DIMS, dtype=np.float32), (len(texts), 1)))
        return document

    def record(self, document: str, generation: Generation, *kinds: Kind) -> None:
        def fact(kind: Kind) -> Fact:
            data = DATA.get(kind, {})
            key = DocumentKey(IndexKey("default", QUERY.model), document)
            return Fact(key=key, generation=generation, kind=kind, number=0, at=now_ms(), data=data)

        self.records.write(*map(fact, kinds))

    def names(self) -> list[str]:
        return [hit.passage.name for hit in self.step.current_hits("default", QUERY)]

    def passages_of(self, data: QuestionEmbedded) -> list[str]:
        """Return the texts of the passages that the step answers a question with."""
        event = make(QUESTION_EMBEDDED, "/test", "q1", data)
        reply = self.step.search_passages(Work(stage="search", event=event, data=data, tenant="default"))
        assert reply is not None
        return [passage.text for passage in decode(reply.data, PassagesFound).passages]

    def found(self, *history: Exchange) -> int:
        """Return how many passages a question with this history gets."""
        return len(self.passages_of(QuestionEmbedded(question="river", vector=VECTOR, history=list(history))))


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path)


def test_a_current_generation_is_found(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation), generation, "uploaded", "current")
    assert index.names() == ["a.txt"]


def test_a_generation_that_is_not_whole_yet_is_not_found(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation), generation, "uploaded")
    assert index.names() == []


def test_while_a_new_generation_is_on_its_way_the_old_one_is_found(index: Index) -> None:
    old = next_generation()
    index.record(index.add("a.txt", old), old, "uploaded", "current")
    new = next_generation(old)
    index.record(index.add("a.txt", new), new, "uploaded")
    assert [hit.passage.generation for hit in index.step.current_hits("default", QUERY)] == [old]


def test_a_deleted_document_is_not_found(index: Index) -> None:
    generation = next_generation()
    document = index.add("a.txt", generation)
    index.record(document, generation, "uploaded", "current")
    index.record(document, next_generation(generation), "deleted")
    assert index.names() == []


def test_more_is_fetched_when_old_generations_fill_the_first_hits(index: Index) -> None:
    old = next_generation()
    document = index.add("old.txt", old, chunks=40)
    index.record(document, old, "uploaded", "current")
    index.record(document, next_generation(old), "deleted")
    fresh = next_generation()
    index.record(index.add("zz.txt", fresh), fresh, "uploaded", "current")
    assert index.names() == ["zz.txt"]


def test_a_history_takes_its_room_from_the_passages_for_an_event_stays_small(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation, chunks=3, size=16_000), generation, "uploaded", "current")
    assert (index.found(), index.found(Exchange(question="q" * 1000, answer="a" * 1000))) == (2, 2)
    assert index.found(*[Exchange(question="\U0001f30a" * 1000, answer="\U0001f30a" * 1000)] * 4) == 1


def test_by_words_alone_only_passages_that_share_them_are_found(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation, chunks=3), generation, "uploaded", "current")
    by_words = Options(alpha=0.0)
    assert index.passages_of(QuestionEmbedded(question="number 1", vector=VECTOR, options=by_words))[0].startswith(
        "The river number 1."
    )
    assert index.passages_of(QuestionEmbedded(question="mountain", vector=VECTOR, options=by_words)) == []


def test_a_question_in_letters_that_the_embedder_does_not_know_finds_its_words_alone(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation), generation, "uploaded", "current")
    assert index.passages_of(QuestionEmbedded(question="Где находится мельница?", vector=VECTOR)) == []
    assert len(index.passages_of(QuestionEmbedded(question="Где находится river?", vector=VECTOR))) == 1


def test_an_embedders_vectors_weigh_as_the_catalogue_says() -> None:
    assert _alpha("Where?", "all-MiniLM-L6-v2", 0.5) == 0.5
    assert [round(_alpha("Where?", "multilingual-e5-small", asked), 2) for asked in (0.0, 0.5, 1.0)] == [0, 0.7, 1]


def test_a_ranking_names_each_document_once(index: Index) -> None:
    for name in ("a.txt", "b.txt"):
        generation = next_generation()
        index.record(index.add(name, generation, chunks=3), generation, "uploaded", "current")
    body = msgspec.json.encode(RankingWanted(question="river", vector=VECTOR))
    assert sorted(index.step.rank_documents(body).names) == ["a.txt", "b.txt"]


def test_the_same_text_in_two_documents_is_given_once(index: Index) -> None:
    for name in ("a.txt", "b.txt"):
        generation = next_generation()
        index.record(index.add(name, generation), generation, "uploaded", "current")
    assert index.found() == 1


def test_a_question_that_leans_on_others_finds_the_words_of_what_it_is_searched_for_with(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation), generation, "uploaded", "current")
    by_words = Options(alpha=0.0)
    question = QuestionEmbedded(question="And when?", rewritten="And when? The river?", vector=VECTOR, options=by_words)
    assert index.passages_of(question)


def test_the_event_stays_small_beside_a_long_follow_up_in_wide_characters(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation, chunks=20, size=2_600), generation, "uploaded", "current")
    question = "it " + "\u8bfa" * 3_500
    data = QuestionEmbedded(
        question=question, rewritten=question + "\u8bfa" * 400, vector=VECTOR, options=Options(passages=20)
    )
    event = make(QUESTION_EMBEDDED, "/test", "q1", data)
    reply = index.step.search_passages(Work(stage="search", event=event, data=data, tenant="default"))
    assert reply is not None and len(reply.data) < 64 * 1024


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(collections=["archive"]), "Your filters let no document through, so there is nothing to answer from."),
        (Filters(documents=[]), "Your filters let no document through, so there is nothing to answer from."),
        (Filters(), None),
    ],
)
def test_filters_that_let_no_document_through_are_what_is_said(
    index: Index, filters: Filters, said: str | None
) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation), generation, "uploaded", "current")
    data = QuestionEmbedded(question="How long is the river?", vector=VECTOR, filters=filters)
    reply = index.step.search_passages(
        Work(stage="search", event=make(QUESTION_EMBEDDED, "/test", "q1", data), data=data, tenant="default")
    )
    assert reply is not None
    direct = decode(reply.data, PassagesFound).direct
    assert (direct and (direct.answer, direct.answered)) == (said and (said, False))


def found_for(index: Index, question: str, brought: str) -> PassagesFound:
    data = QuestionEmbedded(question=question, vector=VECTOR, brought=brought, options=Options(passages=20))
    event = make(QUESTION_EMBEDDED, "/test", "q1", data)
    reply = index.step.search_passages(Work(stage="search", event=event, data=data, tenant="default"))
    assert reply is not None and len(reply.data) < 64 * 1024
    return decode(reply.data, PassagesFound)


def test_a_text_that_comes_with_the_question_goes_on_with_it_in_the_same_small_event(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation, chunks=20, size=2_600), generation, "uploaded", "current")
    text = "\u8bfa" * 7_500
    assert found_for(index, "Which river?", text).brought == text


def test_what_is_asked_of_such_a_text_is_not_read_out_of_the_documents(index: Index) -> None:
    generation = next_generation()
    index.record(index.add("a.txt", generation), generation, "uploaded", "current")
    assert found_for(index, "Summarise this", "").direct is not None
    assert found_for(index, "Summarise this", "The mill is old.").direct is None


def test_what_cannot_be_done_cannot_be_done_with_such_a_text_either(index: Index) -> None:
    assert found_for(index, "Translate this into German", "The mill is old.").direct is not None
