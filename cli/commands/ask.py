"""`./build.sh ask`: a question's answer as it is written, and its citations."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from cli.client import filter_options
from cli.client.filter_options import filters_of
from cli.client.gateway_client import gateway
from cli.terminal.answer_printing import Hint, Printing, printing_to_stdout
from cli.terminal.json_output import print_json
from cli.terminal.places import place
from cli.terminal.visible_text import LINES, visible
from events.stages import TO_ANSWER
from minirag import Answer, Checked, Citation, Client, Done, Event, Quote, Restart, Stage, Token
from minirag.calls import Asking

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
    with gateway() as client:
        more = _said(conversation, filters_of(client, documents, chosen))
        if as_json:
            print_json(client.request("POST", "/ask", json={"question": question, **more}).json())
            return
        done = streamed(client, question, more) if stream else client.ask(question, **more)
    if not stream:
        click.echo(visible(done.answer, LINES))
    if not done.answered and done.citations:
        click.echo("\nThe nearest passages:")
    show_citations(done.citations, done.support)
    show_timings(done)


def _said(conversation: str | None, filters: Mapping[str, object]) -> Asking:
    said: Asking = {"conversation": conversation} if conversation else {}
    return {**said, "filters": filters} if filters else said


def streamed(client: Client, question: str, more: Asking) -> Answer:
    """Print the answer while it is written; return the finished one with its citations."""
    hint = Hint()
    printing, done = printing_to_stdout(hint), Answer(answer="")
    try:
        with client.stream(question, **more) as events:
            for event in events:
                if isinstance(event, Done):
                    done = event.answer
                else:
                    _print_piece(event, hint, printing)
    finally:
        hint.end()
    printing.finish(done.answer)
    return done


def _print_piece(event: Event, hint: Hint, printing: Printing) -> None:
    """Print what this event adds."""
    match event:
        case Stage(waiting_for=stage):
            hint.show(WAITING.get(stage, "waiting"))
        case Token(text=text):
            printing.token(text)
        case Checked(text=text):
            printing.checked(text)
        case Restart():
            printing.restart()


def show_citations(citations: Sequence[Citation], support: Sequence[Quote]) -> None:
    """Print each citation: its number, where it is from, and its sentences that the answer rests on: those first."""
    resting = {one.number for one in support}
    for one in sorted(citations, key=lambda each: each.number not in resting):
        click.echo(f"\n[{one.number}] {place(one.name, one.page, one.heading, one.recognised)}")
        if one.url:
            click.echo(f"    {visible(one.url)}")
        sentences = [each.text for each in support if each.number == one.number]
        for text in sentences or [one.quote or one.text]:
            click.echo(f"    {visible(text, LINES)}")


def show_timings(done: Answer) -> None:
    """Print the milliseconds of each stage, and the conversation's id to go on with."""
    parts = [f"{name.replace('_', ' ')} {spent:.0f} ms" for name, spent in done.timings.items()]
    click.echo(f"\n{', '.join(parts)}; to go on: --conversation {visible(done.conversation)}")
