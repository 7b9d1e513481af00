"""The collections of passages on a real Weaviate: one for each model, and the one of earlier versions stays in use."""

import os
from collections.abc import Iterator

import msgspec
import pytest

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import Fact, Upload
from functions.stores.opening import open_passages
from functions.stores.weaviate import client as weaviate_client
from functions.stores.weaviate.client import (
    FACTS,
    PASSAGE,
    PASSAGES,
    Weaviate,
    collection_of,
)
from functions.stores.weaviate.records import WeaviateRecords
from tests.contract.stores.store_samples import Document, add, axis, search, texts

URL = os.environ.get("STORE_URL", "")
pytestmark = pytest.mark.skipif(not URL.startswith("weaviate:"), reason="set STORE_URL to run this on a real Weaviate")


@pytest.fixture
def old(tenant: str) -> Iterator[Weaviate]:
    """A server with the collection as earlier versions made it, whose uploads were for the model `old-embedder`."""
    store = Weaviate(URL)
    upload = Upload(name="a", media_type="", size=1, sha256="", fingerprint="chunker-2/old-embedder", dataref="a/b/c")
    fact = Fact(
        key=DocumentKey(IndexKey(tenant, "m"), "d"),
        generation=Generation("g"),
        kind="uploaded",
        at=1,
        data=msgspec.structs.asdict(upload),
    )
    WeaviateRecords(store).write(fact)
    weaviate_client._create(store._connected(), PASSAGES, PASSAGE, replicas=1)
    store.close()
    yield store
    store._connected().collections.delete(PASSAGES)
    store.collection(FACTS).data.delete_by_id(fact.id)
    store.close()


def test_the_collection_of_an_earlier_version_is_that_of_the_model_it_was_made_for(old: Weaviate) -> None:
    assert old.passages_of("old-embedder") == PASSAGES
    assert old.passages_of("new-embedder") == collection_of("new-embedder")


def test_its_passages_are_searched_beside_those_of_other_models(old: Weaviate, tenant: str) -> None:
    first, second = Document(tenant, "a", model="old-embedder"), Document(tenant, "b", model="new-embedder")
    passages = open_passages(URL + "&of=this-test")  # a connection of its own, which has not seen the server before
    add(passages, (first.passage("shared one"), axis(0)), (second.passage("shared two"), axis(0)))
    assert old.collection(PASSAGES).tenants.exists(tenant)
    assert texts(search(passages, tenant, "shared", axis(0), model="old-embedder")) == ["shared one"]
    assert texts(search(passages, tenant, "shared", axis(0), model="new-embedder")) == ["shared two"]


@pytest.mark.parametrize(
    ("model", "name"),
    [("e5", "MiniragPassage_e5"), ("a-b/c", "MiniragPassage_a_2db_2fc"), ("ü_", "MiniragPassage__c3_bc_5f")],
)
def test_every_model_has_a_collection_of_a_name_of_its_own(model: str, name: str) -> None:
    assert collection_of(model) == name
