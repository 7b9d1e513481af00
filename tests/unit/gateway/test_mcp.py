"""POST /mcp, spoken to by the SDK's own client as of both eras of the protocol."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError

from tests.raw_http import connected
from tests.unit.gateway.mcp_client import ERAS, Agent, talked
from tests.unit.gateway.serving import ID, Serving, serving, token, until, whole
from tests.unit.gateway.test_search import found

PING = b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}'
JSON = {"content-type": "application/json", "accept": "application/json, text/event-stream"}


@pytest.fixture
def agent(gateway: Serving) -> Iterator[Agent]:
    agent = Agent(gateway)
    yield agent
    agent.close()


@pytest.fixture(params=ERAS)
def each_era(gateway: Serving, request: pytest.FixtureRequest) -> Iterator[Agent]:
    agent = Agent(gateway, request.param)
    yield agent
    agent.close()


def asked_for(event: Any) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.json.decode(event.data)
    return data


def test_each_tool_says_what_it_takes_gives_and_changes(gateway: Serving) -> None:
    async def talk(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in talked(gateway, talk)}
    assert set(tools) == {"search", "ask", "list_documents", "fetch_document", "upload_document"}
    assert all(tool.description and tool.output_schema for tool in tools.values())
    assert {name for name, tool in tools.items() if not tool.annotations.read_only_hint} == {"upload_document"}


def test_an_answer_comes_with_its_sources_and_the_conversation(gateway: Serving, each_era: Agent) -> None:
    result = each_era.calls("ask", question="Where?")
    event = gateway.broker.question()
    gateway.stream(event, token(0, "In France."), whole(event))
    given = result.result().structured_content
    assert (given["answer"], given["answered"]) == ("In France.", True)
    assert given["citations"][0] == {
        "number": 1,
        "document": ID,
        "name": "normandy.txt",
        "text": "It lies in France.",
        "start": 0,
        "end": 18,
    }
    assert given["conversation"] == asked_for(event)["conversation"]


def test_the_text_of_a_result_is_its_structure_as_json_for_clients_that_read_nothing_else(
    gateway: Serving, agent: Agent
) -> None:
    result = agent.calls("list_documents").result()
    assert msgspec.json.decode(result.content[0].text) == result.structured_content


def test_words_that_were_not_checked_are_never_given_out(gateway: Serving, agent: Agent) -> None:
    result = agent.calls("ask", question="Where?")
    event = gateway.broker.question()
    last = whole(event)
    last["answer"]["generated"] = "Not checked."  # type: ignore[index]
    gateway.stream(event, token(0, "Not checked."), last)
    assert "Not checked" not in result.result().model_dump_json()
    assert "Not checked" not in str(agent.heard)


def test_stages_and_checked_sentences_are_told_as_progress(gateway: Serving, each_era: Agent) -> None:
    result = each_era.calls("ask", question="Where?")
    event = gateway.broker.question()
    for stage in ("embed", "search", "prompt"):
        gateway.reply(event, {"stage": stage, "ms": 2.5})
    gateway.stream(event, token(0, "In France.", checked="In France."), whole(event))
    result.result()
    told = ["Reading the question", "Searching", "Choosing sentences", "Waking the model", "In France."]
    assert [message for _, _, message in each_era.heard] == told
    assert [done for done, _, _ in each_era.heard] == sorted({done for done, _, _ in each_era.heard})


def test_a_question_carries_its_filters_and_its_conversation(gateway: Serving, agent: Agent) -> None:
    chosen = {"collections": ["contracts"], "date_from": "2026"}
    result = agent.calls("ask", question="Where?", filters=chosen, conversation=ID, passages=3)
    event = gateway.broker.question()
    gateway.stream(event, whole(event))
    result.result()
    data = asked_for(event)
    assert (data["filters"], data["conversation"], data["options"]) == (chosen, ID, {"passages": 3})


def test_a_question_that_fails_says_where_and_why(gateway: Serving, agent: Agent) -> None:
    result = agent.calls("ask", question="Where?")
    gateway.reply(gateway.broker.question(), {"error": {"stage": "search", "reason": "the store is away", "code": 503}})
    assert result.result().is_error
    assert "the question failed at search: the store is away" in result.result().content[0].text


def asking(era: str) -> bytes:
    """Return a request that asks a question by the tool `ask`, as it stands on the wire."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": era,
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    params = {"name": "ask", "arguments": {"question": "Where?"}, **({} if era == "legacy" else {"_meta": meta})}
    body = msgspec.json.encode({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    modern = f"MCP-Protocol-Version: {era}\r\nMcp-Method: tools/call\r\nMcp-Name: ask\r\n" if era != "legacy" else ""
    head = "".join(f"{name}: {value}\r\n" for name, value in JSON.items())
    line = f"POST /mcp HTTP/1.1\r\nHost: localhost\r\n{head}{modern}Content-Length: {len(body)}\r\n\r\n"
    return line.encode() + body


@pytest.mark.parametrize("era", ERAS)
def test_a_client_that_leaves_in_mid_call_stops_the_question(gateway: Serving, era: str) -> None:
    with closing(connected(gateway.url, asking(era))):
        gateway.broker.question()
    until(lambda: not gateway.waits(), "nobody waits any more")
    assert "minirag_questions_abandoned_total 1" in gateway.http.get("/metrics").text


@pytest.mark.parametrize("era", ERAS)
def test_a_client_that_leaves_before_the_broker_has_answered_is_counted_too(gateway: Serving, era: str) -> None:
    gateway.broker.answers.clear()
    with closing(connected(gateway.url, asking(era))):
        gateway.broker.question()
    until(lambda: not gateway.waits(), "nobody waits any more")
    gateway.broker.answers.set()
    assert "minirag_questions_abandoned_total 1" in gateway.http.get("/metrics").text


def test_a_search_gives_passages_with_their_places(gateway: Serving, agent: Agent) -> None:
    result = agent.calls("search", query="Where?", limit=3, neighbours=1, filters={"tags": ["a"]}, sentences=True)
    event = gateway.broker.question()
    gateway.reply(event, found())
    [passage] = result.result().structured_content["passages"]
    assert (passage["document"], passage["start"], passage["end"]) == (ID, 10, 28)
    data = asked_for(event)
    assert (data["search"], data["filters"]) == ({"neighbours": 1, "spans": True}, {"tags": ["a"]})


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {}, "question: missing"),
        ("ask", {"question": "Where?", "top": 3}, "top: there is no such field"),
        ("search", {"query": "Where?", "limit": 0, "alpha": 3}, "limit"),
        ("search", {"query": "Where?", "filters": {"collection": "a"}}, "filters.collection: there is no such field"),
        ("search", {"query": "Where?", "filters": {"tags": []}}, "filters.tags"),
        ("fetch_document", {"document": "handbook.md"}, "document: must be the document's id"),
        ("fetch_document", {"document": ID}, "there is no such document"),
        ("list_documents", {"after": "x"}, "after: must be the `next` of an earlier list"),
        ("upload_document", {"name": "../a.txt", "text": "a"}, "name: must be its name, a relative path"),
        ("upload_document", {"name": "a.txt"}, "give the content as text or as base64"),
        ("upload_document", {"name": "a.txt", "text": ""}, "a.txt is empty"),
        ("upload_document", {"name": "a.txt", "base64": "abc"}, "base64 is not base64"),
        ("upload_document", {"name": "a.txt", "text": "a", "path": "/etc/passwd"}, "path: there is no such field"),
    ],
)
def test_what_is_wrong_with_a_call_is_told_to_the_model(
    gateway: Serving, tool: str, arguments: dict[str, Any], told: str
) -> None:
    async def talk(client: Client) -> Any:
        return await client.call_tool(tool, arguments)

    result = talked(gateway, talk)
    assert (result.is_error, told in result.content[0].text) == (True, True), result.content[0].text


def test_a_tool_that_does_not_exist_is_an_error_of_the_protocol(gateway: Serving) -> None:
    async def talk(client: Client) -> Any:
        with pytest.raises(MCPError, match="there is no tool 'delete_everything', only search, ask"):
            await client.call_tool("delete_everything", {})

    talked(gateway, talk)


def test_null_stands_for_what_is_left_out(gateway: Serving, agent: Agent) -> None:
    result = agent.calls("list_documents", collections=None, after=None)
    assert not result.result().is_error


def test_documents_are_listed_page_by_page_by_their_labels(gateway: Serving, agent: Agent) -> None:
    for name, collection in (("a.txt", "one"), ("b.txt", "two"), ("c.txt", "one")):
        gateway.upload(name, b"some words", metadata=f'{{"collection": "{collection}"}}')
    first = agent.calls("list_documents", collections=["one"], limit=1).result().structured_content
    second = agent.calls("list_documents", collections=["one"], limit=1, after=first["next"]).result()
    names = [page["documents"][0]["name"] for page in (first, second.structured_content)]
    assert names == ["c.txt", "a.txt"]


def test_an_upload_is_on_record_with_its_labels(gateway: Serving, agent: Agent) -> None:
    labels = {"collection": "notes", "tags": ["a", "b"], "date": "2026-01-31", "metadata": {"author": "Shelley"}}
    result = agent.calls("upload_document", name="a.md", text="words", wait_seconds=0, **labels)
    assert (result.result().structured_content["state"], result.result().is_error) == ("waiting", False)
    state = gateway.state("a.md")
    assert state is not None and state.upload is not None
    assert state.upload.metadata == {"collection": "notes", "tags": "a, b", "date": "2026-01-31", "author": "Shelley"}


def test_an_upload_waits_until_it_is_searchable_and_tells_how_far_it_is(gateway: Serving, agent: Agent) -> None:
    result = agent.calls("upload_document", name="a.md", text="words", wait_seconds=10)
    until(lambda: gateway.state("a.md"), "it is on record")
    gateway.happen("a.md", "split", batches=1, chunks=1)
    gateway.happen("a.md", "stored", chunks=1)
    gateway.happen("a.md", "current", chunks=1, ms=5)
    assert result.result().structured_content["searchable"]
    assert (agent.heard[0][2], agent.heard[-1]) == ("waiting", (1.0, 1.0, "indexed"))


def test_an_upload_that_cannot_be_read_says_why(gateway: Serving, agent: Agent) -> None:
    result = agent.calls("upload_document", name="a.md", text="words", wait_seconds=10)
    until(lambda: gateway.state("a.md"), "it is on record")
    gateway.happen("a.md", "failed", 1, stage="split", reason="it is locked")
    assert result.result().is_error
    assert result.result().content[0].text == "a.md was taken, but cannot be read (split: it is locked)"


def test_a_key_is_asked_for_as_everywhere(tmp_path: Path) -> None:
    with serving(tmp_path, api_key="a key") as locked:
        refused = locked.http.post("/mcp", content=PING, headers=JSON)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")

        async def talk(client: Client) -> Any:
            return (await client.call_tool("list_documents", {})).structured_content

        assert talked(locked, talk, authorization="Bearer a key") == {"documents": [], "counts": {}}


@pytest.mark.parametrize(
    ("headers", "body", "status", "told"),
    [
        ({**JSON, "content-type": "text/plain"}, PING, 415, "as application/json"),
        (JSON, b"[" + b"1," * 2**21 + b"1]", 413, "larger than 4096 KiB"),
        ({**JSON, "host": "evil.example"}, PING, 421, "ALLOWED_HOSTS"),
        ({**JSON, "origin": "https://evil.example"}, PING, 403, "another site"),
    ],
    ids=["type", "size", "host", "origin"],
)
def test_a_request_that_is_none_of_the_protocol_is_a_problem(
    gateway: Serving, headers: dict[str, str], body: bytes, status: int, told: str
) -> None:
    response = gateway.http.post("/mcp", content=body, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert told in response.json()["detail"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"jsonrpc": "2.0"}', b'{"jsonrpc": "2.0", "id": 1, "method": 5}'])
def test_a_message_that_is_none_is_an_error_of_the_protocol(gateway: Serving, body: bytes) -> None:
    response = gateway.http.post("/mcp", content=body, headers=JSON)
    assert response.status_code == 400
    assert response.json()["error"]["code"] in (-32700, -32602, -32600)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_there_are_no_sessions_to_listen_to_or_to_end(gateway: Serving, method: str) -> None:
    response = gateway.http.request(method, "/mcp", headers=JSON)
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


def test_an_answer_in_mid_call_is_cut_off_with_the_gateway_s_own_words(gateway: Serving, agent: Agent) -> None:
    gateway.broker.status = 500
    result = agent.calls("ask", question="Where?").result()
    assert (result.is_error, "Broker" in result.content[0].text) == (True, True)
