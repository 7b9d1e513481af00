"""The client of the running gateway, with every trouble as one sentence."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Unpack, cast

import click
from msgspec.structs import replace

from cli.client.address import Address, NotRunning, find_address
from cli.terminal.visible_text import LINES, visible
from events.fields import UUID_PATTERN
from minirag import Client, MiniRAGError, Unreachable, WrongAddress, calls
from minirag.calls import Call, Choosing
from minirag.documents import Page
from minirag.uploads import each_document

NAMED_BY = "`kubectl get ksvc gateway -n minirag -o jsonpath={.status.url}`"
KEY_HINT = "set MINIRAG_KEY to the key that ./build.sh deploy printed"


@contextmanager
def gateway(retries: int = 0) -> Iterator[Client]:
    """Open a client of the running gateway; what goes wrong ends the command with one sentence."""
    address = find_address()
    with in_one_sentence(address), Client(address.gateway, retries=retries) as client:
        yield client


@contextmanager
def in_one_sentence(address: Address) -> Iterator[None]:
    """Turn the client's errors into what a command ends with."""
    try:
        yield
    except Unreachable as error:
        raise NotRunning(address.gateway if not address.pid else "") from error
    except MiniRAGError as error:
        hint = f"; {KEY_HINT}" if error.status == 401 else ""
        raise click.ClickException(visible(told(error), LINES) + hint) from error


def told(error: MiniRAGError) -> str:
    """Return what an error says, and of an address that is not the gateway's how to find that."""
    if not isinstance(error, WrongAddress) or error.status != 404:
        return error.detail
    if named := os.environ.get("MINIRAG_HOST", ""):
        found = error.detail.removesuffix(" is no MiniRAG")
        trouble = f"{found} knows no MiniRAG by the name {named}, which MINIRAG_HOST gives"
    else:
        trouble = f"{error.detail}: on a cluster, set MINIRAG_HOST to the gateway's name there"
    return f"{trouble}; ./build.sh deploy prints the line to export, and {NAMED_BY} the name"


def documents_as_told(client: Client, **chosen: Unpack[Choosing]) -> Iterator[dict[str, Any]]:
    """Yield every document, or the chosen ones, with all that the gateway tells of it."""
    call: Call[Page[dict[str, Any]]]
    call = replace(cast(Call[Any], calls.documents(**chosen)), result=Page[dict[str, Any]])
    return client.transport.follow(each_document(call))


def find_document(client: Client, document: str) -> str:
    """Return the id of a document that is given by its name or its id; raise `ClickException` for an unknown name."""
    if re.fullmatch(UUID_PATTERN, document):
        return document
    if found := client.find(document):
        return found.id
    raise click.ClickException(f"there is no document {document}: ./build.sh documents lists them")
