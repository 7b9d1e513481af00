"""What each method sends, and what it returns."""

from typing import Any

import pytest

from minirag import Answer, Exchange, Filters, Options
from tests.unit.client.conftest import Make
from tests.unit.client.scripted import Reply, Server

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
DOCUMENT = {"id": ID, "name": "notes.txt", "phase": "indexed", "state": "indexed", "size": 4}
ANSWER = {
    "id": ID,
    "answer": "To the function fail. [1]",
    "answered": True,
    "citations": [{"number": 1, "name": "notes.txt", "page": 3, "quote": "It goes to fail."}],
    "support": [{"number": 1, "text": "It goes to fail.", "start": 0, "end": 16}],
    "usage": {"prompt_tokens": 9, "completion_tokens": 3},
}
TURN = {**ANSWER, "question": "Where to?", "at": "2026-01-31T12:00:00.000Z"}


def sent(server: Server) -> tuple[str, str]:
    return server.asked[-1].method, server.asked[-1].path


def test_a_question_is_its_text_alone_where_nothing_else_is_said(client: Any, server: Server) -> None:
    server.answers(Reply(ANSWER))
    client.ask("Where to?")
    assert (sent(server), server.asked[0].data) == (("POST", "/ask"), {"question": "Where to?"})


def test_all_that_is_said_of_a_question_is_sent(client: Any, server: Server) -> None:
    server.answers(Reply(ANSWER))
    said: dict[str, Any] = {
        "conversation": ID,
        "history": [Exchange(question="What?", answer="That.")],
        "filters": Filters(collections=["manuals"], date_from="2026"),
        "options": Options(passages=3, max_tokens=32),
    }
    client.ask("Where to?", **said)
    assert server.asked[0].data == {
        "question": "Where to?",
        "conversation": ID,
        "history": [{"question": "What?", "answer": "That."}],
        "filters": {"collections": ["manuals"], "date_from": "2026"},
        "options": {"passages": 3, "max_tokens": 32},
    }


def test_an_answer_has_its_citations_and_sentences(client: Any, server: Server) -> None:
    server.answers(Reply({**ANSWER, "told by a newer server": 1}))
    answer: Answer = client.ask("Where to?")
    assert (answer.answer, answer.citations[0].page, answer.support[0].text, answer.usage.prompt_tokens) == (
        *("To the function fail. [1]", 3, "It goes to fail.", 9),
    )


def test_a_search_sends_what_is_said_and_returns_passages_with_their_scores(client: Any, server: Server) -> None:
    passage = {"id": ID, "document": ID, "name": "notes.txt", "text": "It goes.", "scores": {"words": 1.5}}
    server.answers(Reply({"query": "fail", "searched": "fails", "passages": [passage], "timings": {"total": 3.0}}))
    found = client.search("fail", limit=2, alpha=0.0, spans=True, filters={"tags": ["rent"]})
    wanted = {"query": "fail", "limit": 2, "alpha": 0.0, "spans": True, "filters": {"tags": ["rent"]}}
    assert (sent(server), server.asked[0].data) == (("POST", "/search"), wanted)
    assert (found.passages[0].name, found.passages[0].scores.words, found.searched) == ("notes.txt", 1.5, "fails")


def test_documents_are_listed_page_by_page(client: Any, server: Server) -> None:
    second = {**DOCUMENT, "name": "second.txt"}
    server.answers(Reply({"documents": [DOCUMENT], "next": "g-1"}), Reply({"documents": [second], "next": None}))
    found = list(client.documents(collections=["manuals", "letters"], tags=["rent"]))
    assert [one.name for one in found] == ["notes.txt", "second.txt"]
    chosen = {"collection": ["manuals", "letters"], "tag": ["rent"], "limit": ["500"]}
    assert [one.query for one in server.asked] == [chosen, {**chosen, "after": ["g-1"]}]


def test_a_document_is_found_by_its_name(client: Any, server: Server) -> None:
    server.answers(Reply({"documents": [DOCUMENT], "next": None}))
    assert client.find("notes.txt").id == ID
    assert client.find("other.txt") is None


def test_one_document_is_shown_its_content_given_back_and_it_is_forgotten(client: Any, server: Server) -> None:
    server.answers(Reply(DOCUMENT), Reply(b"text"), Reply({"id": ID}, 202))
    assert client.document(ID).name == "notes.txt"
    assert client.content(ID) == b"text"
    client.delete(ID)
    path = f"/documents/{ID}"
    assert [(one.method, one.path) for one in server.asked] == [
        *(("GET", path), ("GET", f"{path}/content"), ("DELETE", path)),
    ]


def test_an_id_is_one_part_of_the_path_whatever_is_in_it(client: Any, server: Server) -> None:
    server.answers(Reply(DOCUMENT))
    client.document("a/../b?c")
    assert server.asked[0].path == "/documents/a%2F..%2Fb%3Fc"


def test_metadata_are_added_and_removed(client: Any, server: Server) -> None:
    server.answers(Reply(DOCUMENT))
    client.patch(ID, {"year": "2026", "draft": None})
    assert (sent(server)[0], server.asked[0].data) == ("PATCH", {"metadata": {"year": "2026", "draft": None}})


def test_conversations_are_listed_and_one_is_shown(client: Any, server: Server) -> None:
    server.answers(
        Reply({"conversations": [{"id": ID, "first_question": "Where to?", "turns": 1}]}),
        Reply({"id": ID, "turns": [TURN]}),
    )
    assert client.conversations(limit=5)[0].first_question == "Where to?"
    [turn] = client.conversation(ID)
    assert (turn.question, turn.answer, turn.citations[0].name) == ("Where to?", TURN["answer"], "notes.txt")
    assert [one.path for one in server.asked] == ["/conversations", f"/conversations/{ID}"]


def test_any_other_request_brings_the_key_and_gives_back_the_answer(make: Make, server: Server) -> None:
    server.answers(Reply({"failures": []}))
    answer = make(server.url, "secret").request("GET", "/failures", params={"limit": 3}, headers={"x-own": "1"})
    assert answer.json() == {"failures": []}
    asked = server.asked[0]
    assert (asked.query, asked.headers["x-own"], asked.headers["authorization"]) == (
        *({"limit": ["3"]}, "1", "Bearer secret"),
    )


@pytest.mark.parametrize("given", [True, False], ids=["given", "of the environment"])
def test_address_key_and_name_at_the_ingress_are_given_or_of_the_environment(
    make: Make, server: Server, monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    server.answers(Reply(DOCUMENT))
    monkeypatch.setenv("MINIRAG_URL", "http://127.0.0.1:1" if given else f"{server.url}/")
    monkeypatch.setenv("MINIRAG_KEY", "other" if given else "secret")
    monkeypatch.setenv("MINIRAG_HOST", "other.example" if given else "gateway.example")
    client = make(server.url, "secret", host="gateway.example") if given else make()
    client.document(ID)
    headers = server.asked[0].headers
    assert (headers["authorization"], headers["host"]) == ("Bearer secret", "gateway.example")
