"""The question that tells whether a deployment answers."""

import time

import click
import httpx

from cli.client.gateway_client import explanation
from cli.cluster.gateway_access import gateway_client

QUESTION = "What are these documents about?"


def ask_first_question(timeout: float) -> str:
    """Ask through the public way in, with all functions as cold as they are, and return a sentence about the answer.

    Any answer is a good one, also that nothing is known: there may be no documents yet.
    """
    deadline, reason = time.monotonic() + timeout, "the gateway did not answer"
    with gateway_client() as client:
        while time.monotonic() < deadline:
            started = time.monotonic()
            try:
                answer = client.post("/ask", json={"question": QUESTION}, timeout=timeout)
            except httpx.HTTPError as error:
                reason = str(error) or type(error).__name__
            else:
                if answer.status_code == 200:
                    return _sentence(client, time.monotonic() - started)
                reason = explanation(answer)
            time.sleep(1.0)
    raise click.ClickException(f"everything is ready, but a first question was not answered: {reason}")


def _sentence(client: httpx.Client, seconds: float) -> str:
    counts = client.get("/documents", params={"limit": 1}).json()["counts"]
    answered = f"a first question was answered after {seconds:.1f} s"
    return answered if counts else f"{answered}; there are no documents yet: ./build.sh upload PATH..."
