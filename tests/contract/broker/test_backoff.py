"""When failed deliveries are tried again, and whose `delivery` counts."""

from itertools import pairwise

from tests.contract.broker.conftest import Broker
from tests.contract.broker.recording import Answer, Recorder


def _gaps(broker: Broker, recorder: Recorder, kind: str, id_: str) -> list[float]:
    recorder.script(f"/{kind}", id_, Answer(500))
    broker.post(f"contract.{kind}", id_)
    recorder.wait(f"/dead/{kind}", id_)
    return [later.moment - earlier.moment for earlier, later in pairwise(recorder.came(f"/{kind}", id_))]


def test_exponential_waits_double(broker: Broker, recorder: Recorder, event_id: str) -> None:
    first, second, third = _gaps(broker, recorder, "exponential", event_id)
    assert first * 1.3 < second
    assert second * 1.3 < third


def test_the_first_linear_retry_is_immediate_and_the_others_wait_longer_each_time(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    first, second, third = _gaps(broker, recorder, "linear", event_id)
    assert first < second / 3
    assert second * 1.3 < third


def test_a_delivery_with_a_sink_alone_has_no_retries(broker: Broker, recorder: Recorder, event_id: str) -> None:
    assert _gaps(broker, recorder, "sinkonly", event_id) == []


def test_a_trigger_without_delivery_has_its_brokers(broker: Broker, recorder: Recorder, event_id: str) -> None:
    recorder.script("/inherits", event_id, Answer(500))
    broker.post("contract.inherits", event_id, name="contract-delivery")
    recorder.wait("/dead/broker", event_id)
    assert len(recorder.came("/inherits", event_id)) == 4


def test_a_triggers_delivery_replaces_its_brokers_but_for_the_sink(
    broker: Broker, recorder: Recorder, event_id: str
) -> None:
    recorder.script("/replaces", event_id, Answer(500))
    broker.post("contract.replaces", event_id, name="contract-delivery")
    recorder.wait("/dead/broker", event_id)
    assert len(recorder.came("/replaces", event_id)) == 2
