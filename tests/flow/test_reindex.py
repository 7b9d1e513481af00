"""Another embedding model without a wipe: questions are asked all the while, none fails, and none mixes two indexes."""

import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.conftest import prepared_or_skipped
from tests.running import Running, running
from tests.system import PATIENCE, until

OLD, NEW = "all-MiniLM-L6-v2", "multilingual-e5-small"
FACTS = {
    "normandy.md": "Normandy is a region in the north of France, named after the Normans.",
    "tower.md": "The Eiffel Tower in Paris is 330 metres high and was built in 1889.",
    "bread.md": "Sourdough bread is leavened by wild yeast and lactic acid bacteria.",
    "tides.md": "The tides are caused by the gravity of the Moon and, to a lesser degree, of the Sun.",
    "bees.md": "A honey bee colony has one queen, some hundred drones and thousands of workers.",
    "glass.md": "Glass is made by melting sand with soda and lime at about 1500 degrees.",
}
QUESTIONS = {
    "In what country is Normandy located?": "normandy.md",
    "How high is the Eiffel Tower?": "tower.md",
    "What causes the tides?": "tides.md",
    "What is glass made of?": "glass.md",
}


class Asking:
    """Asks one question after the other in another thread, until it is told to stop."""

    def __init__(self, url: str) -> None:
        self.answers: list[tuple[str, dict[str, Any]]] = []
        self.failures: list[str] = []
        self._url, self._stop = url, threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        with httpx.Client(base_url=self._url, timeout=PATIENCE, trust_env=False) as client:
            while not self._stop.is_set():
                for question in QUESTIONS:
                    answer = client.post("/ask", json={"question": question, "options": {"max_tokens": 8}})
                    if answer.is_success:
                        self.answers.append((question, answer.json()))
                    else:
                        self.failures.append(answer.text)


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    request.getfixturevalue("prepared")
    prepared_or_skipped(NEW)
    with running(tmp_path_factory.mktemp("home")) as local:
        for name, text in FACTS.items():
            local.upload(name, text)
        for name in FACTS:
            local.wait_for(name)
        yield local


@pytest.fixture(scope="module")
def asking(house: Running) -> Iterator[Asking]:
    """Questions that are asked all the while, through the tests of this file in their order."""
    asker = Asking(house.url)
    until(lambda: asker.answers or asker.failures, "the first answer")
    yield asker
    asker.stop()


def reindex(house: Running, model: str, *, switch: bool) -> dict[str, Any]:
    response = house.http.post("/index", json={"model": model, "switch": switch})
    return dict(response.raise_for_status().json())


def index(house: Running) -> dict[str, Any]:
    return dict(house.http.get("/index").raise_for_status().json())


def answers_by(house: Running, asking: Asking, model: str) -> None:
    """Wait for a round of answers that all come from this model's index."""
    until(lambda: index(house)["active"] == model, f"{model} answers")
    count, everything = len(asking.answers), len(QUESTIONS)

    def round_done() -> bool:
        new = asking.answers[count:]  # the first of them may have been asked before, or by what the gateway knew then
        return len(new) >= everything and {answer["embedder"] for _, answer in new[-everything:]} == {model}

    until(round_done, f"a round of questions is answered by {model}")


def test_the_first_index_answers_while_the_second_is_made(house: Running, asking: Asking) -> None:
    reindex(house, NEW, switch=False)
    until(lambda: index(house)["reindexing"]["whole"], "the second index is whole")
    assert index(house)["active"] == OLD
    assert {answer["embedder"] for _, answer in asking.answers} == {OLD}
    assert len(house.passages()) == 2 * len(FACTS)


def test_a_document_that_is_uploaded_meanwhile_comes_into_both(house: Running, asking: Asking) -> None:
    house.upload("late.md", "The Rhine flows into the North Sea near Rotterdam.")
    house.wait_for("late.md")
    until(lambda: sum(one["name"] == "late.md" for one in house.passages()) == 2, "the late document is in both")


def test_the_switch_is_made_at_once(house: Running, asking: Asking) -> None:
    reindex(house, NEW, switch=True)
    answers_by(house, asking, NEW)


def test_what_is_uploaded_after_the_switch_is_answered_from_the_new_index(house: Running, asking: Asking) -> None:
    house.upload("new.md", "The Danube rises in the Black Forest and flows into the Black Sea.")
    house.wait_for("new.md")
    answer = house.ask("Where does the Danube rise?")
    assert (answer["embedder"], answer["citations"][0]["name"]) == (NEW, "new.md")


def test_texts_of_others_are_embedded_by_the_model_that_answers(house: Running, asking: Asking) -> None:
    embedded = house.http.post("/v1/embeddings", json={"input": "the Danube"}).raise_for_status().json()
    models = [model["id"] for model in house.http.get("/v1/models").raise_for_status().json()["data"]]
    assert embedded["model"] == NEW
    assert NEW in models


def test_the_way_back_brings_along_what_came_since(house: Running, asking: Asking) -> None:
    reindex(house, OLD, switch=True)
    answers_by(house, asking, OLD)
    answer = house.ask("Where does the Danube rise?")
    assert (answer["embedder"], answer["citations"][0]["name"]) == (OLD, "new.md")


def test_no_question_failed_and_none_mixed_the_two_indexes(house: Running, asking: Asking) -> None:
    asking.stop()
    assert asking.failures == []
    model_of = {one["id"]: one["model"] for one in house.passages()}
    for question, answer in asking.answers:
        cited = {model_of[citation["id"]] for citation in answer["citations"]}
        assert cited == {answer["embedder"]}, question
        assert answer["citations"][0]["name"] == QUESTIONS[question]
    assert {answer["embedder"] for _, answer in asking.answers} == {OLD, NEW}
    print(f"{len(asking.answers)} questions were answered")


def test_a_deleted_document_is_in_no_index(house: Running, asking: Asking) -> None:
    house.http.delete(f"/documents/{house.id_of('bees.md')}").raise_for_status()
    until(lambda: not any(one["name"] == "bees.md" for one in house.passages()), "its passages are gone")


def test_the_index_that_answers_is_not_dropped(house: Running, asking: Asking) -> None:
    response = house.http.delete(f"/index/{OLD}")
    assert (response.status_code, "switch" in response.json()["detail"]) == (409, True)


def test_a_model_whose_weights_are_not_here_is_refused_before_anything_begins(house: Running, asking: Asking) -> None:
    response = house.http.post("/index", json={"model": "bge-m3"})
    assert response.status_code == 503
    assert "python -m model.prepare bge-m3" in response.json()["detail"]
    assert index(house)["reindexing"] is None


def test_an_unknown_model_is_refused(house: Running, asking: Asking) -> None:
    response = house.http.post("/index", json={"model": "no-such-model"})
    assert (response.status_code, "no model is named" in response.json()["detail"]) == (422, True)
