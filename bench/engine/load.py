"""Clients that ask for streamed chat completions, and what each of them saw. The same for every contender."""

import http.client
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from bench.engine.sse_reading import completions, text_in, usage_in
from bench.engine.workloads import Prompt
from events.errors import Unavailable

TIMEOUT = 300.0  # seconds without a byte; a server that answers one at a time lets the last client wait long


@dataclass(frozen=True, slots=True)
class Record:
    """One answer: seconds from the request to the first piece of text and to the end, its tokens, its text."""

    first: float
    seconds: float
    prompt_tokens: int  # 0 when the server does not tell
    completion_tokens: int
    text: str

    @property
    def generating(self) -> float:
        """Seconds from the first piece of text to the end, in which all tokens but the first were made."""
        return self.seconds - self.first


@dataclass(frozen=True, slots=True)
class Run:
    """The records of one workload, and the seconds from the first request to the last answer's end."""

    records: list[Record]
    seconds: float


def run_load(port: int, prompts: Sequence[Prompt], clients: int, max_tokens: int) -> Run:
    """Send the prompts to this machine's `port`, each of the clients the next one as soon as it is free.

    Raises `Unavailable` when one of them gets no whole answer: a benchmark with holes would be no benchmark.
    """
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        records = list(pool.map(lambda prompt: ask(port, prompt, max_tokens), prompts))
    return Run(records, time.perf_counter() - started)


def ask(port: int, prompt: Prompt, max_tokens: int) -> Record:
    """Send one prompt and read its answer to the end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    started = time.perf_counter()
    try:
        connection.request("POST", "/v1/chat/completions", request_body(prompt, max_tokens), HEADERS)
        return _read(connection.getresponse(), started)
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable(f"a contender of the benchmark did not answer: {error!r}") from error
    finally:
        connection.close()


HEADERS = {"Content-Type": "application/json"}


def request_body(prompt: Prompt, max_tokens: int) -> bytes:
    """Return the JSON of a request; temperature 0, so that every contender is to write the same text."""
    body: dict[str, Any] = {
        "model": "benchmark",
        "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
        "max_tokens": max_tokens,
        "temperature": 0,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    return json.dumps(body).encode()


def _read(response: http.client.HTTPResponse, started: float) -> Record:
    if response.status != 200:
        raise Unavailable(f"a contender of the benchmark answered {response.status}: {response.read(300)!r}")
    first, pieces = 0.0, list[str]()
    usage: dict[str, int] = {}
    for event in completions(response):
        if piece := text_in(event):
            first = first or time.perf_counter() - started
            pieces.append(piece)
        usage = usage_in(event) or usage
    seconds = time.perf_counter() - started
    # A server that does not count streams a piece for each token.
    made = usage.get("completion_tokens", len(pieces))
    return Record(first or seconds, seconds, usage.get("prompt_tokens", 0), made, "".join(pieces))
