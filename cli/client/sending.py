"""Sending files to the gateway, and waiting until they are searchable."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import httpx

from cli.client.gateway_client import (
    checked,
    each_document,
    explanation,
    patiently,
)

AT_ONCE = 4  # files on their way to the gateway
LOOKED_AT = 32  # of the oldest documents under way at a time: more than are ever admitted at once
PAUSE = 0.25  # seconds between two looks

Content = Callable[[], bytes]


@dataclass
class Tally:
    """What became of the files of one upload, and of the files in its archives once they are known.

    `waiting` holds ids by name, in the order of acceptance.
    """

    total: int
    sent: int = 0
    unchanged: int = 0
    indexed: int = 0
    waiting: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)  # reason by name
    warned: dict[str, list[str]] = field(default_factory=dict)  # by name, what is not in what was read

    @property
    def settled(self) -> int:
        return self.indexed + len(self.failed)


def upload(client: httpx.Client, contents: Mapping[str, Content], metadata: str = "") -> Iterator[Tally]:
    """Send every file and yield the growing tally, until each document is searchable or has failed.

    A file that is there unchanged and searchable already counts as indexed at once, so a repeated upload is quick.
    """
    tally = Tally(total=len(contents))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = {pool.submit(_send, client, name, content, metadata): name for name, content in contents.items()}
        try:
            for future in as_completed(futures):
                _count_sent(client, tally, futures[future], future.result())
                yield tally
        finally:
            pool.shutdown(cancel_futures=True)
    while tally.waiting:
        _look(client, tally)
        yield tally
        time.sleep(PAUSE if tally.waiting else 0)


def _send(client: httpx.Client, name: str, content: Content, metadata: str) -> httpx.Response | OSError:
    query = {"name": name, **({"metadata": metadata} if metadata else {})}
    try:
        data = content()
    except OSError as error:
        return error
    return patiently(lambda: client.post("/documents", params=query, content=data))


def _count_sent(client: httpx.Client, tally: Tally, name: str, outcome: httpx.Response | OSError) -> None:
    tally.sent += 1
    if isinstance(outcome, OSError):
        tally.failed[name] = f"cannot be read: {outcome.strerror or outcome}"
    elif outcome.is_error:
        tally.failed[name] = explanation(outcome)
    else:
        document = outcome.json()
        tally.unchanged += bool(document["unchanged"])
        tally.waiting[name] = document["id"]
        _settle(client, tally, name, document)


def _look(client: httpx.Client, tally: Tally) -> None:
    for name in list(tally.waiting)[:LOOKED_AT]:
        path = f"/documents/{tally.waiting[name]}"
        response = patiently(partial(client.get, path))
        if response.status_code == 404:
            del tally.waiting[name]
            tally.failed[name] = "it was deleted in the meantime"
        else:
            _settle(client, tally, name, checked(response).json())


def _settle(client: httpx.Client, tally: Tally, name: str, document: dict[str, Any]) -> None:
    if document["phase"] == "indexed":
        tally.indexed += 1
        if document.get("warnings"):
            tally.warned[name] = list(document["warnings"])
    elif document["phase"] == "failed":
        tally.failed[name] = f"{document['stage']}: {document['reason']}"
    else:
        return
    del tally.waiting[name]
    if document.get("files"):
        _expect_members(client, tally, document["id"])


def _expect_members(client: httpx.Client, tally: Tally, archive: str) -> None:
    """Wait for what came in an archive, too."""
    for member in each_document(client, archive=archive):
        tally.total += 1
        tally.sent += 1
        tally.waiting[member["name"]] = member["id"]
        _settle(client, tally, member["name"], member)
