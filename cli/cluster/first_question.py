"""The question that tells whether a deployment answers."""

import time
from operator import itemgetter

import click

from cli.cluster.gateway_access import gateway_client
from cli.terminal.visible_text import LINES, visible
from events.retries import repeated, steady
from minirag import Client, MiniRAGError

QUESTION = "What are these documents about?"


def ask_first_question(timeout: float) -> str:
    """Ask through the public way in, with all functions as cold as they are, and return a sentence about the answer.

    Any answer is a good one, also that nothing is known: there may be no documents yet.
    """
    with gateway_client(timeout) as client:
        answered, told = repeated(lambda: _asked(client), itemgetter(0), steady(1.0, timeout))
    if not answered:
        raise click.ClickException(f"everything is ready, but a first question was not answered: {told}")
    return told


def _asked(client: Client) -> tuple[bool, str]:
    """Ask once; return whether there was an answer, and a sentence about it or the reason why not."""
    started = time.monotonic()
    try:
        client.ask(QUESTION)
    except MiniRAGError as error:
        return False, visible(error.detail, LINES)
    return True, _sentence(client, time.monotonic() - started)


def _sentence(client: Client, seconds: float) -> str:
    counts = client.request("GET", "/documents", params={"limit": 1}).json()["counts"]
    answered = f"a first question was answered after {seconds:.1f} s"
    return answered if counts else f"{answered}; there are no documents yet: ./build.sh upload PATH..."
