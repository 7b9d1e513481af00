"""What a subscriber's answer means: the retry table."""

import base64
from collections.abc import Callable

import pytest

from tests.contract.broker.conftest import Broker
from tests.contract.broker.recording import Answer, Recorder
from tests.system import ON_CLUSTER

EVENT = {"ce-specversion": "1.0", "ce-type": "contract.replied", "ce-source": "/subscriber"}
STRUCTURED = {"content-type": "application/cloudevents+json"}


@pytest.mark.parametrize("status", [200, 202, 204])
def test_an_empty_success_is_delivered_once(
    broker: Broker, recorder: Recorder, event_id: str, fence: Callable[[], None], status: int
) -> None:
    recorder.script("/answer", event_id, Answer(status))
    broker.post("contract.answer", event_id)
    recorder.wait("/answer", event_id)
    fence()
    assert len(recorder.came("/answer", event_id)) == 1


@pytest.mark.parametrize("status", [404, 408, 409, 429, 500, 502, 503, 504, 0])
def test_trouble_is_retried_until_it_works(broker: Broker, recorder: Recorder, event_id: str, status: int) -> None:
    """Status 0 is a connection that was closed without an answer."""
    recorder.script("/answer", event_id, Answer(status), Answer(204))
    broker.post("contract.answer", event_id)
    recorder.wait("/answer", event_id, 2)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 410, 413, 415, 422])
def test_a_refusal_is_dead_lettered_at_once(broker: Broker, recorder: Recorder, event_id: str, status: int) -> None:
    recorder.script("/answer", event_id, Answer(status))
    broker.post("contract.answer", event_id)
    recorder.wait("/dead/answer", event_id)
    assert len(recorder.came("/answer", event_id)) == 1


def test_trouble_that_lasts_is_dead_lettered_after_the_retries(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    recorder.script("/answer", event_id, Answer(500))
    broker.post("contract.answer", event_id)
    recorder.wait("/dead/answer", event_id)
    assert len(recorder.came("/answer", event_id)) == 3


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, {"content-type": "text/plain"}, b"OK"),
        Answer(202, {"content-type": "application/json"}, b'{"done": true}'),
        Answer(200, STRUCTURED, b"{"),
    ],
)
def test_a_success_with_a_body_that_is_no_event_is_retried(
    broker: Broker, recorder: Recorder, event_id: str, answer: Answer
) -> None:
    recorder.script("/answer", event_id, answer)
    broker.post("contract.answer", event_id)
    recorder.wait("/dead/answer", event_id)
    assert len(recorder.came("/answer", event_id)) == 3


@pytest.mark.parametrize("missing", ["ce-type", "ce-source", "ce-id"])
def test_a_reply_without_a_required_attribute_dead_letters_the_original_at_once(
    broker: Broker, recorder: Recorder, event_id: str, missing: str
) -> None:
    headers = {name: value for name, value in {**EVENT, "ce-id": "r"}.items() if name != missing}
    recorder.script("/answer", event_id, Answer(200, {**headers, "content-type": "application/json"}, b"{}"))
    broker.post("contract.answer", event_id)
    (dead,) = recorder.wait("/dead/answer", event_id)
    assert (dead.headers["ce-type"], len(recorder.came("/answer", event_id))) == ("contract.answer", 1)


def test_an_answer_that_takes_longer_than_the_timeout_is_retried_and_dead_lettered(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    recorder.script("/timeout", event_id, Answer(204, delay=1.5))
    broker.post("contract.timeout", event_id)
    (dead,) = recorder.wait("/dead/timeout", event_id)
    assert len(recorder.came("/timeout", event_id)) == 2
    assert "ce-knativeerrordata" not in dead.headers


def test_a_dead_letter_is_the_original_event_with_what_went_wrong(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    recorder.script("/answer", event_id, Answer(422, {"content-type": "text/plain"}, b"cannot be read"))
    broker.post("contract.answer", event_id, colour="red")
    (dead,) = recorder.wait("/dead/answer", event_id)
    assert (dead.headers["ce-colour"], dead.body) == ("red", b'{"a": 1}')
    assert dead.headers["ce-knativeerrordest"].endswith("/answer")
    assert dead.headers["ce-knativeerrorcode"] == "422"
    assert base64.b64decode(dead.headers["ce-knativeerrordata"]) == b"cannot be read"


def test_an_error_of_768_bytes_comes_whole(broker: Broker, recorder: Recorder, event_id: str) -> None:
    recorder.script("/answer", event_id, Answer(422, {"content-type": "text/plain"}, b"x" * 768))
    broker.post("contract.answer", event_id)
    (dead,) = recorder.wait("/dead/answer", event_id)
    assert base64.b64decode(dead.headers["ce-knativeerrordata"]) == b"x" * 768


@pytest.mark.skipif(ON_CLUSTER, reason="Knative 1.21's in-memory channel crashes on it, with all that it holds")
def test_a_longer_error_is_cut(broker: Broker, recorder: Recorder, event_id: str) -> None:
    recorder.script("/answer", event_id, Answer(422, {"content-type": "text/plain"}, b"x" * 5000))
    broker.post("contract.answer", event_id)
    (dead,) = recorder.wait("/dead/answer", event_id)
    assert len(dead.headers["ce-knativeerrordata"]) == 1024


def test_a_dead_letter_sink_is_retried_too(broker: Broker, recorder: Recorder, event_id: str) -> None:
    recorder.script("/answer", event_id, Answer(400))
    recorder.script("/dead/answer", event_id, Answer(503), Answer(204))
    broker.post("contract.answer", event_id)
    recorder.wait("/dead/answer", event_id, 2)


def test_what_a_dead_letter_sink_answers_is_no_reply(
    broker: Broker, recorder: Recorder, event_id: str, fence: Callable[[], None]
) -> None:
    reply = Answer(200, {**EVENT, "ce-id": f"dead-{event_id}", "content-type": "application/json"}, b"{}")
    recorder.script("/answer", event_id, Answer(400))
    recorder.script("/dead/answer", event_id, reply)
    broker.post("contract.answer", event_id)
    recorder.wait("/dead/answer", event_id)
    fence()
    assert not recorder.came("/replied", f"dead-{event_id}")
    assert len(recorder.came("/dead/answer", event_id)) == 1
