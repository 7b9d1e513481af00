"""What the chain adds to a question beyond the work of its functions, and how long cold starts take."""

import statistics
import time
from collections.abc import Iterator, Sequence

from bench.private_runtime import PrivateRuntime
from events.stages import TO_ANSWER
from minirag import Client, Done, Stage, Token

*BEFORE_GENERATE, GENERATE = (stage.name for stage in TO_ANSWER)
QUESTION = "What does the broker do with an event that no function takes?"


def overheads(client: Client, rounds: int) -> Iterator[float]:
    """Yield, for each of `rounds` warm questions, the chain's own milliseconds before `generate` starts.

    From the gateway's receipt until it hears that `generate` has started (the field `at` of that stage's event), less
    the time inside the handlers of embed, search and prompt (`timings`): what is left is the Broker, HTTP, the events.
    """
    for number in range(rounds):
        started, inside = 0.0, dict[str, float]()
        with client.stream(f"{QUESTION} ({number})", options={"max_tokens": 1}) as events:
            for event in events:
                match event:
                    case Stage(stage=stage, state="started", at=at) if stage == GENERATE:
                        started = at
                    case Done(answer=answer):
                        inside = answer.timings
        yield started - sum(inside[stage] for stage in BEFORE_GENERATE)


def cold_question(runtime: PrivateRuntime) -> float:
    """Return the seconds from asking, when every service is at zero, to the answer's first token."""
    runtime.wait_for_zero()
    first, _ = timed_answer(runtime.client)
    return first


def timed_answer(client: Client) -> tuple[float, float]:
    """Ask; return the seconds to the first token and to the whole answer."""
    started, first = time.perf_counter(), 0.0
    with client.stream(QUESTION) as events:
        for event in events:
            if isinstance(event, Token) and not first:
                first = time.perf_counter() - started
    return first, time.perf_counter() - started


def cold_starts(runtime: PrivateRuntime, rounds: int) -> Iterator[tuple[str, float]]:
    """Yield (service, seconds from the first request to its answer), each service alone, with all others at zero."""
    for _ in range(rounds):
        for service in runtime.services():
            runtime.wait_for_zero()
            yield service, runtime.wake(service)


def median(values: Sequence[float], digits: int = 3) -> float:
    """Return the median, rounded."""
    return round(statistics.median(values), digits)
