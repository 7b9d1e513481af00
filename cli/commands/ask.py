"""`./build.sh ask`: a question's answer as it is written, and its citations."""

from typing import Any

import click
import httpx

from cli.client import filter_options
from cli.client.answer_stream import answer_events
from cli.client.filter_options import filters_of
from cli.client.gateway_client import checked, gateway
from cli.terminal.answer_printing import Hint, Printing, printing_to_stdout
from cli.terminal.json_output import print_json
from cli.terminal.visible_text import LINES, visible
from events.stages import TO_ANSWER

WAITING = {stage.name: stage.waiting.lower() for stage in TO_ANSWER}


@click.command()
@click.argument("question")
@click.option("--conversation", metavar="ID", help="Continue this conversation.")
@filter_options.filters
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as one JSON object.")
@click.option("--stream/--no-stream", default=True, help="Print the answer while it is written, or when it is there.")
def ask(
    question: str,
    conversation: str | None,
    as_json: bool,
    stream: bool,
    documents: tuple[str, ...],
    **chosen: Any,  # noqa: ANN401 - each as its option says
) -> None:
    """Ask a question about the documents.

    Prints the answer, its numbered citations, and the time that each stage took.
    """
    body: dict[str, object] = {"question": question, **({"conversation": conversation} if conversation else {})}
    with gateway() as client:
        if filters := filters_of(client, documents, chosen):
            body["filters"] = filters
        if as_json:
            print_json(_whole(client, body))
            return
        done = streamed(client, body) if stream else _whole(client, body)
    if not stream:
        click.echo(visible(done["answer"], LINES))
    if not done["answered"] and done["citations"]:
        click.echo("\nThe nearest passages:")
    show_citations(done["citations"], done["support"])
    show_timings(done)


def _whole(client: httpx.Client, body: dict[str, object]) -> dict[str, Any]:
    done: dict[str, Any] = checked(client.post("/ask", json=body)).json()
    return done


def streamed(client: httpx.Client, body: dict[str, object]) -> dict[str, Any]:
    """Print the answer while it is written; return the finished one with its citations."""
    done: dict[str, Any] = {}
    hint = Hint()
    printing = printing_to_stdout(hint)
    try:
        for name, data in answer_events(client, body):
            if name == "stage":
                hint.show(WAITING.get(data["waiting_for"], "waiting"))
            elif name in ("citations", "done"):
                done |= {"citations": data} if name == "citations" else data
            else:
                _print_piece(name, data, printing)
    finally:
        hint.end()
    printing.finish(done["answer"])
    return done


def _print_piece(event: str, data: Any, printing: Printing) -> None:  # noqa: ANN401 - any JSON
    """Print what this event adds; one that is unknown here adds nothing."""
    if event == "token":
        printing.token(data["text"])
    elif event == "checked":
        printing.checked(data["text"])
    elif event == "restart":
        printing.restart()


def show_citations(citations: list[dict[str, Any]], support: list[dict[str, Any]]) -> None:
    """Print each citation: its number, where it is from, and its sentences that the answer rests on: those first."""
    resting = {one["number"] for one in support}
    for one in sorted(citations, key=lambda each: each["number"] not in resting):
        place = [one["name"], f"page {one['page']}" if one.get("page") else "", one.get("heading", "")]
        click.echo(f"\n[{one['number']}] {visible(', '.join(filter(None, place)))}")
        sentences = [each["text"] for each in support if each["number"] == one["number"]]
        for text in sentences or [one.get("quote") or one["text"]]:
            click.echo(f"    {visible(text, LINES)}")


def show_timings(done: dict[str, Any]) -> None:
    """Print the milliseconds of each stage, and the conversation's id to go on with."""
    timings: dict[str, float] = done["timings"]
    parts = [f"{name.replace('_', ' ')} {spent:.0f} ms" for name, spent in timings.items()]
    click.echo(f"\n{', '.join(parts)}; to go on: --conversation {visible(done['conversation'])}")
