"""`./build.sh event`: sign an event as one of our functions would, and post it to the Broker or to one function."""

from http import HTTPStatus
from pathlib import Path

import click
import httpx

from cli.client.address import NotRunning, find_address
from cli.client.home_key import signing_key
from cli.terminal.json_output import json_option, print_json
from cli.terminal.visible_text import LINES, visible
from events import binding
from events.errors import MiniRAGError
from events.event import Event
from events.registry import PIPELINE_WAKE
from events.signature import signed
from knative.local.addresses import SERVICES
from minirag.errors import problem_error, problem_of
from minirag.exchange import TIMEOUT

BROKER = "/minirag/default"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", metavar="FUNCTION", default="", help="Post it to this function, and not to the Broker.")
@json_option
def event(file: Path, to: str, as_json: bool) -> None:
    """Sign a CloudEvent and post it; print the status and the whole answer.

    FILE holds the event in JSON, as those in events/samples. It is signed by the key of this home, and goes to the
    runtime on this machine: for a cluster, where the key is in the Secret minirag, there is no such command. Functions
    take nothing that is unsigned, but an upload or a question (docs/security.md).
    """
    made = signed(signing_key(), read_event(file))
    answer = post(made, address_of(made, to))
    if as_json:
        print_json(as_object(answer))
    else:
        show(answer)
    if answer.is_error:
        detail = problem_error(problem_of(answer.content), answer.status_code).detail
        raise click.ClickException(f"it was refused: {visible(detail, LINES)}") if as_json else SystemExit(1)


def headers_of(answer: httpx.Response) -> dict[str, str]:
    """Return those headers that are about the event in the answer."""
    return {name: value for name, value in answer.headers.items() if name == "content-type" or name.startswith("ce-")}


def as_object(answer: httpx.Response) -> dict[str, object]:
    """Return the answer for JSON; its body is data where it is JSON itself, or else text, and null for none."""
    try:
        body = answer.json() if answer.content else None
    except ValueError:
        body = answer.text
    return {"status": answer.status_code, "headers": headers_of(answer), "body": body}


def show(answer: httpx.Response) -> None:
    """Print the status and the whole answer."""
    click.echo(f"{answer.status_code} {HTTPStatus(answer.status_code).phrase}")
    for name, value in headers_of(answer).items():
        click.echo(visible(f"{name}: {value}"))
    if answer.content:
        click.echo("\n" + visible(answer.text, LINES))


def read_event(file: Path) -> Event:
    """Return the event in a file; raise `ClickException` saying what is wrong with it."""
    try:
        return binding.receive({"content-type": binding.STRUCTURED}, file.read_bytes())
    except (MiniRAGError, OSError) as error:
        raise click.ClickException(f"{file}: {error}") from error


def address_of(made: Event, function: str) -> str:
    """Return the URL to post to: the Broker's, or that of a function of the local runtime."""
    sink = find_address().sink
    if not sink:
        raise click.ClickException("MINIRAG_URL names a MiniRAG elsewhere: unset it, to post to the one in this home")
    path = "/wake" if made.type == PIPELINE_WAKE else "/"
    return f"{sink}{SERVICES}{function}{path}" if function else sink + BROKER


def post(made: Event, url: str) -> httpx.Response:
    """Post the event; raise `NotRunning` when nothing answers there."""
    headers, body = binding.send(made)
    try:
        return httpx.post(url, headers=headers, content=body, timeout=TIMEOUT, trust_env=False)
    except httpx.ConnectError as error:
        raise NotRunning from error
    except httpx.HTTPError as error:
        raise click.ClickException(f"no answer from {url} ({type(error).__name__}): try again") from error
