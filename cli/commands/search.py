"""`./build.sh search`: the passages that fit a question, without an answer."""

from typing import Any

import click

from cli.client import filter_options
from cli.client.filter_options import filters_of
from cli.client.gateway_client import gateway
from cli.terminal.json_output import print_json
from cli.terminal.places import place
from cli.terminal.visible_text import LINES, visible

SCORES = {"words": "words", "vectors": "meaning", "fused": "both"}


@click.command()
@click.argument("query")
@filter_options.filters
@click.option("--limit", type=click.IntRange(1, 20), default=5, show_default=True, help="Passages at most.")
@click.option("--alpha", type=click.FloatRange(0, 1), help="1: by the meaning alone, 0: by the words alone. [0.5]")
@click.option(
    "--neighbours", type=click.IntRange(0, 3), help="With so many passages before and after each, as one text. [0]"
)
@click.option("--spans", is_flag=True, help="Print the best sentences of each, with their places in the document.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
def search(
    query: str,
    limit: int,
    spans: bool,
    as_json: bool,
    documents: tuple[str, ...],
    **chosen: Any,  # noqa: ANN401 - each as its option says
) -> None:
    """Find the passages that fit a question, without an answer.

    Prints each with its place, the scores that it was found by, and its text, the best first.
    """
    more = {name: chosen[name] for name in ("alpha", "neighbours") if chosen[name] is not None}
    body: dict[str, object] = {"query": query, "limit": limit, **more, **({"spans": True} if spans else {})}
    with gateway() as client:
        if filters := filters_of(client, documents, chosen):
            body["filters"] = filters
        found: dict[str, Any] = client.request("POST", "/search", json=body).json()
    if as_json:
        print_json(found)
        return
    show(found, spans=spans)


def show(found: dict[str, Any], *, spans: bool) -> None:
    """Print the passages, or their best sentences, and the time of each stage."""
    if found["searched"] != found["query"]:
        click.echo(f"Searched for: {visible(found['searched'])}\n")
    for number, one in enumerate(found["passages"], start=1):
        where = place(one["name"], one["page"], one["heading"], one.get("recognised"))
        click.echo(f"{number}. {where}  ({_place_and_scores(one)})")
        for text in _sentences(one) if spans else [one["text"]]:
            click.echo("".join(f"    {line}\n" for line in visible(text, LINES).splitlines()), nl=False)
        click.echo()
    if not found["passages"]:
        click.echo("No passage fits.\n")
    click.echo(", ".join(f"{name} {spent:.0f} ms" for name, spent in found["timings"].items()))


def _place_and_scores(passage: dict[str, Any]) -> str:
    scores = passage["scores"]
    known = [f"{told} {scores[name]:.2f}" for name, told in SCORES.items() if scores[name] is not None]
    return ", ".join([f"{passage['start']} to {passage['end']}", *known])


def _sentences(passage: dict[str, Any]) -> list[str]:
    return [f"{one['start']} to {one['end']}: {one['text']}" for one in passage["sentences"]]
