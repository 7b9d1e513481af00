"""How an accepted event reaches its subscriber."""

import json

import httpx
import pytest

from tests.contract.broker.conftest import Broker
from tests.contract.broker.recording import Recorder

STRUCTURED = "application/cloudevents+json"


def test_a_binary_event_arrives_with_its_attributes_and_data(broker: Broker, recorder: Recorder, event_id: str) -> None:
    broker.post("contract.answer", event_id, colour="red")
    (came,) = recorder.wait("/answer", event_id)
    wanted = {"ce-type": "contract.answer", "ce-source": "/contract", "ce-colour": "red", "ce-specversion": "1.0"}
    assert came.headers.items() >= wanted.items()
    assert (came.headers["content-type"], came.body) == ("application/json", b'{"a": 1}')


def test_a_structured_event_arrives_with_its_attributes_and_data(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    event = {
        **{"specversion": "1.0", "type": "contract.answer", "source": "/contract", "id": event_id, "colour": "red"},
        **{"datacontenttype": "application/json", "data": {"a": 1}},
    }
    response = httpx.post(broker.url(), headers={"content-type": STRUCTURED}, content=json.dumps(event))
    (came,) = recorder.wait("/answer", event_id)
    if STRUCTURED in came.headers["content-type"]:  # a Broker may keep the mode; no other one is allowed
        pytest.skip("this Broker delivers structured events in structured mode")
    assert response.status_code == 202
    assert (came.headers["ce-colour"], json.loads(came.body)) == ("red", {"a": 1})


def test_data_that_is_not_json_arrives_byte_for_byte(broker: Broker, recorder: Recorder, event_id: str) -> None:
    headers = {"ce-specversion": "1.0", "ce-type": "contract.answer", "ce-source": "/contract", "ce-id": event_id}
    data = bytes(range(256))
    httpx.post(broker.url(), headers={**headers, "content-type": "application/octet-stream"}, content=data)
    (came,) = recorder.wait("/answer", event_id)
    assert came.body == data


def test_a_delivery_asks_for_a_reply(broker: Broker, recorder: Recorder, event_id: str) -> None:
    broker.post("contract.answer", event_id)
    assert recorder.wait("/answer", event_id)[0].headers["prefer"] == "reply"


def test_a_delivery_tells_when_the_event_arrived(broker: Broker, recorder: Recorder, event_id: str) -> None:
    broker.post("contract.answer", event_id)
    assert "ce-knativearrivaltime" in recorder.wait("/answer", event_id)[0].headers


def test_the_time_to_live_is_hidden_from_the_subscriber(broker: Broker, recorder: Recorder, event_id: str) -> None:
    broker.post("contract.answer", event_id, knativebrokerttl="9")
    assert "ce-knativebrokerttl" not in recorder.wait("/answer", event_id)[0].headers


def test_only_headers_that_a_broker_passes_on_reach_the_subscriber(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    headers = {"ce-specversion": "1.0", "ce-type": "contract.answer", "ce-source": "/contract", "ce-id": event_id}
    other = {"x-request-id": "r1", "knative-thing": "k1", "x-application": "a1", "authorization": "b1"}
    httpx.post(broker.url(), headers={**headers, **other})
    came = recorder.wait("/answer", event_id)[0].headers
    assert {name: came.get(name) for name in other} == {
        "x-request-id": "r1",
        "knative-thing": "k1",
        "x-application": None,
        "authorization": None,
    }
