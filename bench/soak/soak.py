"""Load for a long time: clients that ask, go away, ask too much and ask nonsense, each checked by its marker."""

import http.client
import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from bench.engine.load import HEADERS
from bench.engine.sse_reading import completions, text_in
from bench.soak.checker import Outcome, faults
from bench.soak.requests import (
    Kind,
    Marked,
    choose,
    request_of,
)
from events.errors import MiniRAGError, Unavailable

TIMEOUT = 120.0  # seconds without a byte, after which an answer counts as lost
LONGEST_STAY = 20  # pieces of text that a client which goes away may still read


@dataclass
class Soaked:
    """What a soak saw so far: outcomes in the order they ended, and the server's resident bytes from time to time."""

    outcomes: list[Outcome] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def verified(port: int, candidates: Sequence[Marked], number: int, tell: Callable[[int], None]) -> list[Marked]:
    """Return the first `number` candidates that the model answers rightly while nothing else runs.

    What it then answers wrongly under load is the engine's doing. `tell` hears how many there are. Raises `Unavailable`
    when there are too few.
    """
    chance = random.Random(0)  # noqa: S311 - not a secret
    right = (one for one in candidates if not list(faults([send(port, Kind.ANSWERED, one, chance)])))
    found: list[Marked] = []
    for one in islice(right, number):
        found.append(one)
        tell(len(found))
    if len(found) < number:
        raise Unavailable(f"the model repeats only {len(found)} of {len(candidates)} markers: nothing can be checked")
    return found


def soak(
    port: int, pid: int, marked: Sequence[Marked], clients: int, seconds: float, tell: Callable[[Soaked, float], None]
) -> Soaked:
    """Send requests of all kinds for so many seconds, and in the end one more from every client at the same time.

    That last round gets its answers only if every slot is free again. `tell` hears from time to time what was seen.
    """
    seen, started = Soaked(memory=[resident(pid)]), time.monotonic()
    threads = [
        threading.Thread(target=_client, args=(port, marked, seen, started + seconds, number), daemon=True)
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    every = min(5.0, seconds / 50)
    while any(thread.is_alive() for thread in threads):
        time.sleep(every)
        if time.monotonic() < started + seconds:  # afterwards the load, and with it the memory, goes down
            seen.memory.append(resident(pid))
        tell(seen, time.monotonic() - started)
    return seen


def _client(port: int, marked: Sequence[Marked], seen: Soaked, until: float, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 - not a secret
    while time.monotonic() < until:
        seen.outcomes.append(send(port, choose(chance), chance.choice(marked), chance))
    seen.outcomes.append(send(port, Kind.ANSWERED, marked[number % len(marked)], chance))


def send(port: int, kind: Kind, marked: Marked, chance: random.Random) -> Outcome:
    """Send one request and return what came of it; whatever happens is an outcome, nothing is raised."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    status, pieces = 0, list[str]()
    stay = chance.randrange(LONGEST_STAY) if kind is Kind.CANCELLED else None
    try:
        connection.request("POST", "/v1/chat/completions", request_of(kind, marked, chance), HEADERS)
        response = connection.getresponse()
        status = response.status
        if status == 200:
            pieces.extend(islice(map(text_in, completions(response)), stay))
        return Outcome(kind, marked.marker, status, "".join(pieces), whole=True)
    except (OSError, http.client.HTTPException, ValueError, MiniRAGError) as error:
        return Outcome(kind, marked.marker, status, "".join(pieces), error=repr(error))
    finally:
        connection.close()


def resident(pid: int) -> float:
    """Return the bytes of memory that a process holds now."""
    pages = Path(f"/proc/{pid}/statm")
    if pages.is_file():
        return int(pages.read_text().split()[1]) * float(os.sysconf("SC_PAGE_SIZE"))
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) * 1024.0
