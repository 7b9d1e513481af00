"""Signatures of events: made by the shared key, and fitting the one event alone."""

import pytest

from events.errors import Unavailable
from events.event import Event, make
from functions.serving.signing import COVERED, SIGNATURE, is_signed, signed, signed_to_go

KEY = "a key for tests"


def an_event() -> Event:
    extensions = {"subject": "s", "tenant": "t", "dataref": "t/uploads/1", "time": "2026-01-31T12:00:00.000Z"}
    return make("minirag.document.deleted", "/minirag/documents", "1", {"document": "d"}, extensions)


def test_a_signed_event_is_ours() -> None:
    assert is_signed(KEY, signed(KEY, an_event()))


def test_an_unsigned_event_is_not_ours() -> None:
    assert not is_signed(KEY, an_event())


def test_a_signature_by_another_key_is_not_ours() -> None:
    assert not is_signed(KEY, signed("another key", an_event()))


def test_without_a_key_nothing_is_ours() -> None:
    assert not is_signed("", signed("", an_event()).extended(**{SIGNATURE: ""}))


@pytest.mark.parametrize("name", COVERED)
def test_a_signature_does_not_fit_when_a_covered_attribute_is_another(name: str) -> None:
    assert not is_signed(KEY, signed(KEY, an_event()).extended(**{name: "another"}))


def test_a_signature_does_not_fit_other_data() -> None:
    event = signed(KEY, an_event())
    assert not is_signed(KEY, Event(event.attributes, b'{"document": "e"}'))


def test_a_value_that_moves_to_the_next_attribute_makes_another_event() -> None:
    event = signed(KEY, an_event().extended(deadline="a", replyto=""))
    assert not is_signed(KEY, event.extended(deadline="", replyto="a"))


def test_what_a_broker_adds_leaves_the_signature_valid() -> None:
    event = signed(KEY, an_event()).extended(knativearrivaltime="2026-01-31T12:00:01Z", traceparent="00-1-1-00")
    assert is_signed(KEY, event)


def test_a_time_that_a_broker_writes_in_another_form_leaves_the_signature_valid() -> None:
    assert is_signed(KEY, signed(KEY, an_event()).extended(time="2026-01-31T12:00:00Z"))


@pytest.mark.parametrize("signature", ["", "0", "0" * 64, "ä" * 64])
def test_a_made_up_signature_is_not_ours(signature: str) -> None:
    assert not is_signed(KEY, an_event().extended(**{SIGNATURE: signature}))


def test_without_a_key_nothing_is_posted_and_it_is_said_what_to_set() -> None:
    with pytest.raises(Unavailable, match="SIGNING_KEY"):
        signed_to_go("", an_event())
