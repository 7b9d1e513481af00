"""What is tried again, when, and what never is."""

from typing import Any

import pytest

from minirag import Rejected, Unavailable
from tests.unit.client.conftest import Make
from tests.unit.client.scripted import Reply, Server, problem

DOCUMENT = {"id": "d-1", "name": "notes.txt", "phase": "indexed"}
ANSWER = {"answer": "To fail."}


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_be_repeated_is_tried_again_with_longer_and_longer_pauses(
    client: Any, server: Server, pauses: list[float], status: int
) -> None:
    server.answers(*[problem(status, "later")] * 3, Reply(DOCUMENT))
    client.document("d-1")
    assert pauses == [0.5, 1.0, 2.0]


def test_an_answer_that_says_when_is_taken_at_its_word(client: Any, server: Server, pauses: list[float]) -> None:
    server.answers(problem(429, "later", retry_after="7"), Reply(ANSWER))
    assert client.ask("Where to?").answer == "To fail."
    assert pauses == [7.0]


def test_longer_than_a_minute_is_not_waited_for(client: Any, server: Server, pauses: list[float]) -> None:
    server.answers(problem(503, "later", retry_after="61"))
    with pytest.raises(Unavailable):
        client.document("d-1")
    assert (pauses, len(server.asked)) == ([], 1)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_question_is_not_asked_twice_unless_the_server_says_when(
    client: Any, server: Server, pauses: list[float], status: int
) -> None:
    server.answers(problem(status, "later"))
    with pytest.raises(Unavailable, match="later"):
        client.ask("Where to?")
    assert (pauses, len(server.asked)) == ([], 1)


def test_a_question_is_not_asked_again_after_a_lost_connection(
    client: Any, server: Server, pauses: list[float]
) -> None:
    server.answers(Reply(ANSWER, cut=3))
    with pytest.raises(Unavailable, match="broke off"):
        client.ask("Where to?")
    assert len(server.asked) == 1


def test_an_upload_is_sent_again_after_a_lost_connection(client: Any, server: Server, pauses: list[float]) -> None:
    server.answers(Reply(DOCUMENT, cut=3), Reply(DOCUMENT))
    client.upload(b"text", "notes.txt")
    assert [one.body for one in server.asked] == [b"text", b"text"]


def test_what_can_never_work_is_not_tried_again(client: Any, server: Server, pauses: list[float]) -> None:
    server.answers(problem(422, "the name does not fit"))
    with pytest.raises(Rejected):
        client.upload(b"text", "/notes.txt")
    assert len(server.asked) == 1


def test_after_so_many_tries_the_reason_is_told(make: Make, server: Server, pauses: list[float]) -> None:
    server.answers(problem(503, "the store does not answer"))
    with pytest.raises(Unavailable, match="the store does not answer"):
        make(server.url, retries=2).document("d-1")
    assert len(server.asked) == 3
