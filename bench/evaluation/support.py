"""`./build.sh eval support FILE`: whether sentences pass the check that every answer goes through."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from events.identity import derived_id
from events.questions import Citation, Quote
from functions.answer.grounding import ground

HELP = """\
Measure the check of answers on pairs of a passage and a sentence, by the very path that a model's words take.

FILE holds a list of objects in JSON: `question`, `passage`, `sentence`, and `supported`, whether the passage says what
the sentence says; `why` and `heading` may be there. It prints one JSON object:

\b
wrong           sentences that the passage does not support
wrong_shown     of them, those that would be shown as an answer
right           sentences that it supports
right_dropped   of them, those that would not be shown
"""


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that somebody might have answered, and the passage that says so, or does not."""

    question: str
    passage: str
    sentence: str
    supported: bool
    heading: str = ""
    why: str = ""


@click.command(name="support", help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--cases", is_flag=True, help="Before it, print each pair that is judged wrongly, one JSON object a line."
)
def support(*, file: Path, cases: bool) -> None:
    """Run the command; `HELP` defines what it measures."""
    pairs = read_pairs(file)
    passed = [is_shown(pair) for pair in pairs]
    if cases:
        for pair, shown in zip(pairs, passed, strict=True):
            if shown is not pair.supported:
                click.echo(json.dumps(msgspec.to_builtins(pair) | {"shown": shown}, ensure_ascii=False))
    click.echo(json.dumps(counted(pairs, passed)))


def read_pairs(file: Path) -> list[Pair]:
    """Return the pairs of a file; raise `ClickException` for anything else."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[Pair])
    except msgspec.DecodeError as error:
        raise click.ClickException(f"{file} is no list of pairs: {error}") from error


def counted(pairs: Sequence[Pair], passed: Sequence[bool]) -> dict[str, int]:
    """Return the numbers of wrong and right sentences, and of those that are judged wrongly."""
    judged = list(zip((pair.supported for pair in pairs), passed, strict=True))
    return {
        "wrong": sum(not supported for supported, _ in judged),
        "wrong_shown": judged.count((False, True)),
        "right": sum(supported for supported, _ in judged),
        "right_dropped": judged.count((True, False)),
    }


def is_shown(pair: Pair) -> bool:
    """Tell whether the sentence is shown as the answer, other than a quote in its place or nothing."""
    end = len(pair.passage)
    quote = Quote(number=1, text=pair.passage, start=0, end=end)
    shown = ground(pair.sentence, pair.question, [_citation(pair)], [quote])
    return shown.answered and not shown.quoted


def _citation(pair: Pair) -> Citation:
    fields: dict[str, Any] = {"id": derived_id(pair.passage), "document": derived_id("pairs"), "name": "pairs"}
    fields |= {"start": 0, "end": len(pair.passage), "quote_start": 0, "quote_end": 0}
    return Citation(**fields, text=pair.passage, heading=pair.heading, score=1.0, number=1)
