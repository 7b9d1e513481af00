"""`./build.sh upload`: send files and folders, and wait until they are searchable."""

import re
import time
from collections import Counter
from typing import Any

import click

from cli.client import label_options
from cli.client.file_names import contents_of
from cli.client.gateway_client import gateway
from cli.terminal.json_output import print_json
from cli.terminal.progress_bar import progress_bar
from cli.terminal.visible_text import visible
from minirag import Tally
from minirag.exchange import RETRIES

_MOST_KINDS = 10
_ONE_S_OWN = re.compile(r"\([^()]{0,300}\)|\b\d{1,12}\b")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATHS...")
@click.option("--name", default="", help="The name of the one document, which the standard input (-) needs.")
@click.option("--metadata", default="", help="A JSON object of texts, kept with each document, to filter questions by.")
@label_options.collection
@label_options.tags
@label_options.pairs
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object.")
def upload(paths: tuple[str, ...], name: str, as_json: bool, **labels: Any) -> None:  # noqa: ANN401 - as label_options names them
    """Send files, and all files in folders, and show the progress until they are searchable.

    A document's name is the file's name, or its path from the given folder's name down. Hidden files, and those that a
    system keeps for itself, are left out. `-` reads the standard input; names may have * and ?, also where the shell
    knows none.

    The files in a zip archive become documents, too. What is there already and unchanged costs nothing, so an
    interrupted upload is simply repeated. Ends with status 1 if any failed.
    """
    contents = contents_of(paths, name)
    if not contents:
        raise click.ClickException("there are no files to upload in these folders")
    started = time.monotonic()
    tally = Tally(total=len(contents))
    with gateway(RETRIES) as client, progress_bar("uploading", len(contents)) as show:
        for tally in client.upload_all(contents, metadata=label_options.metadata_of(**labels)):
            show(tally.settled, f"searchable, {tally.sent} sent" if tally.waiting else "searchable", tally.total)
    report(tally, time.monotonic() - started, as_json)
    if tally.failed:
        raise SystemExit(1)


def report(tally: Tally, seconds: float, as_json: bool) -> None:
    """Print what became of the files."""
    if as_json:
        names = ("total", "indexed", "unchanged", "failed", "warned")
        print_json({**{name: getattr(tally, name) for name in names}, "seconds": round(seconds, 2)})
        return
    unchanged = f" ({tally.unchanged} unchanged)" if tally.unchanged else ""
    click.echo(f"{tally.indexed} of {tally.total} searchable{unchanged} after {seconds:.1f} s")
    for name, reason in tally.failed.items():
        click.echo(visible(f"failed: {name}: {reason}"), err=True)
    for name, warnings in tally.warned.items():
        click.echo(visible(f"not whole: {name}: {'; '.join(warnings)}"), err=True)
    if tally.total > 1:
        for line in summary(tally):
            click.echo(visible(line))


def summary(tally: Tally) -> list[str]:
    """Return lines that say what was warned of and what was refused, each by kind, the most frequent first."""
    refused = Counter(_kind(name, reason) for name, reason in tally.failed.items())
    warned = Counter(_kind(name, warning) for name, warnings in tally.warned.items() for warning in warnings)
    lines = [f"  {count} refused: {kind}" for kind, count in refused.most_common(_MOST_KINDS)]
    return lines + [f"  {count} not whole: {kind}" for kind, count in warned.most_common(_MOST_KINDS)]


def _kind(name: str, reason: str) -> str:
    """Return a reason without what is of one file alone: its name, its numbers, its places."""
    unnamed = reason.replace(name, "it").replace(name.rpartition("/")[2], "it")
    return " ".join(_ONE_S_OWN.sub("", unnamed).split())
