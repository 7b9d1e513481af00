"""A progress bar on a terminal, and elsewhere a line from time to time, when something has changed."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

EVERY = 5.0  # seconds between two lines where there is no terminal


class ProgressBar(Protocol):
    def __call__(self, done: int, note: str = "", total: int | None = None) -> None:
        """Show that `done` of the total are done; `total` is a new one, where it has grown."""


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[ProgressBar]:
    """Show the progress of some work on standard error, so that standard output holds nothing but results."""
    if not sys.stderr.isatty():
        yield _lines(what, total)
        return
    counts = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    columns = (TextColumn("{task.description}"), *counts, TextColumn("{task.fields[note]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total, note="")
        yield lambda done, note="", total=None: progress.update(task, completed=done, note=note, total=total)


def _lines(what: str, total: int) -> ProgressBar:
    shown, last = time.monotonic(), ""

    def show(done: int, note: str = "", total: int | None = total) -> None:
        nonlocal shown, last
        line = f"{what}: {done} of {total} {note}".rstrip()
        if line != last and time.monotonic() - shown >= EVERY:
            shown, last = time.monotonic(), line
            print(line, file=sys.stderr, flush=True)

    return show
