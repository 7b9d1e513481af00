"""Each trouble is one exception that says what to do."""

import socket
from typing import Any

import httpx
import pytest

from minirag import MiniRAGError, Rejected, Unavailable, Unreachable, WrongAddress
from tests.unit.client.conftest import Make
from tests.unit.client.scripted import Reply, Server, problem


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((400, Rejected), (401, Rejected), (404, Rejected), (409, Rejected), (413, Rejected), (422, Rejected)),
        *((408, Unavailable), (429, Unavailable), (500, Unavailable), (502, Unavailable), (503, Unavailable)),
        (504, Unavailable),
    ],
)
def test_a_problem_is_rejected_or_unavailable_by_its_status_with_its_detail(
    make: Make, server: Server, status: int, kind: type[MiniRAGError]
) -> None:
    server.answers(problem(status, "say it otherwise"))
    with pytest.raises(kind, match="say it otherwise") as raised:
        make(server.url, retries=0).ask("Where to?")
    assert type(raised.value) is kind
    assert (raised.value.status, raised.value.problem["detail"]) == (status, "say it otherwise")


def test_a_wrong_key_says_where_to_give_the_right_one(client: Any, server: Server) -> None:
    server.answers(problem(401, "this MiniRAG wants its key"))
    with pytest.raises(Rejected, match="wants its key; give the client its key=, or set MINIRAG_KEY"):
        client.ask("Where to?")


def test_a_question_that_a_stage_has_given_up_for_good_is_rejected(client: Any, server: Server) -> None:
    data = {"status": 502, "detail": "the question failed at search: too long", "code": 422}
    server.answers(Reply(data, 502, {"content-type": "application/problem+json"}))
    with pytest.raises(Rejected, match="failed at search"):
        client.ask("Where to?")


def test_what_knows_no_minirag_by_this_name_is_said_to_be_none(client: Any, server: Server) -> None:
    server.answers(Reply(b"", 404, {"content-type": "text/plain"}))
    with pytest.raises(WrongAddress, match="is no MiniRAG"):
        client.document("x")


def test_an_address_that_leads_elsewhere_is_said_with_where_to(client: Any, server: Server) -> None:
    server.answers(Reply(b"", 301, {"location": "https://gateway.example/documents/x"}))
    with pytest.raises(WrongAddress, match=r"leads to https://gateway\.example/documents/x: give that address"):
        client.document("x")
    assert len(server.asked) == 1


@pytest.mark.parametrize("content", [b"<html>Log in</html>", b"[]", b'{"answer": 1}'])
def test_an_answer_of_something_else_is_no_answer(client: Any, server: Server, content: bytes) -> None:
    server.answers(Reply(content))
    with pytest.raises(Rejected, match="is not what this client knows"):
        client.ask("Where to?")


def test_where_nothing_answers_is_said_with_the_address(make: Make) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Unreachable, match=f"nothing answers at {url}"):
            make(url).document("x")


def test_an_answer_that_does_not_come_in_time_is_said(make: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unavailable, match="in time"):
            make(url, timeout=httpx.Timeout(5.0, read=0.01)).document("x")


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://localhost", "http://localhost:port"])
def test_an_address_that_is_none_is_rejected(make: Make, url: str) -> None:
    with pytest.raises(Rejected, match="is no address"):
        make(url).document("x")


def test_an_error_without_a_problem_shows_its_text(make: Make, server: Server) -> None:
    server.answers(Reply(b"upstream is gone\n", 502, {"content-type": "text/plain"}))
    with pytest.raises(Unavailable, match=r"^upstream is gone$"):
        make(server.url, retries=0).document("x")
