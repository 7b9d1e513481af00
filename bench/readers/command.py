"""`./build.sh bench readers`: what the readers take of the processor, format by format, beside another checkout."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

import click

from cli.client.address import ROOT
from cli.terminal.tables import print_table
from events.file_names import is_no_document

ROUNDS = 3
WORKER = Path(__file__).with_name("processor_time.py")
Seconds = Mapping[str, float | None]  # by file; None: refused
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(name="readers")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option("--beside", type=FOLDER, help="A checkout of another version, which reads the same files in turns.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(folders: tuple[Path, ...], beside: Path | None, as_json: bool) -> None:
    """Read every file of FOLDERS, and print the median of the processor's time for each ending of a name.

    A file counts by the quickest of many readings, and only where every version reads it; in archives nothing is read.
    """
    files = sorted(path for folder in folders for path in folder.resolve().rglob("*") if _is_meant(path))
    trees = [ROOT, *([beside.resolve()] if beside else [])]
    runs = [[seconds(tree, files) for tree in trees] for _ in range(ROUNDS)]
    found = medians([quickest(run[place] for run in runs) for place in range(len(trees))])
    if as_json:
        click.echo(json.dumps(found))
        return
    columns = ("ending", "files", "ms", *(["ms, beside", "times"] if beside else []))
    print_table(columns, ([name, *map(_shown, row)] for name, row in found.items()))


def seconds(tree: Path, files: Iterable[Path]) -> Seconds:
    """Return what each file takes in a process of its own with this checkout's readers."""
    lines = "".join(f"{path}\n" for path in files)
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, str(WORKER)],
        input=lines,
        env=environment,
        cwd=tree,
        text=True,
        check=True,
        capture_output=True,
    )
    result: Seconds = json.loads(done.stdout)
    return result


def quickest(runs: Iterable[Seconds]) -> Seconds:
    """Return the least of several runs for each file."""
    least: dict[str, float | None] = {}
    for run in runs:
        for name, taken in run.items():
            before = least.get(name)
            least[name] = taken if before is None or taken is None else min(taken, before)
    return least


def medians(versions: list[Seconds]) -> dict[str, list[float]]:
    """Return by ending: the number of files that all versions read, the median of each in ms, and the first in terms
    of the last where there are two."""
    taken: dict[str, list[list[float]]] = defaultdict(list)
    for name in versions[0]:
        each = [one for one in (version[name] for version in versions) if one is not None]
        if len(each) == len(versions):
            taken[Path(name).suffix.lower()].append(each)
    found = {}
    for ending, rows in sorted(taken.items()):
        each = [round(1000 * median(column), 3) for column in zip(*rows, strict=True)]
        found[ending] = [len(rows), *each, *([round(each[0] / each[-1], 2)] if len(each) > 1 else [])]
    return found


def _is_meant(path: Path) -> bool:
    return path.is_file() and not is_no_document(path.name)


def _shown(figure: float) -> str:
    return f"{figure:.2f}" if isinstance(figure, float) else str(figure)
