"""Every event finds its way, and none is lost on it."""

import pytest

from events.registry import TYPES
from functions.gateway.questions.submit import SOURCE, WAKES_SEARCH
from tests.unit.manifests.base_manifests import Manifest, event_type, named, of_kind, seconds, subscriber, with_ocr

TRIGGERS = with_ocr("Trigger")
LASTING = [trigger for trigger in TRIGGERS if not trigger.name.endswith("-wake")]
WAKING = [trigger for trigger in TRIGGERS if trigger.name.endswith("-wake")]
DEADLINE = {"embed-questions", "search", "prompt", "generate"}
ROUTES = {
    ("minirag.document.uploaded", "split"),
    ("minirag.document.scanned", "ocr"),
    ("minirag.document.recognised", "split"),
    ("minirag.document.deleted", "store"),
    ("minirag.chunks.split", "embed-documents"),
    ("minirag.chunks.embedded", "store"),
    ("minirag.document.indexed", "reconcile"),
    ("minirag.document.failed", "reconcile"),
    ("minirag.question.asked", "embed-questions"),
    ("minirag.question.embedded", "search"),
    ("minirag.passages.found", "prompt"),
    ("minirag.prompt.built", "generate"),
    ("minirag.answer.generated", "remember"),
    ("minirag.pipeline.wake", "embed-questions"),
    ("minirag.pipeline.wake", "search"),
    ("minirag.pipeline.wake", "prompt"),
    ("minirag.pipeline.wake", "generate"),
}

each_trigger = pytest.mark.parametrize("trigger", TRIGGERS, ids=str)
each_lasting = pytest.mark.parametrize("trigger", LASTING, ids=str)
each_waking = pytest.mark.parametrize("trigger", WAKING, ids=str)


def pauses(trigger: Manifest) -> float:
    """Return the seconds between the attempts: delay * 2**n before retry n, counted from 0."""
    delivery = trigger.spec["delivery"]
    return sum(seconds(delivery["backoffDelay"]) * 2.0**n for n in range(delivery["retry"]))


def test_triggers_are_the_two_ways_through_the_house() -> None:
    assert {(event_type(trigger), subscriber(trigger)) for trigger in TRIGGERS} == ROUTES
    assert len(TRIGGERS) == len(ROUTES)


def test_every_registered_event_type_has_a_trigger() -> None:
    assert {event_type(trigger) for trigger in TRIGGERS} == set(TYPES)


@each_trigger
def test_trigger_is_named_after_its_function_and_event(trigger: Manifest) -> None:
    assert trigger.name == f"{subscriber(trigger)}-{event_type(trigger).rpartition('.')[2]}"


@each_trigger
def test_trigger_belongs_to_the_one_broker(trigger: Manifest) -> None:
    assert trigger.spec["broker"] == named("Broker", "default").name


@each_trigger
def test_subscriber_is_a_service_of_ours(trigger: Manifest) -> None:
    assert trigger.spec["subscriber"]["ref"] == {
        "apiVersion": "serving.knative.dev/v1",
        "kind": "Service",
        "name": named("Service", subscriber(trigger)).name,
    }


@each_trigger
def test_delivery_is_explicit_in_all_four_fields(trigger: Manifest) -> None:
    delivery = trigger.spec["delivery"]

    assert {"retry", "backoffPolicy", "backoffDelay", "timeout"} <= delivery.keys()
    assert delivery["backoffPolicy"] == "exponential"
    assert seconds(delivery["backoffDelay"]) > 0


@each_lasting
def test_failed_deliveries_are_repeated_and_then_kept(trigger: Manifest) -> None:
    delivery = trigger.spec["delivery"]

    assert delivery["retry"] > 0
    assert delivery["deadLetterSink"] == {
        "ref": {"apiVersion": "serving.knative.dev/v1", "kind": "Service", "name": "fail"},
        "uri": f"/failed/{trigger.name}",
    }


@each_waking
def test_a_wake_is_a_hint_that_is_never_repeated(trigger: Manifest) -> None:
    assert trigger.spec["delivery"]["retry"] == 0
    assert "deadLetterSink" not in trigger.spec["delivery"]
    assert trigger.spec["subscriber"]["uri"] == "/wake"


def test_every_function_on_the_way_of_a_question_is_woken() -> None:
    assert {subscriber(trigger) for trigger in WAKING} == DEADLINE


def test_a_search_wakes_only_the_two_functions_that_all_searches_take() -> None:
    """A search's wake has the source /minirag/gateway/search."""
    sources = {subscriber(one): one.spec["filter"]["attributes"].get("source", WAKES_SEARCH) for one in WAKING}
    assert {name for name, source in sources.items() if source == WAKES_SEARCH} == {"embed-questions", "search"}
    assert set(sources.values()) == {WAKES_SEARCH, SOURCE}


@each_trigger
def test_timeout_outlasts_a_cold_start(trigger: Manifest) -> None:
    assert seconds(trigger.spec["delivery"]["timeout"]) >= 30


@pytest.mark.parametrize("trigger", [one for one in LASTING if subscriber(one) in DEADLINE - {"generate"}], ids=str)
def test_retries_of_a_question_fit_inside_its_deadline(trigger: Manifest) -> None:
    deadline = float(named("ConfigMap", "minirag").document["data"]["QUESTION_DEADLINE_SECONDS"])

    assert pauses(trigger) + seconds(trigger.spec["delivery"]["timeout"]) <= deadline


def test_the_timeouts_of_writing_and_showing_an_answer_follow_from_its_deadline() -> None:
    """A delivery that times out in the middle of an answer comes too late to be written again."""
    deadline = float(named("ConfigMap", "minirag").document["data"]["QUESTION_DEADLINE_SECONDS"])
    trigger = seconds(named("Trigger", "generate-built").spec["delivery"]["timeout"])
    services = [named("Service", name).spec["template"]["spec"]["timeoutSeconds"] for name in ("generate", "gateway")]
    assert [trigger, *services] == [1.5 * deadline, 1.5 * deadline, 2.5 * deadline]


@pytest.mark.parametrize("trigger", [one for one in LASTING if subscriber(one) in ("split", "store")], ids=str)
def test_documents_survive_half_a_minute_of_refusals(trigger: Manifest) -> None:
    assert pauses(trigger) >= 30


def test_broker_answers_at_once_and_keeps_what_it_cannot_deliver() -> None:
    broker = named("Broker", "default")
    delivery = broker.spec["delivery"]

    assert broker.document["metadata"]["annotations"] == {
        "eventing.knative.dev/broker.class": "MTChannelBasedBroker",
        "messaging.knative.dev/async-handler": "true",
    }
    assert {"retry", "backoffPolicy", "backoffDelay", "timeout"} <= delivery.keys()
    assert delivery["deadLetterSink"]["uri"] == "/failed/broker"


def test_functions_that_post_events_are_bound_to_the_broker() -> None:
    assert {one.spec["subject"]["name"] for one in of_kind("SinkBinding")} == {"gateway", "split", "fail", "reconcile"}


@pytest.mark.parametrize("binding", of_kind("SinkBinding"), ids=str)
def test_binding_joins_a_service_to_the_broker(binding: Manifest) -> None:
    subject = {"apiVersion": "serving.knative.dev/v1", "kind": "Service", "name": binding.name}

    assert binding.spec["subject"] == subject
    assert binding.spec["sink"]["ref"] == {"apiVersion": "eventing.knative.dev/v1", "kind": "Broker", "name": "default"}


def test_reconcile_is_called_every_five_minutes() -> None:
    ping = named("PingSource", "reconcile").spec

    assert (ping["schedule"], ping["contentType"], ping["data"]) == ("*/5 * * * *", "application/json", "{}")
    assert ping["sink"]["ref"]["name"] == "reconcile"
