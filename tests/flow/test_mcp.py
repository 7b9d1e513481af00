"""What agents do, with the protocol's own client, over both transports."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx2  # the protocol's SDK brings it and takes no other client
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from tests.flow.test_documents import NORMANS
from tests.system import PATIENCE, System, until

ROOT = Path(__file__).parents[2]
QUESTION = "In what country is Normandy located?"
T = TypeVar("T")


def over_http(system: System) -> Any:
    """Return the transport to the gateway itself, with the key and the name that the other tests use."""
    kept = ("authorization", "host")
    headers = {name: value for name, value in system.http.headers.items() if name in kept}

    @asynccontextmanager
    async def opened() -> Any:
        async with (
            httpx2.AsyncClient(headers=headers, timeout=PATIENCE, trust_env=False) as http,
            streamable_http_client(f"{str(system.http.base_url).rstrip('/')}/mcp", http_client=http) as both,
        ):
            yield both

    return opened()


def by_the_command(system: System) -> Any:
    """Return the transport to a process of `./build.sh mcp`, without the shell around it."""
    headers = system.http.headers
    named = {
        "MINIRAG_URL": str(system.http.base_url).rstrip("/"),
        "MINIRAG_KEY": headers.get("authorization", "").removeprefix("Bearer "),
        "MINIRAG_HOST": headers.get("host", ""),
    }
    environment = {name: value for name, value in (os.environ | named).items() if name != "PORT"}
    command = StdioServerParameters(command=sys.executable, args=["-m", "cli", "mcp"], cwd=ROOT, env=environment)
    return stdio_client(command)


@pytest.fixture(params=[over_http, by_the_command])
def agent(system: System, request: pytest.FixtureRequest) -> Callable[[Callable[[Client], Awaitable[T]]], T]:
    """Return what lets an agent talk with the running MiniRAG."""
    system.upload("agents.md", NORMANS)
    system.wait_for("agents.md")

    def talk(conversation: Callable[[Client], Awaitable[T]]) -> T:
        async def whole() -> T:
            async with Client(request.param(system), read_timeout_seconds=PATIENCE) as client:
                return await conversation(client)

        return asyncio.run(whole())

    return talk


async def called(client: Client, tool: str, **arguments: Any) -> Any:
    """Return the structure that a tool gives."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return result.structured_content


def test_an_agent_searches_and_reads_on_around_what_it_found(system: System, agent: Any) -> None:
    async def talk(client: Client) -> None:
        found = await called(client, "search", query=QUESTION, filters={"documents": [system.id_of("agents.md")]})
        passage = found["passages"][0]
        assert "Normandy, a region in France" in passage["text"]
        place = {"offset": passage["start"], "limit": passage["end"] - passage["start"]}
        part = await called(client, "fetch_document", document=passage["document"], **place)
        assert part["text"] == passage["text"]

    agent(talk)


def test_an_agent_gets_an_answer_whose_sentences_stand_in_the_text(system: System, agent: Any) -> None:
    told: list[str] = []

    async def listen(progress: float, total: float | None, message: str | None) -> None:
        told.append(message or "")

    async def talk(client: Client) -> None:
        asked = {"question": QUESTION, "filters": {"documents": [system.id_of("agents.md")]}}
        result = await client.call_tool("ask", asked, progress_callback=listen)
        given = result.structured_content
        assert (given["answered"], "France" in given["answer"]) == (True, True)
        quote = given["support"][0]
        part = await called(
            client,
            "fetch_document",
            document=system.id_of("agents.md"),
            offset=quote["start"],
            limit=len(quote["text"]),
        )
        assert part["text"] == quote["text"]

    agent(talk)
    assert told[0] == "Reading the question"


def test_an_agent_uploads_what_it_finds_again(system: System, agent: Any) -> None:
    name = system.name("agents/harbour.md")

    async def talk(client: Client) -> None:
        text = "The harbour of Ysendyke closes at a quarter past nine in winter."
        uploaded = await called(
            client, "upload_document", name=name, text=text, collection="harbours", wait_seconds=300
        )
        assert (uploaded["state"], uploaded["searchable"]) == ("indexed", True)
        listed = await called(client, "list_documents", collections=["harbours"])
        assert name in [one["name"] for one in listed["documents"]]
        given = await called(client, "ask", question="When does the harbour of Ysendyke close in winter?")
        assert "quarter past nine" in given["answer"]

    agent(talk)
    system.http.delete(f"/documents/{system.id_of('agents/harbour.md')}")


def test_an_agent_reads_documents_as_resources(system: System, agent: Any) -> None:
    uri = f"minirag://documents/{system.id_of('agents.md')}"

    async def talk(client: Client) -> None:
        [content] = (await client.read_resource(uri)).contents
        assert "Normandy, a region in France" in content.text  # type: ignore[union-attr]
        listed, cursor = [], None
        while (page := await client.list_resources(cursor=cursor)).next_cursor:
            listed += page.resources
            cursor = page.next_cursor
        assert uri in [one.uri for one in (*listed, *page.resources)]

    agent(talk)


def test_a_question_without_an_answer_says_so(system: System, agent: Any) -> None:
    async def talk(client: Client) -> None:
        asked = "What does a ticket for the moon tram cost?"
        given = await called(client, "ask", question=asked, filters={"documents": [system.id_of("agents.md")]})
        assert not given["answered"]

    agent(talk)


def test_an_agent_that_gives_up_stops_its_question(system: System, agent: Any) -> None:
    def abandoned() -> int:
        lines = system.http.get("/metrics").text.splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("minirag_questions_abandoned_total "))

    before = abandoned()
    heard = asyncio.Event()

    async def listen(progress: float, total: float | None, message: str | None) -> None:
        heard.set()

    async def talk(client: Client) -> None:
        call = asyncio.create_task(client.call_tool("ask", {"question": QUESTION}, progress_callback=listen))
        await heard.wait()
        call.cancel()
        await asyncio.to_thread(until, lambda: abandoned() > before, "the question is given up")

    agent(talk)
