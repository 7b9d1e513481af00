"""The models under /v1: from which documents they answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.event import Event
from tests.unit.gateway.serving import Asker, Serving, serving, whole

WHERE = [{"role": "user", "content": "Where?"}]


@pytest.fixture
def chatting(gateway: Serving) -> Iterator[Asker]:
    """Chats with a gateway that has documents of two collections."""
    for number, collection in enumerate(("letters", "contracts", "contracts", "")):
        gateway.upload(f"{number}.txt", b"text", metadata=f'{{"collection": "{collection}"}}')
    asker = Asker(gateway, "/v1/chat/completions", messages=WHERE)
    yield asker
    asker.close()


def asked(gateway: Serving, chatting: Asker, **body: Any) -> tuple[str, Event]:
    """Chat; return the model that the reply names, and the event that the Broker got."""
    response, event = chatting.asked(**body)
    gateway.stream(event, whole(event))
    return str(response.result().json()["model"]), event


def filters(event: Event) -> object:
    return msgspec.json.decode(event.data).get("filters")


def not_found(gateway: Serving, model: str) -> str:
    """Chat with a model that is not there; return what is said."""
    response = gateway.http.post("/v1/chat/completions", json={"messages": WHERE, "model": model})
    found = response.json()["error"]
    assert (response.status_code, found["code"], found["param"]) == (404, "model_not_found", "model")
    return str(found["message"])


def test_the_models_are_the_one_that_answers_the_one_that_embeds_and_the_one_alone(gateway: Serving) -> None:
    body, settings = gateway.http.get("/v1/models").json(), gateway.settings
    assert body["object"] == "list"
    assert [one["id"] for one in body["data"]] == [settings.generator, settings.embedder, f"{settings.generator}:plain"]
    assert {one["owned_by"] for one in body["data"]} == {"minirag"}


def test_an_embedder_is_marked_as_one_and_the_model_alone_as_knowing_no_documents(gateway: Serving) -> None:
    _, embedder, alone = gateway.http.get("/v1/models").json()["data"]
    assert (embedder["type"], alone["type"]) == ("embeddings", "llm")
    assert "no documents" in alone["description"]


@pytest.mark.usefixtures("chatting")
def test_each_collection_is_a_model(gateway: Serving) -> None:
    names = [one["id"] for one in gateway.http.get("/v1/models").json()["data"]]
    assert names[3:] == ["minirag:contracts", "minirag:letters"]
    assert gateway.http.get("/v1/models/minirag:letters").json()["id"] == "minirag:letters"


def test_a_collections_model_answers_from_its_documents_alone(gateway: Serving, chatting: Asker) -> None:
    model, event = asked(gateway, chatting, model="minirag:contracts", filters={"tags": ["rent"]})
    assert (model, filters(event)) == ("minirag:contracts", {"collections": ["contracts"], "tags": ["rent"]})


@pytest.mark.parametrize(("wanted", "kept"), [(["contracts", "letters"], ["contracts"]), (["letters"], [])])
def test_a_filter_beside_a_collections_model_holds_too(
    gateway: Serving, chatting: Asker, wanted: list[str], kept: list[str]
) -> None:
    _, event = asked(gateway, chatting, model="minirag:contracts", filters={"collections": wanted})
    assert filters(event) == {"collections": kept}


def test_the_generators_name_or_none_answers_from_all_documents(gateway: Serving, chatting: Asker) -> None:
    for model in (gateway.settings.generator, ""):
        assert filters(asked(gateway, chatting, model=model)[1]) == {}


@pytest.mark.usefixtures("chatting")
def test_an_unknown_collection_is_not_found_and_those_there_are_are_named(gateway: Serving) -> None:
    assert "minirag:contracts, minirag:letters" in not_found(gateway, "minirag:invoices")
    assert gateway.http.get("/v1/models/minirag:invoices").status_code == 404


def test_a_collection_without_a_name_is_none(gateway: Serving) -> None:
    not_found(gateway, "minirag:")


def test_an_unknown_model_is_not_found_and_those_there_are_are_named(gateway: Serving) -> None:
    assert gateway.settings.generator in not_found(gateway, "gpt-4o")
    response = gateway.http.get("/v1/models/gpt-4o")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "model_not_found")


def test_an_embedder_is_no_model_to_chat_with(gateway: Serving) -> None:
    not_found(gateway, gateway.settings.embedder)


def test_where_the_model_may_not_write_alone_it_is_neither_listed_nor_found(tmp_path: Path) -> None:
    with serving(tmp_path, plain_generation=False) as gateway:
        assert len(gateway.http.get("/v1/models").json()["data"]) == 2
        assert "PLAIN_GENERATION" in not_found(gateway, f"{gateway.settings.generator}:plain")


def test_a_model_is_found_by_a_name_with_slashes_too(tmp_path: Path) -> None:
    with serving(tmp_path, generator="hf:owner/repo/file.gguf@main") as gateway:
        response = gateway.http.get("/v1/models/hf:owner/repo/file.gguf@main")
        alone = gateway.http.get("/v1/models/hf:owner/repo/file.gguf@main:plain")
    assert response.json()["id"] == "hf:owner/repo/file.gguf@main"
    assert alone.json()["id"] == "hf:owner/repo/file.gguf@main:plain"


def test_a_model_that_is_a_path_is_shown_by_its_files_name(tmp_path: Path) -> None:
    with serving(tmp_path, generator="/srv/secret/folder/my.gguf") as gateway:
        listed = gateway.http.get("/v1/models").json()
        found = gateway.http.get("/v1/models/my.gguf")
    assert (listed["data"][0]["id"], found.status_code) == ("my.gguf", 200)
