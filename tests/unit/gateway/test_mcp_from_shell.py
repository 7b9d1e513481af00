"""`./build.sh mcp`: the tools in front of a gateway, by HTTP."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client

from cli.client.tool_calls import GatewayCalls
from functions.gateway.mcp.server import build_server
from tests.unit.gateway.serving import Serving, serving, token, until, whole


@pytest.fixture
def gateway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    for name in ("MINIRAG_HOST", "MINIRAG_KEY", "PORT"):
        monkeypatch.delenv(name, raising=False)
    with serving(tmp_path, api_key="a key") as served:
        monkeypatch.setenv("MINIRAG_URL", served.url)
        served.http.headers["authorization"] = "Bearer a key"
        yield served


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_KEY", "a key")


def called(tool: str, **arguments: Any) -> Any:
    """Return the result of a tool, as an agent gets it from a server in this process."""

    async def call() -> Any:
        async with Client(build_server(lambda _: GatewayCalls(), from_disk=True)) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(call())


def told(result: Any) -> str:
    """Return the words of an error."""
    assert result.is_error
    text: str = result.content[0].text
    return text


def test_what_runs_here_is_listed(gateway: Serving, key: None) -> None:
    gateway.upload("a.txt", b"words")
    assert [one["name"] for one in called("list_documents").structured_content["documents"]] == ["a.txt"]


def test_an_answer_is_heard_to_its_end(gateway: Serving, key: None) -> None:
    with ThreadPoolExecutor() as pool:
        result: Future[Any] = pool.submit(called, "ask", question="Where?")
        event = gateway.broker.question()
        gateway.stream(event, token(0, "In France."), whole(event))
    assert result.result().structured_content["answer"] == "In France."


def test_without_the_key_it_says_what_to_set(gateway: Serving) -> None:
    assert "set MINIRAG_KEY" in told(called("list_documents"))
    assert "set MINIRAG_KEY" in told(called("ask", question="Where?"))


def test_what_a_route_refuses_is_told_as_it_says_it(gateway: Serving, key: None) -> None:
    assert told(called("upload_document", name="a.txt", text="a" * 1001)).startswith("a.txt is larger than")


def test_where_nothing_runs_it_says_how_to_start_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINIRAG_URL", raising=False)
    monkeypatch.setenv("MINIRAG_HOME", str(tmp_path))
    assert told(called("list_documents")) == "MiniRAG is not running: start it with ./build.sh up"


def test_where_nothing_answers_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_URL", "http://127.0.0.1:1")
    assert told(called("list_documents")).startswith("nothing answers at http://127.0.0.1:1")


def test_a_file_of_this_computer_is_uploaded_under_its_own_name(gateway: Serving, key: None, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_bytes(b"words")
    assert not called("upload_document", path=str(tmp_path / "notes.md"), wait_seconds=0).is_error
    state = gateway.state("notes.md")
    assert state is not None and state.upload is not None
    assert gateway.blobs.get(state.upload.dataref) == b"words"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"path": "notes.md"}, "no absolute path"),
        ({"path": "/no/such/file"}, "no file on this computer"),
        ({"path": "/"}, "no file on this computer"),
        ({"path": "/notes.md", "text": "words"}, "give one of path, text and base64"),
        ({"text": "words"}, "the name is missing"),
        ({"name": "a.txt"}, "give the content"),
    ],
)
def test_what_cannot_be_uploaded_says_why(gateway: Serving, key: None, arguments: dict[str, Any], why: str) -> None:
    assert why in told(called("upload_document", **arguments))


def test_a_file_over_the_limit_is_not_even_read(gateway: Serving, key: None, tmp_path: Path) -> None:
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(10**9)
    assert "more than the limit of 1000 bytes" in told(called("upload_document", path=str(tmp_path / "long.txt")))


def test_a_call_that_is_given_up_stops_the_question(gateway: Serving, key: None) -> None:
    async def give_up() -> None:
        async with Client(build_server(lambda _: GatewayCalls())) as client:
            call = asyncio.create_task(client.call_tool("ask", {"question": "Where?"}))
            await asyncio.to_thread(gateway.broker.question)
            call.cancel()

    asyncio.run(give_up())
    until(lambda: not gateway.waits(), "nobody waits any more")
