"""OpenAI's Agents SDK, which speaks /v1/responses unless told otherwise."""

import asyncio

from agents import Agent, OpenAIResponsesModel, Runner, set_tracing_disabled
from openai import AsyncOpenAI

from bench.clients.trying import EARLIER, FOLLOW_UP, PASTED, PASTED_EXPECTED, QUESTION, SYSTEM, report, says, streamed
from bench.clients.trying import target as given

TARGET = given()
set_tracing_disabled(True)


CLIENT = AsyncOpenAI(base_url=TARGET.url, api_key=TARGET.key, max_retries=0)
AGENT = Agent(name="reader", instructions=SYSTEM, model=OpenAIResponsesModel(TARGET.model, CLIENT))
LOOP = asyncio.Runner()  # one for all: the client's connections stay in it


async def stream() -> str:
    run = Runner.run_streamed(AGENT, QUESTION)
    pieces = [
        getattr(event.data, "delta", "") async for event in run.stream_events() if event.type == "raw_response_event"
    ]
    return streamed(pieces)


async def history() -> str:
    first = await Runner.run(AGENT, EARLIER[0][0])
    second = await Runner.run(AGENT, FOLLOW_UP, previous_response_id=first.last_response_id)
    items = await Runner.run(AGENT, [*first.to_input_list(), {"role": "user", "content": FOLLOW_UP}])
    return f"{says(second.final_output)} | {says(items.final_output)}"


async def sources() -> str:
    run = await Runner.run(AGENT, QUESTION)
    return says([one for item in run.raw_responses[-1].output for one in item.content[0].annotations], "normans.md")


async def asked(question: str, expected: str = "France") -> str:
    return says((await Runner.run(AGENT, question)).final_output, expected)


report(
    "openai-agents",
    {
        "chat, system message": lambda: LOOP.run(asked(QUESTION)),
        "stream": lambda: LOOP.run(stream()),
        "long message": lambda: LOOP.run(asked(PASTED, PASTED_EXPECTED)),
        "history": lambda: LOOP.run(history()),
        "sources": lambda: LOOP.run(sources()),
    },
)
