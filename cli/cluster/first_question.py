"""The question that tells whether a deployment answers."""

import time
from operator import itemgetter

import click
import httpx

from cli.client.gateway_client import explanation
from cli.cluster.gateway_access import gateway_client
from events.retries import repeated, steady

QUESTION = "What are these documents about?"


def ask_first_question(timeout: float) -> str:
    """Ask through the public way in, with all functions as cold as they are, and return a sentence about the answer.

    Any answer is a good one, also that nothing is known: there may be no documents yet.
    """
    with gateway_client() as client:
        answered, told = repeated(lambda: _asked(client, timeout), itemgetter(0), steady(1.0, timeout))
    if not answered:
        raise click.ClickException(f"everything is ready, but a first question was not answered: {told}")
    return told


def _asked(client: httpx.Client, timeout: float) -> tuple[bool, str]:
    """Ask once; return whether there was an answer, and a sentence about it or the reason why not."""
    started = time.monotonic()
    try:
        answer = client.post("/ask", json={"question": QUESTION}, timeout=timeout)
    except httpx.HTTPError as error:
        return False, str(error) or type(error).__name__
    if answer.status_code != 200:
        return False, explanation(answer)
    return True, _sentence(client, time.monotonic() - started)


def _sentence(client: httpx.Client, seconds: float) -> str:
    counts = client.get("/documents", params={"limit": 1}).json()["counts"]
    answered = f"a first question was answered after {seconds:.1f} s"
    return answered if counts else f"{answered}; there are no documents yet: ./build.sh upload PATH..."
