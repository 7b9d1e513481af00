"""What is timed on a cluster: a hop through the Broker, cold starts, cold questions, ingest."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import httpx

from bench.chain.overhead import QUESTION, timed_answer
from bench.chain.searching import timed
from bench.cluster.short_windows import pods, wait_for_zero
from cli.cluster.kubectl import NAMESPACE, kubectl
from events.registry import PIPELINE_WAKE
from events.stages import TO_ANSWER
from minirag import Client

WAKES = tuple(f"{stage.service}-wake" for stage in TO_ANSWER)
INTERNAL = "svc.cluster.local"


def cold_question(client: Client) -> tuple[float, float]:
    """Ask with every Service at zero; return the seconds to the first token and to the whole answer."""
    wait_for_zero()
    return timed_answer(client)


def cold_search(client: Client) -> float:
    """Return the seconds of a search with every Service at zero."""
    wait_for_zero()
    return timed(client, "/search", {"query": QUESTION})


@contextmanager
def without_wakes() -> Iterator[None]:
    """Let the wake Triggers pass nothing for a while. They are not deleted: Knative 1.21 may then forget to take them
    out of the channel."""
    _set_wake_filters(f"{PIPELINE_WAKE}.not")
    try:
        yield
    finally:
        _set_wake_filters(PIPELINE_WAKE)


def _set_wake_filters(type_: str) -> None:
    patch = json.dumps({"spec": {"filter": {"attributes": {"type": type_}}}})
    for name in WAKES:
        kubectl("patch", "trigger", name, "-n", NAMESPACE, "--type", "merge", "--patch", patch)


def cold_start(client: httpx.Client, service: str) -> float:
    """Return the seconds from a first request inside the cluster until the Service, at zero, has answered."""
    wait_for_zero()
    started = time.perf_counter()
    client.get("/wake", headers={"host": f"{service}.{NAMESPACE}.{INTERNAL}"}).raise_for_status()
    return time.perf_counter() - started


def ingest(client: Client, documents: int, prefix: str) -> tuple[float, int]:
    """Upload as many small texts under new names; return the seconds until all are searchable, and the most pods
    that `embed-documents` had."""
    contents = {f"{prefix}/{number}.txt": partial(_text, number) for number in range(documents)}
    with _most_pods("embed-documents") as most:
        started = time.perf_counter()
        *_, tally = client.upload_all(contents)
        seconds = time.perf_counter() - started
    if tally.failed:
        raise RuntimeError(f"the benchmark's documents were not indexed: {tally.failed}")
    return seconds, max(most)


def remove(client: Client, prefix: str) -> None:
    """Delete the benchmark's documents again."""
    for document in client.documents():
        if document.name.startswith(prefix):
            client.delete(document.id)


def _text(number: int) -> bytes:
    lines = (f"Paragraph {line} of document {number} tells of events, brokers and triggers." for line in range(20))
    return "\n\n".join(lines).encode()


@contextmanager
def _most_pods(service: str) -> Iterator[list[int]]:
    counts, ended = [0], threading.Event()

    def look() -> None:
        while not ended.wait(1.0):
            counts.append(len(pods(service)))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield counts
    finally:
        ended.set()
        watcher.join()
