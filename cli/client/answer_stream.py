"""A question's server-sent events."""

import json
from collections.abc import Iterator
from typing import Any

import click
import httpx
from httpx_sse import connect_sse

from cli.client.gateway_client import Refused
from cli.terminal.visible_text import LINES, visible


def answer_events(client: httpx.Client, body: dict[str, object]) -> Iterator[tuple[str, Any]]:
    """Ask, and yield the name and the data of each event: stage, token, restart, citations, done.

    Raises `ClickException` with the reason when the question fails or the stream ends without `done`.
    """
    name = ""
    with connect_sse(client, "POST", "/ask", json={**body, "stream": True}) as source:
        if source.response.is_error:
            source.response.read()
            raise Refused(source.response)
        for event in source.iter_sse():
            name, data = event.event, json.loads(event.data)
            if name == "error":
                raise click.ClickException(visible(data["detail"], LINES))
            yield name, data
    if name != "done":
        raise click.ClickException("the answer broke off: ask again")
