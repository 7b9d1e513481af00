"""What the chaos tests share: documents to upload, and what a store holds in the end."""

import json
import signal
import sqlite3
from contextlib import closing, suppress
from os import kill
from pathlib import Path
from typing import Any

from functions.stores.opening import open_passages
from tests.running import Running
from tests.system import until

FACTS = "select tenant, document, generation, kind, number, at, data from facts order by 1, 2, 3, 4, 5"


def documents(count: int) -> dict[str, str]:
    """Return that many small documents, no two alike."""
    sentence = "Document {n} says in sentence {s} that the number {x} is a fine one to remember."
    return {
        f"folder/{n:03d}.txt": "\n\n".join(sentence.format(n=n, s=s, x=n * 31 + s) for s in range(1 + n % 7))
        for n in range(count)
    }


def upload_all(system: Running, files: dict[str, str]) -> None:
    """Upload the files in one request, so that they are on record before the first of them is indexed."""
    form = [("file", (name, content)) for name, content in files.items()]
    answers = system.http.post("/documents", files=form).raise_for_status().json()
    assert {answer["status"] for answer in answers} == {202}


def all_indexed(system: Running, count: int, *, ticking: bool = False) -> None:
    """Wait until that many documents are indexed, doing the PingSource's work if `ticking`."""

    def done() -> bool:
        if ticking:
            system.tick()
        return int(system.http.get("/documents").json()["counts"].get("indexed", 0)) == count

    until(done, f"{count} documents are indexed")
    until(system.idle, "the Broker is empty")


def passages_of(home: Path) -> list[bytes]:
    """Return the dump of all passages, as lines."""
    return list(open_passages(f"sqlite://{home}/store.sqlite").dump())


def chunks_of(home: Path) -> list[tuple[Any, ...]]:
    """Return what two runs have in common of each passage: its document, place, text and vector."""
    rows = [json.loads(line) for line in passages_of(home)]
    return sorted((row["name"], row["position"], row["text"], str(row["vector"])) for row in rows)


def dump_of(home: Path) -> tuple[list[bytes], list[Any]]:
    """Return everything that the ingest side keeps: passages with vectors, and facts."""
    with closing(sqlite3.connect(f"file:{home}/store.sqlite?mode=ro", uri=True)) as store:
        return passages_of(home), store.execute(FACTS).fetchall()


def kill_everything(system: Running) -> None:
    """Kill the runtime and all its children at once, as a power cut would."""
    services = system.status()["services"].values()
    children = [one["pid"] for service in services for one in service["instances"] if one["pid"]]
    system.kill()
    for pid in children:
        with suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)
