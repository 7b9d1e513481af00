"""What the event display writes, and that it never feeds the Broker."""

import json
from collections.abc import Callable
from typing import Any

import flask
import pytest

from events import binding
from events.event import Event, make
from events.registry import DOCUMENT_DELETED, QUESTION_ASKED
from functions.care.display import LONGEST, display, line

Send = Callable[[Event], flask.Response]


@pytest.fixture
def send() -> Send:
    def post(event: Event) -> flask.Response:
        headers, body = binding.send(event)
        with flask.Flask("test").test_request_context("/", method="POST", headers=headers, data=body):
            return flask.make_response(display(flask.request))

    return post


def shown(event: Event) -> Any:
    return json.loads(line(event))


def test_an_event_is_one_line_that_begins_with_its_type_and_id(send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    send(make(QUESTION_ASKED, "/test", "e1", {"question": "why?\nand how?"}))
    (printed,) = capsys.readouterr().out.splitlines()
    assert printed.startswith('{"type":"minirag.question.asked","id":"e1",')


def test_the_answer_is_empty_so_that_no_event_comes_of_it(send: Send) -> None:
    response = send(make(DOCUMENT_DELETED, "/test", "e1", {}))
    assert (response.status_code, response.get_data()) == (204, b"")


def test_an_event_of_an_unknown_type_is_shown_too(send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    send(make("com.example.other", "/test", "e1", {}))
    assert "com.example.other" in capsys.readouterr().out


def test_extensions_are_shown() -> None:
    assert shown(make(QUESTION_ASKED, "/test", "e1", {}, {"tenant": "acme"}))["tenant"] == "acme"


@pytest.mark.parametrize("name", ["replyto", "signature"])
def test_what_would_let_a_reader_pose_as_the_gateway_is_left_out(name: str) -> None:
    assert name not in shown(make(QUESTION_ASKED, "/test", "e1", {}, {name: "secret"}))


def test_long_data_is_cut_and_its_whole_size_named() -> None:
    event = Event(make(QUESTION_ASKED, "/test", "e1", {}).attributes, b"x" * (LONGEST + 1))
    assert shown(event)["data"] == "x" * LONGEST + "..."
    assert shown(event)["bytes"] == LONGEST + 1


def test_data_that_is_no_text_is_shown_as_far_as_it_can_be() -> None:
    event = Event(make(QUESTION_ASKED, "/test", "e1", {}).attributes, b"\xff\x00ok")
    assert shown(event)["data"].endswith("ok")
