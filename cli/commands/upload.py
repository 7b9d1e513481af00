"""`./build.sh upload`: send files and folders, and wait until they are searchable."""

import time
from functools import partial
from pathlib import Path

import click

from cli.client import label_options
from cli.client.file_names import named_files
from cli.client.gateway_client import gateway
from cli.client.sending import Tally
from cli.client.sending import upload as sent
from cli.terminal.json_output import print_json
from cli.terminal.progress_bar import progress_bar
from cli.terminal.visible_text import visible


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--metadata", default="", help="A JSON object of texts, kept with each document, to filter questions by.")
@label_options.collection
@label_options.tags
@label_options.pairs
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object.")
def upload(
    paths: tuple[Path, ...],
    metadata: str,
    collection: str | None,
    tags: tuple[str, ...],
    pairs: tuple[tuple[str, str], ...],
    as_json: bool,
) -> None:
    """Send files, and all files in folders, and show the progress until they are searchable.

    A document's name is the file's name, or its path from the given folder's name down. Hidden files are left out.
    The files in a zip archive become documents, too. What is there already and unchanged costs nothing, so an
    interrupted upload is simply repeated. Ends with status 1 if any failed.
    """
    files = named_files(paths)
    if not files:
        raise click.ClickException("there are no files to upload in these folders")
    started = time.monotonic()
    tally = Tally(total=len(files))
    contents = {name: partial(Path.read_bytes, file) for name, file in files.items()}
    with gateway() as client, progress_bar("uploading", len(files)) as show:
        for tally in sent(client, contents, label_options.metadata_of(metadata, collection, tags, pairs)):
            show(tally.settled, f"searchable, {tally.sent} sent" if tally.waiting else "searchable", tally.total)
    report(tally, time.monotonic() - started, as_json)
    if tally.failed:
        raise SystemExit(1)


def report(tally: Tally, seconds: float, as_json: bool) -> None:
    """Print what became of the files."""
    if as_json:
        names = ("total", "indexed", "unchanged", "failed")
        print_json({**{name: getattr(tally, name) for name in names}, "seconds": round(seconds, 2)})
        return
    unchanged = f" ({tally.unchanged} unchanged)" if tally.unchanged else ""
    click.echo(f"{tally.indexed} of {tally.total} searchable{unchanged} after {seconds:.1f} s")
    for name, reason in tally.failed.items():
        click.echo(visible(f"failed: {name}: {reason}"), err=True)
