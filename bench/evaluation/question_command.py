"""What `./build.sh eval` prints and writes of a set of questions, and of several results side by side."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from bench.evaluation.question_measures import compared_table, type_table
from cli.terminal.tables import print_table


def show_questions(result: dict[str, Any], as_json: bool) -> None:
    """Print the result as one JSON object, or as a table by type."""
    if as_json:
        click.echo(json.dumps(result))
        return
    if result["other_documents"] > 0:
        click.echo(
            f"{result['other_documents']} other documents in the index compete (--private measures without them)"
        )
    print_table(*type_table(result))
    print_table(["stage", "median ms"], result["median_ms"].items())


def case_writer(path: Path | None) -> Callable[[msgspec.Struct], None]:
    """Return what writes a case into this file, if one is named: an object of JSON a line, to be read as they come."""
    if path is None:
        return lambda _: None
    path.write_bytes(b"")

    def write(case: msgspec.Struct) -> None:
        with path.open("ab") as file:
            file.write(msgspec.json.encode(case) + b"\n")

    return write


def show_compared(paths: Sequence[Path]) -> None:
    """Print several results (--json) of a set of questions as one table; raise `ClickException` when one is none."""
    results = {path.stem: _read(path) for path in paths}
    print_table(*compared_table(results))


def _read(path: Path) -> dict[str, Any]:
    try:
        result: dict[str, Any] = json.loads(path.read_text("utf-8"))
        compared_table({"": result})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise click.ClickException(f"{path} is no result of ./build.sh eval --json on a set of questions") from error
    return result
