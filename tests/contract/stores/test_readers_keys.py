"""The keys of the functions that only read, on real servers: all that they need is allowed, and nothing else."""

import os
from collections.abc import Iterator

import pytest

from events.errors import MiniRAGError, Unavailable
from events.identity import DocumentKey, IndexKey
from functions.stores.objects import ObjectBlobs
from functions.stores.weaviate.client import Weaviate, collection_of
from functions.stores.weaviate.passages import WeaviatePassages
from functions.stores.weaviate.records import WeaviateRecords
from tests.contract.stores.store_samples import Document, add, axis, search, texts

KEYS = [name for name in os.environ if name.startswith("READER_")]
pytestmark = pytest.mark.skipif(not KEYS, reason="run by servers.sh, whose servers have a user that only reads")
OBJECT = "default/uploads/read-me"


@pytest.fixture
def writer(tenant: str) -> Iterator[Weaviate]:
    store = Weaviate(os.environ["STORE_URL"])
    store.models()
    yield store
    store.close()


@pytest.fixture
def reader(writer: Weaviate, monkeypatch: pytest.MonkeyPatch) -> Iterator[Weaviate]:
    """A connection by the reader's key; the writer's is open already."""
    as_reader(monkeypatch)
    store = Weaviate(os.environ["STORE_URL"])
    yield store
    store.close()


@pytest.fixture
def blobs(monkeypatch: pytest.MonkeyPatch) -> ObjectBlobs:
    """The blobs by the reader's key, with one object in them."""
    ObjectBlobs.at_url(os.environ["BLOBS_URL"]).put(OBJECT, b"content")
    as_reader(monkeypatch)
    return ObjectBlobs.at_url(os.environ["BLOBS_URL"])


def as_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.setenv(name.removeprefix("READER_"), os.environ[name])


def test_a_reader_finds_what_a_writer_has_stored(writer: Weaviate, reader: Weaviate, tenant: str) -> None:
    document = Document(tenant, "a", model="read-by-others")
    add(WeaviatePassages(writer), (document.passage("ibexes climb"), axis(0)))
    assert texts(search(WeaviatePassages(reader), tenant, "ibexes", axis(0), model="read-by-others")) == [
        "ibexes climb"
    ]


def test_a_reader_looks_at_records_and_conversations(reader: Weaviate, tenant: str) -> None:
    records = WeaviateRecords(reader)
    assert records.current(IndexKey(tenant, "any-model"), {"a"}) == {}
    assert records.state(DocumentKey(IndexKey(tenant, "any-model"), "a")) is None
    assert (records.plan(tenant), records.turns(tenant, "a")) == (None, [])


def test_a_reader_finds_nothing_in_an_index_that_nobody_has_made(reader: Weaviate, tenant: str) -> None:
    model = f"never-made-{tenant}"
    assert search(WeaviatePassages(reader), tenant, "ibexes", axis(0), model=model) == []
    assert collection_of(model) not in reader.models().values()


def test_a_reader_stores_and_removes_nothing(writer: Weaviate, reader: Weaviate, tenant: str) -> None:
    document = Document(tenant, "a", model="read-by-others")
    add(WeaviatePassages(writer), (document.passage("ibexes climb"), axis(0)))
    passages = WeaviatePassages(reader)
    with pytest.raises(Unavailable):
        add(passages, (document.passage("another", 1), axis(1)))
    with pytest.raises(Unavailable):
        passages.drop(IndexKey(tenant, "read-by-others"))
    assert WeaviatePassages(writer).count(tenant) == 1


def test_a_reader_gets_objects(blobs: ObjectBlobs) -> None:
    assert (blobs.get(OBJECT), blobs.exists(OBJECT)) == (b"content", True)


def test_a_reader_neither_writes_nor_deletes_objects(blobs: ObjectBlobs) -> None:
    with pytest.raises(Unavailable, match="credentials"):
        blobs.put(OBJECT, b"other")
    with pytest.raises(Unavailable, match="credentials"):
        blobs.delete(OBJECT)
    assert blobs.get(OBJECT) == b"content"


def test_a_user_that_the_server_does_not_know_is_no_missing_object(
    blobs: ObjectBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    with pytest.raises(MiniRAGError, match="are the credentials right") as raised:
        ObjectBlobs.at_url(os.environ["BLOBS_URL"]).get(OBJECT)
    assert raised.value.status == Unavailable("").status
