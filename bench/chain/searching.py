"""How long a search without an answer takes, beside a question with one."""

import time
from collections.abc import Iterator
from typing import NamedTuple

from bench.chain.overhead import QUESTION, median
from bench.private_runtime import PrivateRuntime
from minirag import Client


class Warm(NamedTuple):
    """Seconds, seen by the client, of the same question by each way."""

    ask: float
    search: float
    spans: float


def timed(client: Client, path: str, body: dict[str, object]) -> float:
    """Return the seconds from a request to the end of its answer."""
    started = time.perf_counter()
    client.request("POST", path, json=body)
    return time.perf_counter() - started


def warm(client: Client, rounds: int) -> Iterator[Warm]:
    """Yield the times of `rounds` questions, each asked by every way, one after another, so that all meet the same
    load."""
    for number in range(rounds):
        question = f"{QUESTION} ({number})"
        yield Warm(
            ask=timed(client, "/ask", {"question": question}),
            search=timed(client, "/search", {"query": question}),
            spans=timed(client, "/search", {"query": question, "spans": True}),
        )


def figures(found: list[Warm]) -> dict[str, float]:
    """Return the median milliseconds of each way, and what share of a question's time a search takes."""
    seconds = Warm(*(median(times, 6) for times in zip(*found, strict=True)))
    in_ms = {name: round(value * 1000, 1) for name, value in seconds._asdict().items()}
    return {**in_ms, "search_to_ask": round(seconds.search / seconds.ask, 3), "questions": len(found)}


def cold_search(runtime: PrivateRuntime) -> float:
    """Return the seconds from a search, when every service is at zero, to its passages."""
    runtime.wait_for_zero()
    return timed(runtime.client, "/search", {"query": QUESTION})
