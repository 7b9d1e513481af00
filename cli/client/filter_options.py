"""The options by which `ask` and `search` say which documents are meant."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from cli.client import label_options
from cli.client.gateway_client import find_document
from minirag import Client

Command = TypeVar("Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--document", "documents", metavar="NAME|ID", multiple=True, help="From one of these documents only."),
    label_options.collections,
    label_options.tags,
    label_options.pairs,
    label_options.languages,
    click.option("--from", "date_from", metavar="DATE", help="Of this date or later."),
    click.option("--to", "date_to", metavar="DATE", help="Of this date or earlier."),
)


def filters(command: Command) -> Command:
    """Give a command these options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def filters_of(client: Client, documents: Sequence[str], chosen: Mapping[str, Any]) -> dict[str, object]:
    """Return the filters of a question, by these options, without those that are not given."""
    found: dict[str, object] = {
        "documents": [find_document(client, one) for one in documents],
        "collections": list(chosen["collections"]),
        "tags": list(chosen["tags"]),
        "language": list(chosen["languages"]),
        "metadata": dict(chosen["pairs"]),
        "date_from": chosen["date_from"],
        "date_to": chosen["date_to"],
    }
    return {name: value for name, value in found.items() if value}
