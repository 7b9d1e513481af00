"""Labels that documents get by `upload`, and by which `ask` and `documents` choose among them."""

import json
from collections.abc import Sequence
from typing import Any

import click


def _pairs(_: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = [one.partition("=") for one in given]
    for one, (key, equals, _text) in zip(given, pairs, strict=True):
        if not (key and equals):
            raise click.BadParameter(f"{one!r} is not of the form KEY=VALUE, such as author=Shelley")
    return tuple((key, text) for key, _equals, text in pairs)


collection = click.option("--collection", metavar="NAME", help="The collection that they belong to.")
collections = click.option("--collection", "collections", metavar="NAME", multiple=True, help="In one of these.")
tags = click.option("--tag", "tags", metavar="TAG", multiple=True, help="With all of these tags.")
languages = click.option(
    "--language", "languages", metavar="CODE", multiple=True, help="In one of these languages, such as de."
)
pairs = click.option(
    "--meta", "pairs", metavar="KEY=VALUE", multiple=True, callback=_pairs, help="With this metadata of your own."
)


def metadata_of(
    metadata: str, collection: str | None, tags: Sequence[str], pairs: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return the metadata that these options amount to."""
    try:
        found: Any = json.loads(metadata or "{}")
    except json.JSONDecodeError as error:
        raise click.BadParameter(f"--metadata is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise click.BadParameter('--metadata is not a JSON object such as {"year": "2026"}')
    found |= dict(pairs)
    if collection:
        found["collection"] = collection
    if tags:
        found["tags"] = list(tags)
    return dict(found)
