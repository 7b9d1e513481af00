"""`./build.sh reindex`: another embedding model's index beside the one that answers, and the switch to it."""

import time
from pathlib import Path
from typing import Any

import click

from cli.client.address import find_address
from cli.client.gateway_client import gateway
from cli.terminal.json_output import json_option, print_json
from cli.terminal.progress_bar import progress_bar
from cli.terminal.tables import print_table
from events.errors import MiniRAGError
from minirag import Client
from model.catalog import find
from model.prepare import prepare

PAUSE = 1.0  # seconds between two looks
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--model", default="", metavar="NAME", help="Embed every document by this model, then switch to it.")
@click.option("--eval", "data", type=FOLDER, help="Before the switch, ask the questions of this data set of both.")
@click.option("--limit", type=click.IntRange(0), default=0, help="Of them, only this many, evenly spread.")
@click.option("--yes", is_flag=True, help="Switch without asking.")
@click.option("--drop", default="", metavar="NAME", help="Remove the index of a model that does not answer.")
@json_option
def reindex(model: str, data: Path | None, limit: int, yes: bool, drop: str, as_json: bool) -> None:
    """Change the embedding model without a wipe: show the indexes, make another one, switch to it, or drop one.

    While the second index is made, the first one answers; the switch is made at once, and the way back is the same
    command with the former model, which embeds only what has come since. The work is done by MiniRAG itself: Ctrl-C
    ends the watching only, and the command can be repeated at any time. `--eval` compares the two on documents that
    ./build.sh eval has uploaded. `--json` prints the indexes as they are in the end, and asks nothing: --yes switches.
    """
    if as_json and data:
        raise click.UsageError("--eval prints a table: leave out --json, or compare by ./build.sh eval --json")
    with gateway() as client:
        if drop:
            client.request("DELETE", f"/index/{drop}")
            click.echo(f"the index of {drop} is removed", err=as_json)
        elif model:
            move(client, model, data, limit, yes, as_json)
        if as_json:
            print_json(client.request("GET", "/index").json())
        elif not (drop or model):
            show(client.request("GET", "/index").json())


def move(client: Client, model: str, data: Path | None, limit: int, yes: bool, quiet: bool) -> None:
    """Make the index of `model`, compare it with the active one, and switch to it if that is wanted.

    What is said goes to standard error, and nothing is asked, if it shall be quiet.
    """
    before = str(client.request("GET", "/index").json()["active"])
    make_ready(model)
    begin(client, model, switch=False)
    watch(client, model)
    if data:
        from bench.evaluation.comparison import comparison  # noqa: PLC0415 - whoever only has a cluster lacks its packages

        columns, rows = comparison(client, data, limit, (before, model))
        print_table(columns, rows)
    if before != model and not (yes or (not quiet and agreed(model))):
        click.echo(f"{before} still answers; ./build.sh reindex --model {model} --yes switches", err=quiet)
        return
    begin(client, model, switch=True)
    watch(client, model)  # what has come meanwhile
    with progress_bar("switching", 1):
        while client.request("GET", "/index").json()["active"] != model:
            time.sleep(PAUSE)
    click.echo(f"{model} answers", err=quiet)
    if before != model:
        back = f"back: ./build.sh reindex --model {before}; to free its space: ./build.sh reindex --drop {before}"
        click.echo(back, err=quiet)


def make_ready(model: str) -> None:
    """Prepare the weights where MiniRAG runs on this machine; elsewhere they are in the image."""
    try:
        entry = find(model, "embed")
        if find_address().pid:
            prepare(entry, lambda line: click.echo(line, err=True))
    except MiniRAGError as error:
        raise click.ClickException(error.detail) from error


def begin(client: Client, model: str, *, switch: bool) -> None:
    """Tell MiniRAG to bring this model's index up to date, and to switch to it then."""
    client.request("POST", "/index", json={"model": model, "switch": switch})


def watch(client: Client, model: str) -> None:
    """Show the progress until the index is whole; raise `ClickException` when documents fail on their way into it."""
    with progress_bar(f"reindexing to {model}", 1) as show_progress:
        while True:
            state = client.request("GET", "/index").json()
            progress = state["reindexing"]
            if progress is None or progress["model"] != model or progress["whole"]:
                return
            show_progress(progress["indexed"], "documents", progress["documents"])
            if progress["failed"] and not under_way(state, model):
                raise click.ClickException(
                    f"{len(progress['failed'])} documents failed on their way, such as {progress['failed'][0]}: "
                    "./build.sh failures says why; repeat this command to try them again"
                )
            time.sleep(PAUSE)


def under_way(state: dict[str, Any], model: str) -> int:
    """Return how many documents are on their way into this model's index."""
    [documents] = [one["documents"] for one in state["indexes"] if one["model"] == model] or [{}]
    return sum(count for phase, count in documents.items() if phase not in ("indexed", "failed"))


def agreed(model: str) -> bool:
    """Ask whether to switch; without a terminal the answer is no."""
    try:
        return click.confirm(f"the index of {model} is whole: shall it answer from now on?", default=True)
    except click.Abort:
        click.echo()
        return False


def show(state: dict[str, Any]) -> None:
    """Print the indexes as a table, and what is being done."""
    rows = (
        (one["model"], "answers" if one["model"] == state["active"] else "", _counted(one["documents"]))
        for one in state["indexes"]
    )
    print_table(("index", "", "documents"), rows)
    if progress := state["reindexing"]:
        click.echo(f"reindexing to {progress['model']}: {progress['indexed']} of {progress['documents']}")


def _counted(documents: dict[str, int]) -> str:
    return ", ".join(f"{count} {phase}" for phase, count in documents.items()) or "none"
