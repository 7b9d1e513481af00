"""GET, POST and DELETE under /index, in front of a function that has every model but one."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from events.identity import DocumentKey, IndexKey, document_id, now_ms
from events.registry import DOCUMENT_UPLOADED
from events.texts import TextsEmbedded, TextsGiven
from functions.documents.progress import fact
from functions.stores.index_plans import IndexPlan
from tests.unit.gateway.serving import Serving, serving

OLD, NEW, ABSENT = "all-MiniLM-L6-v2", "bge-small-en-v1.5", "bge-m3"


class Embedding(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        given = msgspec.json.decode(self.rfile.read(int(self.headers["content-length"])), type=TextsGiven)
        status, answer = 200, msgspec.json.encode(TextsEmbedded(dims=1, vectors="AAAAAA==", tokens=1))
        if given.model == ABSENT:
            status, answer = 503, b'{"detail": "the weights are not prepared"}'
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Serving]:
    """A gateway with one indexed document."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Embedding) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        with serving(tmp_path, embed_url=f"http://127.0.0.1:{server.server_address[1]}") as gateway:
            gateway.upload("a.txt", b"text")
            gateway.happen("a.txt", "current", chunks=1, ms=1)
            yield gateway
        server.shutdown()


def index_new(gateway: Serving) -> None:
    """Do what the functions do for the document on its way into the new index."""
    state = gateway.records.state(DocumentKey(IndexKey("default", NEW), document_id("default", "a.txt")))
    assert state is not None
    gateway.records.write(fact(state, "current", chunks=1, ms=1))


def begun(gateway: Serving, model: str = NEW, *, switch: bool = False) -> dict[str, object]:
    response = gateway.http.post("/index", json={"model": model, "switch": switch})
    assert response.status_code == 202
    return dict(response.json())


def test_without_any_plan_the_index_of_the_deployments_model_answers(gateway: Serving) -> None:
    assert gateway.http.get("/index").json() == {
        "active": OLD,
        "indexes": [{"model": OLD, "documents": {"indexed": 1}}],
        "reindexing": None,
        "rereading": None,
    }


def test_a_new_index_is_begun_at_once_and_shown(gateway: Serving) -> None:
    begun(gateway)
    event = gateway.broker.of_type(DOCUMENT_UPLOADED)[-1]
    assert msgspec.json.decode(event.data)["model"] == NEW
    shown = gateway.http.get("/index").json()
    assert shown["active"] == OLD
    assert shown["reindexing"] == {
        "model": NEW,
        "indexed": 0,
        "documents": 1,
        "switch": False,
        "whole": False,
        "failed": [],
    }


def test_a_whole_index_becomes_the_active_one_when_told(gateway: Serving) -> None:
    begun(gateway)
    index_new(gateway)
    assert begun(gateway, switch=True)["active"] == NEW


def test_the_list_of_documents_says_that_another_index_is_made(gateway: Serving) -> None:
    begun(gateway)
    listed = gateway.http.get("/documents").json()
    assert listed["reindexing"] == {"model": NEW, "indexed": 0, "documents": 1}
    assert [one["state"] for one in listed["documents"]] == ["indexed"]


@pytest.mark.parametrize(
    ("model", "status", "said"),
    [(ABSENT, 503, "not prepared"), ("unheard-of", 422, "no model is named"), ("gemma-3-270m", 422, "to generate")],
)
def test_a_model_that_cannot_embed_here_is_refused_and_nothing_begins(
    gateway: Serving, model: str, status: int, said: str
) -> None:
    response = gateway.http.post("/index", json={"model": model})
    assert (response.status_code, said in response.json()["detail"]) == (status, True)
    assert gateway.records.plan("default") is None


def test_the_index_that_answers_and_the_one_being_made_are_not_dropped(gateway: Serving) -> None:
    begun(gateway)
    assert [gateway.http.delete(f"/index/{model}").status_code for model in (OLD, NEW)] == [409, 409]


def test_the_former_index_is_kept_while_questions_may_look_into_it(gateway: Serving) -> None:
    begun(gateway)
    index_new(gateway)
    begun(gateway, switch=True)
    response = gateway.http.delete(f"/index/{OLD}")
    assert (response.status_code, "try again in" in response.json()["detail"]) == (409, True)


def test_afterwards_it_can_be_dropped(gateway: Serving) -> None:
    begun(gateway)
    index_new(gateway)
    begun(gateway, switch=True)
    plan = gateway.records.plan("default")
    assert plan is not None
    gateway.records.write_plan(replace(plan, number=plan.number + 1, at=now_ms() - 3_600_000))
    assert [one["model"] for one in gateway.http.delete(f"/index/{OLD}").json()["indexes"]] == [NEW]


def test_a_question_bears_the_model_of_the_active_index(gateway: Serving) -> None:
    gateway.records.write_plan(IndexPlan(tenant="default", number=1, at=1, active=NEW))
    with gateway.http.stream("POST", "/ask", json={"question": "Why?", "stream": True}):
        assert msgspec.json.decode(gateway.broker.question().data)["embedder"] == NEW


def test_a_deleted_document_is_deleted_in_every_index(gateway: Serving) -> None:
    begun(gateway)
    document = document_id("default", "a.txt")
    gateway.http.delete(f"/documents/{document}")
    states = [gateway.records.state(DocumentKey(IndexKey("default", model), document)) for model in (OLD, NEW)]
    assert [state.phase for state in states if state] == ["deleted", "deleted"]
