"""The client and the gateway itself, between a store and a Broker that only records: what goes wrong, as it is told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minirag import Rejected, Stage
from tests.unit.client.conftest import Make
from tests.unit.gateway.serving import Serving, serving, until


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def client(make: Make, gateway: Serving) -> Any:
    return make(gateway.url)


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path, api_key="the-key") as served:
        yield served


@pytest.mark.parametrize("key", ["", "another-key"])
def test_a_wrong_key_is_rejected_and_the_right_one_opens(make: Make, locked: Serving, key: str) -> None:
    with pytest.raises(Rejected, match=r"wants its key.*set MINIRAG_KEY") as raised:
        list(make(locked.url, key).documents())
    assert raised.value.status == 401
    assert list(make(locked.url, "the-key").documents()) == []


def test_a_stream_with_a_wrong_key_is_rejected_before_it_begins(make: Make, locked: Serving) -> None:
    with pytest.raises(Rejected, match="wants its key"), make(locked.url, "wrong").stream("Where?"):
        raise AssertionError("the block is not entered")


@pytest.mark.parametrize("call", ["ask", "search"])
def test_a_filter_that_does_not_exist_is_rejected_by_its_name(client: Any, call: str) -> None:
    with pytest.raises(Rejected, match=r"filters\.colections: there is no such field"):
        getattr(client, call)("Where?", filters={"colections": ["notes"]})


def test_a_value_of_a_wrong_type_is_rejected_by_its_name(client: Any) -> None:
    with pytest.raises(Rejected, match=r"options\.passages: .*int") as raised:
        client.ask("Where?", options={"passages": "three"})
    assert raised.value.status == 422


def test_a_document_or_conversation_that_is_not_there_is_rejected(client: Any) -> None:
    for call in (client.document, client.content, client.delete, client.conversation):
        with pytest.raises(Rejected, match="there is no such") as raised:
            call("019c13ec-9e00-72d7-9642-b726b0440162")
        assert raised.value.status == 404


def test_of_a_collection_that_does_not_exist_there_are_no_documents(client: Any) -> None:
    client.upload(b"text", "a.txt", metadata={"collection": "notes"})
    assert [one.name for one in client.documents(collections=["notes"])] == ["a.txt"]
    assert list(client.documents(collections=["nots"])) == []


def test_a_file_that_is_too_large_is_rejected(client: Any) -> None:
    with pytest.raises(Rejected) as raised:
        client.upload(b"x" * 1001, "a.txt")
    assert raised.value.status == 413


def test_what_is_uploaded_comes_back_with_its_metadata_and_goes(client: Any) -> None:
    document = client.upload("Größe".encode(), "notes/Größe.txt", metadata={"tags": ["a", "b"], "year": "2026"})
    assert (document.name, document.metadata) == ("notes/Größe.txt", {"tags": "a, b", "year": "2026"})
    assert client.content(document.id).decode() == "Größe"
    assert client.patch(document.id, {"year": None}).metadata == {"tags": "a, b"}
    client.delete(document.id)
    assert client.find("notes/Größe.txt") is None


def test_a_question_ends_for_the_gateway_when_its_client_leaves_in_mid_stream(client: Any, gateway: Serving) -> None:
    with client.stream("Where?") as events:
        assert isinstance(next(events), Stage)
        assert gateway.waits()
    until(lambda: not gateway.waits(), "the gateway waits no longer")
