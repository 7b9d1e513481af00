"""Calls to the gateway, with every trouble as one sentence."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
import httpx

from cli.client.address import NotRunning, find_address
from cli.terminal.visible_text import LINES, visible
from events.fields import UUID_PATTERN
from events.retries import doubling, repeated

TIMEOUT = httpx.Timeout(60.0, read=300.0)  # seconds; a first request may wait for a cold start and a long answer
TRIES = 6  # for a service that is busy, with doubled waits of 0.5 to 8 seconds in between
NAMED_BY = "`kubectl get ksvc gateway -n minirag -o jsonpath={.status.url}`"
PAGE = 500  # documents in one answer of the gateway


class Refused(click.ClickException):
    """The gateway answered with an error; the message is its own explanation."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        hint = "; set MINIRAG_KEY to the key that ./build.sh deploy printed" if self.status == 401 else ""
        super().__init__(explanation(response) + hint)


@contextmanager
def gateway() -> Iterator[httpx.Client]:
    """Open a client of the running gateway; lost connections end the command with one sentence."""
    address = find_address()
    try:
        sent = given_headers()
        with httpx.Client(base_url=address.gateway, headers=sent, timeout=TIMEOUT, trust_env=False) as client:
            client.event_hooks = {} if address.pid else {"response": [must_be_ours]}
            yield client
    except httpx.ConnectError as error:
        raise NotRunning(address.gateway if not address.pid else "") from error
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise click.ClickException(f"the connection to {address.page} broke off ({reason}): try again") from error


def given_headers() -> dict[str, str]:
    """Return what a gateway on a cluster needs: its name at the ingress, and the key."""
    host, key = os.environ.get("MINIRAG_HOST", ""), os.environ.get("MINIRAG_KEY", "")
    named = {"host": host} if host else {}
    return named | ({"authorization": f"Bearer {key}"} if key else {})


def must_be_ours(response: httpx.Response) -> None:
    """Raise `ClickException` when it is no gateway that answers 404: ours says as JSON what it did not find, an ingress
    that does not know the name that it was asked by says nothing."""
    if response.status_code != 404 or "json" in response.headers.get("content-type", ""):
        return
    url = response.request.url.copy_with(path="/", query=None)
    if named := os.environ.get("MINIRAG_HOST", ""):
        trouble = f"what answers at {url} knows no MiniRAG by the name {named}, which MINIRAG_HOST gives"
    else:
        trouble = f"what answers at {url} is no MiniRAG: on a cluster, set MINIRAG_HOST to the gateway's name there"
    raise click.ClickException(f"{trouble}; ./build.sh deploy prints the line to export, and {NAMED_BY} the name")


def checked(response: httpx.Response) -> httpx.Response:
    """Return the response if it is no error; raise `Refused` otherwise."""
    if response.is_error:
        raise Refused(response)
    return response


def patiently(call: Callable[[], httpx.Response]) -> httpx.Response:
    """Return the response of a call, made again for a while as long as the answer is "try again later".

    502 is what a proxy answers for a gateway that died; another one takes its place.
    """
    return repeated(call, lambda response: response.status_code not in (429, 502, 503), doubling(0.5, TRIES - 1))


def explanation(response: httpx.Response) -> str:
    """Return what an error response says, fit for a terminal: the detail of a problem, or its text."""
    try:
        detail = response.json()["detail"]
    except (ValueError, KeyError, TypeError):
        detail = response.text.strip()[:300]
    return visible(detail or f"status {response.status_code}", LINES)


def each_document(client: httpx.Client, **chosen: str | Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield every document, or those that the gateway chooses by these parameters, page by page."""
    query: dict[str, Any] = {"limit": PAGE, **chosen}
    while True:
        page = checked(client.get("/documents", params=query)).json()
        yield from page["documents"]
        if not page["next"]:
            return
        query["after"] = page["next"]


def find_document(client: httpx.Client, document: str) -> str:
    """Return the id of a document that is given by its name or its id; raise `ClickException` for an unknown name."""
    if re.fullmatch(UUID_PATTERN, document):
        return document
    found = next((one["id"] for one in each_document(client) if one["name"] == document), None)
    if found is None:
        raise click.ClickException(f"there is no document {document}: ./build.sh documents lists them")
    return str(found)
