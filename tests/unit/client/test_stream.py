"""An answer while it is written."""

from typing import Any

import pytest

from minirag import Checked, Citations, Done, Rejected, Restart, Stage, Token, Unavailable
from minirag.stream import EventReader
from tests.unit.client.scripted import Reply, Server, events, problem

CITATION = {"number": 1, "name": "notes.txt", "quote": "It goes to fail."}
TOLD: list[tuple[str, Any]] = [
    ("stage", {"stage": "asked", "at": 0.1, "waiting_for": "embed", "id": "q-1", "conversation": "c-1"}),
    ("token", {"text": "To", "checked": False}),
    ("restart", {}),
    ("token", {"text": "To fail.\u2028", "checked": False}),
    ("checked", {"text": "To fail."}),
    ("a word of a newer server", {}),
    ("citations", [CITATION]),
    ("done", {"answer": "To fail. [1]", "answered": True, "id": "q-1"}),
]
STREAM = {"content-type": "text/event-stream"}


def told(client: Any, server: Server, content: bytes, **reply: Any) -> list[Any]:
    server.answers(Reply(content, headers=STREAM, **reply))
    with client.stream("Where to?", conversation="c-1") as stream:
        return list(stream)


def test_each_event_has_its_kind_and_an_unknown_one_is_passed_over(client: Any, server: Server) -> None:
    found = told(client, server, events(*TOLD))
    assert [type(one) for one in found] == [Stage, Token, Restart, Token, Checked, Citations, Done]
    assert server.asked[0].data == {"question": "Where to?", "conversation": "c-1", "stream": True}


def test_the_answer_comes_with_its_citations(client: Any, server: Server) -> None:
    *_, done = told(client, server, events(*TOLD))
    assert (done.answer.answer, done.answer.citations[0].quote) == ("To fail. [1]", "It goes to fail.")


def test_a_stream_is_read_in_whatever_pieces_it_comes() -> None:
    reader, content = EventReader(), b": still waiting\n\n" + events(*TOLD).replace(b"\n", b"\r\n")
    found = [event for byte in content for event in reader.feed(bytes([byte]))]
    reader.end()
    assert len(found) == 7


def test_a_question_that_fails_on_its_way_raises_its_problem(client: Any, server: Server) -> None:
    failed = {"status": 504, "detail": "no answer within 60 seconds: ask again"}
    with pytest.raises(Unavailable, match="no answer within 60 seconds") as raised:
        told(client, server, events(TOLD[0], ("error", failed)))
    assert raised.value.status == 504


def test_a_stream_that_ends_before_its_answer_broke_off(client: Any, server: Server) -> None:
    with pytest.raises(Unavailable, match="the answer broke off: ask again"):
        told(client, server, events(*TOLD[:-1]))


def test_a_connection_that_is_lost_on_the_way_is_said(client: Any, server: Server) -> None:
    with pytest.raises(Unavailable, match="broke off"):
        told(client, server, events(*TOLD), cut=150)


def test_an_event_that_is_not_what_it_says_is_said(client: Any, server: Server) -> None:
    with pytest.raises(Rejected, match="is not what this client knows"):
        told(client, server, events(("token", {"words": 1})))


def test_a_question_that_is_refused_never_streams(client: Any, server: Server) -> None:
    server.answers(problem(422, "question: missing"))
    with pytest.raises(Rejected, match="question: missing"), client.stream(""):
        raise AssertionError("the block is not entered")


def test_whoever_leaves_in_the_middle_has_no_connection_open_any_more(client: Any, server: Server) -> None:
    server.answers(Reply(events(*TOLD), headers=STREAM), Reply({"answer": "To fail."}))
    with client.stream("Where to?") as stream:
        next(stream)
    assert client.ask("And then?").answer == "To fail."
