"""Replies go back to the Broker, and round it only so often."""

import json
from typing import Any

import pytest

from tests.contract.broker.conftest import Broker
from tests.contract.broker.recording import Answer, Recorder


def _event(id_: str, type_: str = "contract.replied") -> dict[str, Any]:
    return {"specversion": "1.0", "type": type_, "source": "/subscriber", "id": id_}


def _binary(id_: str, status: int = 200, type_: str = "contract.replied") -> Answer:
    headers = {f"ce-{name}": value for name, value in _event(id_, type_).items()}
    return Answer(status, {**headers, "content-type": "application/json"}, b'{"b": 2}')


def _structured(id_: str) -> Answer:
    body = {**_event(id_), "datacontenttype": "application/json", "data": {"b": 2}}
    return Answer(200, {"content-type": "application/cloudevents+json"}, json.dumps(body).encode())


@pytest.mark.parametrize("make", [_binary, _structured])
def test_a_reply_is_delivered_to_the_triggers_it_passes(
    broker: Broker, recorder: Recorder, event_id: str, make: Any
) -> None:
    recorder.script("/answer", event_id, make(f"r-{event_id}"))
    broker.post("contract.answer", event_id)
    (came,) = recorder.wait("/replied", f"r-{event_id}")
    assert json.loads(came.body) in ({"b": 2}, {**_event(f"r-{event_id}"), "data": {"b": 2}})


def test_a_reply_without_data_is_delivered(broker: Broker, recorder: Recorder, event_id: str) -> None:
    headers = {f"ce-{name}": value for name, value in _event(f"r-{event_id}").items()}
    recorder.script("/answer", event_id, Answer(200, headers))
    broker.post("contract.answer", event_id)
    recorder.wait("/replied", f"r-{event_id}")


def test_an_event_that_is_answered_by_a_reply_is_delivered_once(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    recorder.script("/answer", event_id, _binary(f"r-{event_id}"))
    broker.post("contract.answer", event_id)
    recorder.wait("/replied", f"r-{event_id}")
    assert len(recorder.came("/answer", event_id)) == 1


def test_replies_go_round_only_as_often_as_the_time_to_live_allows(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    recorder.script("/loop", event_id, _binary(event_id, type_="contract.loop"))
    broker.post("contract.loop", event_id, knativebrokerttl="5")
    (dead,) = recorder.wait("/dead/loop", event_id)
    assert len(recorder.came("/loop", event_id)) == 4
    assert dead.headers["ce-type"] == "contract.loop"
