"""split, embed and store one after the other, with vectors that are known: events twice, out of order, after a restart.
Real stores; a made-up embedder that tells what it was asked."""

import base64
import json
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from events.event import Event, make
from events.identity import DocumentKey, Generation, IndexKey, document_id, next_generation
from events.registry import CHUNKS_EMBEDDED, CHUNKS_SPLIT, DOCUMENT_INDEXED, DOCUMENT_UPLOADED, TYPES
from events.validation import decode
from functions.documents.ingest import Ingest
from functions.documents.progress import fact
from functions.documents.uploads import UploadedFile
from functions.embed import Embed
from functions.ingest import split, store
from functions.ingest.chunking.chunks import split_into_chunks
from functions.serving.broker_client import BrokerClient
from functions.serving.lazy import LazyPool
from functions.serving.settings import Settings
from functions.serving.work import Work
from functions.stores.facts import DocumentState
from functions.stores.passages import Vectors
from tests.unit.ingest.word_count import stand_in_count
from tests.unit.world import env_of, world

DIMS = 4
DOCUMENT = document_id("default", "notes.txt")
Step = Callable[[Work[Any]], Event | None]


def topic(number: int) -> str:
    """Return a paragraph that fills a chunk of its own."""
    return " ".join(f"Of topic {number} there is this to say: point {point} holds." for point in range(9))


class Tokens:
    """Stands in for the embedder's vocabulary."""

    def counts(self, texts: Sequence[str]) -> list[int]:
        return stand_in_count(texts)


class Embedding:
    """Makes vectors out of the texts' sums; another `shift` is another model's result."""

    def __init__(self) -> None:
        self.dims, self.asked, self.shift = DIMS, list[str](), 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        raw = np.array([[len(text), sum(text.encode()) % 97 + self.shift, 1, 2] for text in texts], np.float32)
        unit: Vectors = raw / np.linalg.norm(raw, axis=1, keepdims=True)
        return unit


class Queue(BrokerClient):
    """Events that wait until they are delivered."""

    def __init__(self) -> None:
        self.events: deque[Event] = deque()

    def emit(self, event: Event) -> None:
        self.events.append(event)


class Chain:
    """The three steps between an upload and its index, in a world of their own; events wait in `queue`."""

    def __init__(self, folder: Path) -> None:
        self.broker, self.embedding = Queue(), Embedding()
        self.env = world(folder, self.broker)
        self.records, self.passages = self.env.records.get(), self.env.passages.get()
        self.embed_for(self.env.settings.embedder)
        one_topic_one_chunk = partial(split_into_chunks, overlap=0)
        tokenizers = LazyPool[Any](lambda _: Tokens(), "")
        self.steps: dict[str, tuple[str, Step]] = {
            DOCUMENT_UPLOADED: (
                "split",
                split.Split(self.env, tokenizers, cut=one_topic_one_chunk, most=2).document,
            ),
            CHUNKS_SPLIT: ("embed", Embed(self.env, LazyPool[Any](lambda _: self.embedding, "")).embed_chunks),
            CHUNKS_EMBEDDED: ("store", store.Store(self.env).batch),
        }

    @property
    def queue(self) -> deque[Event]:
        return self.broker.events

    @queue.setter
    def queue(self, events: deque[Event]) -> None:
        self.broker.events = events

    def embed_for(self, model: str) -> None:
        """Let documents be accepted for the index of this model."""
        env, settings = self.env, Settings(embedder=model)
        self.ingest, self.embedder = Ingest(env.records, env.blobs, env.broker, settings), model

    def upload(self, *paragraphs: str) -> None:
        """Accept and admit the document with this text."""
        content = "\n\n".join(paragraphs).encode()
        self.ingest.accept(UploadedFile("default", "notes.txt", "text/plain", content, {}))
        self.ingest.admit()

    def revise(self, **metadata: str) -> None:
        """Give the document other metadata."""
        self.ingest.revise(self.state(), metadata)
        self.ingest.admit()

    def deliver(self, event: Event) -> None:
        """Run the step that takes the event; its reply goes on."""
        stage, step = self.steps[event.type]
        reply = step(Work(stage=stage, event=event, data=decode(event.data, TYPES[event.type]), tenant="default"))
        if reply and reply.type != DOCUMENT_INDEXED:
            self.queue.append(reply)

    def step(self, type_: str) -> list[Event]:
        """Deliver everything of this type that waits now; return what was delivered."""
        chosen = [event for event in self.queue if event.type == type_]
        for event in chosen:
            self.queue.remove(event)
            self.deliver(event)
        return chosen

    def run(self) -> None:
        """Deliver until nothing waits any more."""
        while self.queue:
            self.deliver(self.queue.popleft())

    def asked(self) -> list[str]:
        """Return the texts that were embedded since this was last asked."""
        asked, self.embedding.asked = self.embedding.asked, []
        return asked

    def stored(self) -> dict[str, bytes]:
        """Return the vector of each text in the index."""
        rows = [json.loads(line) for line in self.passages.dump()]
        return {row["text"]: base64.b64decode(row["vector"]) for row in rows}

    def state(self) -> DocumentState:
        state = self.records.state(DocumentKey(IndexKey("default", self.embedder), DOCUMENT))
        assert state is not None
        return state


@pytest.fixture
def chain(tmp_path: Path) -> Chain:
    """The steps with stores of their own, batches of two chunks, and nothing indexed yet."""
    return Chain(tmp_path)


@pytest.fixture
def indexed(chain: Chain) -> Chain:
    """The same with a document of six chunks indexed."""
    chain.upload(*map(topic, range(6)))
    chain.run()
    assert (len(chain.asked()), chain.state().phase) == (6, "indexed")
    return chain


def test_of_letters_that_the_embedder_does_not_know_a_document_says_what_helps(chain: Chain) -> None:
    chain.upload("Маяк на острове построен в 1910 году. Its keeper is Ms Otte.")
    chain.run()
    [warning] = chain.state().warnings
    assert "Cyrillic letters, which the embedder all-MiniLM-L6-v2 does not know" in warning
    assert "./build.sh reindex --model multilingual-e5-small" in warning


def test_a_changed_paragraph_is_all_that_is_embedded(indexed: Chain) -> None:
    before = indexed.stored()
    indexed.upload(*map(topic, range(3)), topic(77), *map(topic, range(4, 6)))
    indexed.run()
    assert (indexed.asked(), indexed.state().reused) == ([topic(77)], 5)
    after = indexed.stored()
    assert after.keys() == before.keys() - {topic(3)} | {topic(77)}
    assert all(after[text] == before[text] for text in after.keys() & before.keys())


def test_other_metadata_embeds_nothing(indexed: Chain) -> None:
    before = indexed.stored()
    indexed.revise(year="2026")
    indexed.run()
    assert (indexed.asked(), indexed.state().reused, indexed.stored()) == ([], 6, before)


def test_a_batch_that_is_embedded_twice_gives_the_same_event_twice(indexed: Chain) -> None:
    indexed.upload(topic(77), *map(topic, range(1, 6)))
    indexed.step(DOCUMENT_UPLOADED)
    batches = indexed.step(CHUNKS_SPLIT)
    first = list(indexed.queue)
    indexed.queue.clear()
    for event in batches:
        indexed.deliver(event)
    assert [(event.id, event.data) for event in indexed.queue] == [(event.id, event.data) for event in first]


def test_batches_may_come_in_any_order(indexed: Chain) -> None:
    indexed.upload(topic(77), *map(topic, range(1, 5)), topic(88))
    for type_ in (DOCUMENT_UPLOADED, CHUNKS_SPLIT):
        indexed.step(type_)
    indexed.queue = deque(reversed(indexed.queue))
    indexed.run()
    assert (indexed.state().phase, sorted(indexed.stored())) == ("indexed", sorted(map(topic, (77, 1, 2, 3, 4, 88))))
    assert sorted(indexed.asked()) == [topic(77), topic(88)]


def test_an_upload_that_is_delivered_twice_leaves_the_same_index(indexed: Chain) -> None:
    indexed.upload(topic(77), *map(topic, range(1, 6)))
    indexed.queue.append(indexed.queue[0])
    indexed.run()
    assert (indexed.state().phase, sorted(indexed.stored())) == ("indexed", sorted(map(topic, (77, 1, 2, 3, 4, 5))))
    assert set(indexed.asked()) == {topic(77)}


def test_what_a_lost_attempt_has_stored_is_not_embedded_again(chain: Chain) -> None:
    chain.upload(*map(topic, range(6)))
    (upload,) = chain.step(DOCUMENT_UPLOADED)
    chain.deliver(chain.queue.popleft())  # embed
    chain.deliver(chain.queue.pop())  # store
    first = chain.asked()
    chain.queue.clear()  # the Broker loses the rest
    chain.deliver(upload)
    chain.run()
    assert sorted(first + chain.asked()) == sorted(map(topic, range(6)))
    assert chain.state().phase == "indexed"


def test_vectors_stay_though_the_older_passages_are_gone_before_the_batch_is_embedded(indexed: Chain) -> None:
    before = indexed.stored()
    indexed.upload(topic(77), *map(topic, range(1, 6)))
    indexed.step(DOCUMENT_UPLOADED)
    indexed.passages.remove_before(indexed.state().key, indexed.state().generation)
    indexed.run()
    assert indexed.asked() == [topic(77)]
    assert indexed.stored()[topic(1)] == before[topic(1)]


def test_the_index_of_another_model_takes_no_vectors_of_this_one(indexed: Chain) -> None:
    indexed.embed_for("e5-small-v2")
    indexed.upload(*map(topic, range(6)))
    indexed.run()
    assert (len(indexed.asked()), indexed.state().reused, indexed.state().phase) == (6, 0, "indexed")


def test_a_deletion_ends_what_was_on_its_way_with_known_vectors(indexed: Chain) -> None:
    indexed.upload(topic(77), *map(topic, range(1, 6)))
    indexed.step(DOCUMENT_UPLOADED)
    state = indexed.state()
    indexed.records.write(replace(fact(state, "deleted"), generation=next_generation(state.generation)))
    indexed.passages.remove_before(state.key, Generation("~"))
    indexed.run()
    assert indexed.stored() == {}


def late(chain: Chain) -> None:
    """Let everything that waits in the queue have waited for long."""
    arrived = {"knativearrivaltime": "2026-01-31T12:00:00Z"}
    chain.queue = deque(event.extended(**arrived) for event in chain.queue)


def test_of_a_document_that_is_uploaded_again_and_again_only_the_last_is_embedded(chain: Chain) -> None:
    """Split each time at once, while the embedder is behind: what it comes to in the end is embedded once."""
    for round_ in range(5):
        chain.upload(*(topic(100 * round_ + number) for number in range(6)))
        chain.step(DOCUMENT_UPLOADED)
    late(chain)
    chain.run()
    assert sorted(chain.asked()) == sorted(topic(400 + number) for number in range(6))
    assert (chain.state().phase, len(chain.stored())) == ("indexed", 6)


def test_a_batch_that_waited_and_is_stored_meanwhile_is_not_embedded_again(chain: Chain) -> None:
    chain.upload(*map(topic, range(2)))
    chain.step(DOCUMENT_UPLOADED)
    doubled = chain.queue[0].extended(id="another attempt", attempt="2")
    chain.run()
    chain.queue.append(doubled)
    late(chain)
    chain.run()
    assert len(chain.asked()) == 2


def test_a_batch_that_did_not_wait_is_embedded_without_a_look_at_the_records(chain: Chain) -> None:
    chain.upload(*map(topic, range(2)))
    chain.step(DOCUMENT_UPLOADED)
    chain.queue[0] = chain.queue[0].extended(knativearrivaltime=datetime.now(UTC).isoformat())
    without_records = Embed(env_of(blobs=chain.env.blobs.get()), LazyPool[Any](lambda _: chain.embedding, ""))
    chain.steps[CHUNKS_SPLIT] = ("embed", without_records.embed_chunks)
    chain.step(CHUNKS_SPLIT)
    assert len(chain.asked()) == 2


def test_a_producers_upload_takes_the_place_of_an_absurd_generation(chain: Chain) -> None:
    chain.upload(topic(1))
    absurd = replace(fact(chain.state(), "uploaded"), generation=Generation("ffffffff-ffff-ffff-ffff-ffffffffffff"))
    chain.records.write(replace(absurd, data=msgspec.to_builtins(chain.state().upload)))
    chain.queue.clear()
    now = {"time": datetime.now(UTC).isoformat()}
    chain.deliver(make(DOCUMENT_UPLOADED, "/producer", "1", {"name": "notes.txt", "content": topic(2)}, now))
    chain.run()
    assert (chain.state().phase, list(chain.stored())) == ("indexed", [topic(2)])
