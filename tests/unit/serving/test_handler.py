"""The adapter between HTTP and the steps."""

import uuid
from collections.abc import Callable
from queue import Queue
from typing import Any

import flask
import pytest

from events import binding
from events.documents import DocumentDeleted
from events.errors import Damaged, Rejected, Unavailable
from events.event import Event, make
from events.identity import Generation
from events.questions import QuestionAsked
from events.registry import DOCUMENT_DELETED, DOCUMENT_INDEXED, QUESTION_ASKED, QUESTION_EMBEDDED
from functions.serving.env import Env
from functions.serving.handler import expired, serve
from functions.serving.lazy import LazyResource
from functions.serving.signing import is_signed, signed, signed_address
from functions.serving.work import Work

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
KEY = "a key for tests"
Post = Callable[..., flask.Response]


def unsigned(**extensions: str) -> Event:
    return make(DOCUMENT_DELETED, "/test", "e1", DocumentDeleted(document=ID, generation=Generation(ID)), extensions)


def deleted(**extensions: str) -> Event:
    return signed(KEY, unsigned(**extensions))


def asked(**extensions: str) -> Event:
    return signed(KEY, make(QUESTION_ASKED, "/test", ID, QuestionAsked(question="why?"), extensions))


def nothing(work: Work[Any]) -> None:
    return None


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    monkeypatch.setenv("SIGNING_KEY", KEY)

    def send(step: Any, event: Event | None = None, path: str = "/", **request: Any) -> flask.Response:
        steps = {DOCUMENT_DELETED: step, QUESTION_ASKED: step}
        function = serve("stage", Env.from_environment(), steps, request.pop("resources", ()))
        if event:
            headers, body = binding.send(event)
            request |= {"method": "POST", "headers": headers, "data": body}
        with flask.Flask("test").test_request_context(path, **request):
            response = function(flask.request)
            response.close()  # as the server does when it has sent it
            return response

    return send


def test_a_step_without_a_reply_answers_204_and_nothing_else(post: Post) -> None:
    response = post(nothing, deleted())
    assert (response.status_code, response.get_data()) == (204, b"")


@pytest.fixture
def laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "127.0.0.1")  # as the local runtime tells every function


@pytest.mark.parametrize("path", ["/", "/healthz", "/wake"])
def test_on_a_laptop_a_foreign_host_is_refused_whatever_it_asks_for(post: Post, laptop: None, path: str) -> None:
    response = post(nothing, deleted(), path, base_url="http://evil.example:8080")
    assert (response.status_code, b"ALLOWED_HOSTS" in response.get_data()) == (421, True)


@pytest.mark.parametrize("host", ["127.0.0.1:23456", "localhost:8080", "store.localhost:8080"])
def test_on_a_laptop_every_loopback_name_is_its_own(post: Post, laptop: None, host: str) -> None:
    assert post(nothing, deleted(), base_url=f"http://{host}").status_code == 204


def test_on_a_laptop_the_setting_allows_more_hosts(post: Post, laptop: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "rag.example")
    assert post(nothing, deleted(), base_url="http://rag.example:8080").status_code == 204


def test_on_a_cluster_a_function_is_called_by_any_name(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOST", raising=False)
    assert post(nothing, deleted(), base_url="http://store.minirag.svc.cluster.local").status_code == 204


def broken_store(_: Work[Any]) -> None:
    raise Damaged("the store /home/store.sqlite is damaged: restore it")


def test_a_question_that_meets_a_damaged_store_is_dead_lettered_at_once_with_the_reason(post: Post) -> None:
    response = post(broken_store, asked())
    assert (response.status_code, b"/home/store.sqlite is damaged" in response.get_data()) == (424, True)


def test_a_document_that_meets_a_damaged_store_is_tried_again_for_a_while(post: Post) -> None:
    assert post(broken_store, deleted()).status_code == 503


def test_a_call_is_answered_outside_of_any_event() -> None:
    function = serve(
        "stage", Env.from_environment(), {}, (), {"/why": lambda body: QuestionAsked(question=body.decode())}
    )
    with flask.Flask("test").test_request_context("/why", method="POST", data=b"why?"):
        response = function(flask.request)
    assert (response.status_code, response.get_json()["question"]) == (200, "why?")


def test_a_reply_is_a_cloud_event_in_binary_mode(post: Post) -> None:
    response = post(lambda work: work.next(DOCUMENT_INDEXED, work.data), deleted())
    assert response.status_code == 200
    assert binding.receive(dict(response.headers), response.get_data()).type == DOCUMENT_INDEXED


def test_a_redelivered_event_gives_the_same_reply(post: Post) -> None:
    replies = [post(lambda work: work.next(DOCUMENT_INDEXED, work.data), deleted()) for _ in range(2)]
    assert replies[0].headers["ce-id"] == replies[1].headers["ce-id"]


def test_another_attempt_gives_another_id(post: Post) -> None:
    replies = [post(lambda work: work.next(DOCUMENT_INDEXED, work.data), deleted(attempt=n)) for n in ("1", "2")]
    assert replies[0].headers["ce-id"] != replies[1].headers["ce-id"]


@pytest.mark.parametrize("name", ["tenant", "traceparent", "deadline", "replyto", "attempt"])
def test_a_reply_carries_on_what_belongs_to_the_whole_way(post: Post, name: str) -> None:
    response = post(lambda work: work.next(DOCUMENT_INDEXED, work.data), deleted(**{name: "value-1"}))
    assert response.headers[f"ce-{name}"] == "value-1"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Rejected("no"), 422),
        (Rejected("no", status=413), 413),
        (Unavailable("later"), 503),
        (Unavailable("later", status=429), 429),
        (ZeroDivisionError("ours"), 500),
    ],
)
def test_an_error_becomes_the_status_that_the_broker_understands(post: Post, error: Exception, status: int) -> None:
    def step(work: Work[Any]) -> None:
        raise error

    response = post(step, deleted())
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert str(error) in response.get_json()["detail"]


def test_a_type_that_the_function_does_not_take_is_rejected(post: Post) -> None:
    assert post(nothing, make(DOCUMENT_INDEXED, "/test", "1", {})).status_code == 422


def test_data_with_faults_is_rejected_with_all_of_them(post: Post) -> None:
    event = signed(KEY, make(DOCUMENT_DELETED, "/test", "1", {"generation": 3}))
    detail = post(nothing, event).get_json()["detail"]
    assert "document: missing" in detail
    assert "generation:" in detail


def test_a_plain_post_is_a_bad_request(post: Post) -> None:
    assert post(nothing, method="POST", data=b"hello").status_code == 400


def test_health_needs_no_resources(post: Post) -> None:
    assert post(nothing, path="/healthz", resources=(LazyResource(lambda: 1 / 0),)).status_code == 200


def test_not_ready_until_the_resources_are_open(post: Post) -> None:
    broken = LazyResource[float](lambda: 1 / 0)
    assert post(nothing, path="/readyz", resources=(broken,)).status_code == 503


def test_ready_after_a_wake(post: Post) -> None:
    resource = LazyResource(lambda: "open")
    assert post(nothing, path="/wake", resources=(resource,)).status_code == 204
    assert post(nothing, path="/readyz", resources=(resource,)).status_code == 200


def broken_model() -> float:
    raise Rejected("the model is cut off")


@pytest.fixture
def unloadable(post: Post) -> LazyResource[float]:
    """A model that was tried once."""
    model = LazyResource(broken_model, is_mended_by_hand=True)
    post(nothing, path="/wake", resources=(model,))
    return model


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 200), ("0.0.0.0", 503)])  # a laptop, a pod
def test_a_model_that_cannot_be_loaded_holds_no_request_on_a_laptop_and_no_older_revision_gives_way_to_it_on_a_cluster(
    post: Post, unloadable: LazyResource[float], monkeypatch: pytest.MonkeyPatch, host: str, status: int
) -> None:
    monkeypatch.setenv("HOST", host)
    response = post(nothing, path="/readyz", resources=(unloadable,))
    assert (response.status_code, response.get_json()["detail"]) == (status, "the model is cut off")


def test_a_question_to_a_model_that_cannot_be_loaded_is_told_why_at_once_and_not_tried_again(
    post: Post, unloadable: LazyResource[float]
) -> None:
    response = post(lambda _: unloadable.get(), asked())
    assert (response.status_code, response.get_json()["detail"]) == (424, "the model is cut off")


def test_why_something_does_not_open_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    model = LazyResource(broken_model, is_mended_by_hand=True)
    for _ in range(2):
        with pytest.raises(Damaged):
            model.get()
    assert [record.message for record in caplog.records] == ["the model is cut off"]


def test_a_model_that_was_mended_is_loaded_by_the_next_question() -> None:
    found: list[float] = []
    model = LazyResource(found.pop, is_mended_by_hand=True)
    with pytest.raises(Damaged):
        model.get()
    found.append(1.0)
    assert (model.get(), model.trouble) == (1.0, "")


def test_a_wake_that_fails_is_unavailable(post: Post) -> None:
    assert post(nothing, path="/wake", resources=(LazyResource(lambda: 1 / 0),)).status_code == 503


def test_a_question_past_its_deadline_is_left_alone(post: Post) -> None:
    def step(work: Work[Any]) -> None:
        raise AssertionError("no work is to be done")

    assert post(step, asked(deadline="2020-01-01T00:00:00Z")).status_code == 204


def test_a_document_knows_no_deadline(post: Post) -> None:
    reply = post(lambda work: work.next(DOCUMENT_INDEXED, work.data), deleted(deadline="2020-01-01T00:00:00Z"))
    assert reply.status_code == 200


@pytest.mark.parametrize("deadline", ["", "soon", "2999-01-01T00:00:00Z"])
def test_without_a_sound_deadline_in_the_past_nothing_has_expired(deadline: str) -> None:
    assert not expired(asked(deadline=deadline))


def test_a_questions_reply_carries_the_time_of_each_stage(post: Post) -> None:
    event = asked(timings="embed:4.1")
    timings = post(lambda work: work.next(QUESTION_EMBEDDED, work.data), event).headers["ce-timings"]
    assert timings.startswith("embed:4.1,stage:")


def subject_seen(post: Post, event: Event) -> str:
    seen: list[str] = []
    post(lambda work: seen.append(work.subject), event)
    return seen[0]


def test_a_question_is_known_by_its_uuid(post: Post) -> None:
    assert subject_seen(post, asked()) == ID


def test_an_outside_question_with_another_kind_of_id_gets_the_same_uuid_each_time(post: Post) -> None:
    outside = make(QUESTION_ASKED, "/producer", "question 1", QuestionAsked(question="why?"))
    subject = subject_seen(post, outside)
    assert uuid.UUID(subject)
    assert subject == subject_seen(post, outside)


def tenant_seen(post: Post, event: Event) -> str:
    seen: list[str] = []
    post(lambda work: seen.append(work.tenant), event)
    return seen[0]


def test_an_unsigned_tenant_counts_as_the_default_one(post: Post) -> None:
    outside = make(QUESTION_ASKED, "/producer", "1", QuestionAsked(question="why?"), {"tenant": "other"})
    assert tenant_seen(post, outside) == "default"


def test_a_signed_tenant_is_believed(post: Post) -> None:
    assert tenant_seen(post, deleted(tenant="other")) == "other"


@pytest.mark.parametrize("tenant", ["default", "other"])
def test_every_reply_is_signed_for_the_tenant_of_its_event(post: Post, tenant: str) -> None:
    """So a stage of somebody's own signs without a line of code, even one that makes its event by hand."""
    reply = post(lambda _: make(DOCUMENT_INDEXED, "/theirs", "1", {}), deleted(tenant=tenant))
    event = binding.receive(dict(reply.headers), reply.get_data())
    assert (is_signed(KEY, event), event.get("tenant")) == (True, tenant)


def test_a_questions_reply_is_signed_with_its_timings(post: Post) -> None:
    reply = post(lambda work: work.next(QUESTION_EMBEDDED, work.data), asked())
    event = binding.receive(dict(reply.headers), reply.get_data())
    assert (is_signed(KEY, event), "stage:" in event.get("timings")) == (True, True)


def test_an_unsigned_event_of_ours_comes_to_no_step_and_is_dead_lettered_at_once(post: Post) -> None:
    def step(work: Work[Any]) -> None:
        raise AssertionError("no step is to run")

    response = post(step, unsigned())
    assert (response.status_code, "is not signed" in response.get_json()["detail"]) == (403, True)


def test_a_signed_event_with_other_data_comes_to_no_step(post: Post) -> None:
    forged = Event(deleted().attributes, unsigned().data.replace(b"019c", b"119c"))
    assert post(nothing, forged).status_code == 403


def test_without_a_key_it_is_said_what_to_set(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNING_KEY")
    response = post(nothing, asked())
    assert (response.status_code, "SIGNING_KEY" in response.get_json()["detail"]) == (503, True)


def test_only_an_address_that_we_signed_is_told_of_a_stage(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    called: Queue[str] = Queue()
    monkeypatch.setattr(
        "functions.serving.reports.Reporter.deliver", lambda _self, replyto, _message: called.put(replyto)
    )
    ours = signed_address(KEY, "http://127.0.0.1:1/answers/1")
    for replyto in ("http://127.0.0.1:1/answers/1/" + "0" * 64, "http://example.org/", ours):
        post(nothing, asked(replyto=replyto))
    assert called.get(timeout=10) == ours
    assert called.empty()
