"""`./build.sh documents`: every document and its state."""

from typing import Any

import click

from cli.client import label_options
from cli.client.gateway_client import documents_as_told, gateway
from cli.terminal.json_output import json_lines_option, print_json
from cli.terminal.tables import print_table
from cli.terminal.visible_text import visible


@click.command()
@label_options.collections
@label_options.tags
@json_lines_option
def documents(collections: tuple[str, ...], tags: tuple[str, ...], as_json: bool) -> None:
    """List the documents, newest first, with their state, the reason of a failure, and what could not be read."""
    with gateway() as client:
        found = documents_as_told(client, collections=collections, tags=tags)
        if as_json:
            for document in found:
                print_json(document)
        else:
            show(list(found))


def show(found: list[dict[str, Any]]) -> None:
    """Print the documents as a table."""
    if not found:
        click.echo("no documents: upload some with ./build.sh upload PATH")
        return
    print_table(("name", "state", "language", "chunks", "bytes", "uploaded"), map(_row, found))
    for one in found:
        for warning in one.get("warnings", ()):
            click.echo(visible(f"{one['name']}: {warning}"))
    click.echo(f"{len(found)} documents")


def _row(one: dict[str, Any]) -> tuple[object, ...]:
    state = one["state"] + (f" at {one['stage']}: {one['reason']}" if one["phase"] == "failed" else "")
    state += f", {one['files']} files" if one.get("files") else ""
    state += ", with warnings" if one.get("warnings") else ""
    return (
        one["name"],
        state,
        ", ".join(one.get("languages", ())),
        one["chunks"],
        one["size"],
        one["uploaded_at"][:19].replace("T", " "),
    )
