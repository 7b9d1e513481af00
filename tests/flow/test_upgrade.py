"""A home whose documents an older version has read: named, read again, and the same where nothing has changed."""

import unicodedata
from collections.abc import Iterator

import httpx
import pytest

from events.identity import DocumentKey, IndexKey, document_id, generation_after
from functions.serving.settings import CHUNKER, Settings
from functions.stores.facts import DocumentState, Fact
from functions.stores.opening import open_blobs, open_passages, open_records
from functions.stores.records import Records
from tests.running import Running, running
from tests.system import until

INDEX = IndexKey("default", Settings().embedder)
COMPOSED = "Größe.md"
APART = unicodedata.normalize("NFD", COMPOSED)
FACTS = {
    "normandy.md": "Normandy is a region in the north of France, named after the Normans.",
    "tower.md": "The Eiffel Tower in Paris is 330 metres high and was built in 1889.",
    "tides.md": "The tides are caused by the gravity of the Moon and, to a lesser degree, of the Sun.",
    "bread.md": "Sourdough bread is leavened by wild yeast and lactic acid bacteria.",
    COMPOSED: "The mast of the longboat is nine metres long.",
}
REFUSED, CHANGED = "bread.md", "tides.md"
QUESTIONS = ("How high is the Eiffel Tower?", "What is bread leavened by?", "How long is the mast of the longboat?")


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    request.getfixturevalue("prepared")
    with running(tmp_path_factory.mktemp("home"), "--env", "LEASE_SECONDS=5") as local:
        for name, text in FACTS.items():
            local.upload(name, text)
        for name in FACTS:
            local.wait_for(name)
        local.settle()
        yield local


@pytest.fixture(scope="module")
def before(house: Running) -> list[str]:
    """What the older version answered, whose home this is from now on."""
    answers = [answered(house, question) for question in QUESTIONS]
    house.stop()
    records = open_records(f"sqlite://{house.home}/store.sqlite")
    for state in records.states(INDEX):
        age(records, state)
    change(house, records)
    house.start()
    return answers


def age(records: Records, state: DocumentState) -> None:
    """Put a document on record as a version of before had it, with the accents of its name apart."""
    assert state.upload is not None
    facts = records.facts(state.key, state.generation)
    records.forget(state.tenant, state.document, state.generation)
    name = unicodedata.normalize("NFD", state.upload.name)
    key = DocumentKey(state.key.index, document_id(state.tenant, name))
    of_before = {"fingerprint": f"chunker-{CHUNKER - 1}/{state.model}", "name": name}
    for fact in facts:
        data = {**fact.data, **(of_before if fact.kind == "uploaded" else {})}
        data.pop("reader", None)
        records.write(
            Fact(key=key, generation=fact.generation, kind=fact.kind, at=fact.at, number=fact.number, data=data)
        )


def change(house: Running, records: Records) -> None:
    """Have the newer reader refuse one document, and bring other text of another one."""
    blobs = open_blobs((house.home / "blobs").as_uri())
    refused, changed = (records.state(DocumentKey(INDEX, document_id("default", name))) for name in (REFUSED, CHANGED))
    assert refused is not None
    assert refused.upload is not None
    assert changed is not None
    blobs.put(refused.upload.dataref, b"%PDF-1.4 that is cut off")
    open_passages(f"sqlite://{house.home}/store.sqlite").remove_before(
        changed.key, generation_after(changed.generation)
    )


def answered(house: Running, question: str) -> str:
    return str(house.ask(question)["answer"])


def rereading(house: Running) -> dict[str, object] | None:
    found: dict[str, object] | None = house.http.get("/index").raise_for_status().json()["rereading"]
    return found


def test_what_an_older_version_has_read_is_named(house: Running, before: list[str]) -> None:
    told = rereading(house)
    assert told is not None
    assert (told["documents"], len(told["names"])) == (len(FACTS), 3)  # type: ignore[arg-type]
    assert house.http.get("/documents").json()["rereading"] == told


def test_it_is_read_again_by_itself_although_the_runtime_is_killed_over_it(house: Running, before: list[str]) -> None:
    house.tick()
    house.kill()
    house.start()

    def done() -> bool:
        house.tick()  # which comes every five minutes by itself
        documents = house.http.get("/documents").json()
        return documents["rereading"] is None and set(documents["counts"]) == {"indexed"}

    until(done, "everything has been read again")
    house.settle()


def test_only_what_changed_is_embedded(house: Running, before: list[str]) -> None:
    embedded = {name: house.document(name)["chunks"] - house.document(name)["reused"] for name in FACTS}
    assert {name: count for name, count in embedded.items() if count and name != REFUSED} == {CHANGED: 1}


def test_the_answers_are_the_same(house: Running, before: list[str]) -> None:
    assert [answered(house, question) for question in QUESTIONS] == before


def test_what_the_newer_version_refuses_is_still_there_and_says_so(house: Running, before: list[str]) -> None:
    document = house.document(REFUSED)
    assert (document["phase"], document["chunks"]) == ("indexed", 1)
    assert "a newer version could not read it, and its text of before stays" in document["warnings"][0]


def test_a_name_in_another_spelling_is_one_document_now(house: Running, before: list[str]) -> None:
    def names() -> list[str]:
        house.tick()
        return [one["name"] for one in house.http.get("/documents").json()["documents"]]

    until(lambda: sorted(names()) == sorted(FACTS), "the other spelling is gone")
    assert house.http.get(f"/documents/{document_id('default', APART)}").status_code == httpx.codes.NOT_FOUND
