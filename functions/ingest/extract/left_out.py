"""What readers could not bring of a file, counted by kind, with the places: nothing is lost in silence.

A reader says so from wherever in a file it is, as one writes into a log; whoever reads the file gathers it.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from functions.ingest.extract.cleaning import clean, one_line

MOST = 20  # kinds of which a document tells
LONGEST = 300  # characters of one warning
_MOST_PLACES = 6
_PLURAL = re.compile(r"\((e?s)\)")
_NUMBERED = re.compile(r"([a-z][a-z ]{0,30}) (\d{1,9})")


class Warnings:
    """Gathers what is said, each kind once."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}  # by the file inside of the file, and what it is
        self._places: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, within: str, what: str, place: str, count: int) -> None:
        kind = within, what
        self._counts[kind] = self._counts.get(kind, 0) + count
        self._places.setdefault(kind, {})[place] = None

    def texts(self) -> list[str]:
        """Return a line for each kind: "12 pictures without a description (slides 2 and 5 to 7)"."""
        lines = [_line(*kind, count, list(filter(None, self._places[kind]))) for kind, count in self._counts.items()]
        more = len(lines) - MOST
        return lines if more <= 0 else [*lines[: MOST - 1], f"{more + 1} more kinds of content were not read"]


_gathering: ContextVar[Warnings | None] = ContextVar("_gathering", default=None)
_within: ContextVar[str] = ContextVar("_within", default="")


@contextmanager
def gathered() -> Iterator[Warnings]:
    """Gather what `warn` is told meanwhile."""
    warnings = Warnings()
    token = _gathering.set(warnings)
    try:
        yield warnings
    finally:
        _gathering.reset(token)


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Name a file inside of the file, such as an attachment, in all that is said meanwhile."""
    token = _within.set(f"{_within.get()}{name}: ")
    try:
        yield
    finally:
        _within.reset(token)


def is_inside() -> bool:
    """Tell whether it is a file inside of the file that is being read."""
    return bool(_within.get())


def warn(what: str, place: str = "", count: int = 1) -> None:
    """Say that something was left out, or read in part only: "picture(s) without a description", at "slide 3".

    With "(s)" or "(es)" in it, it is counted: "2 pictures without a description"; without, it is said as it is.
    """
    warnings = _gathering.get()
    if warnings is not None and count > 0:
        warnings.add(_within.get(), what, one_line(clean(place)), count)


def _line(within: str, what: str, count: int, places: list[str]) -> str:
    said = _PLURAL.sub(r"\1" if count > 1 else "", what)
    counted = f"{count} " if said != what else ""
    line = one_line(clean(f"{within}{counted}{said}")) + (f" ({_named(places)})" if places else "")
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _named(places: list[str]) -> str:
    """Return the places in a few words: numbers of one kind as ranges, of others the first."""
    numbered = [found for place in places if (found := _NUMBERED.fullmatch(place))]
    if len(numbered) == len(places) > 1 and len({found[1] for found in numbered}) == 1:
        return f"{numbered[0][1]}s {_listed(_ranges(sorted(int(found[2]) for found in numbered)))}"
    return _listed(places)


def _ranges(numbers: Sequence[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_PLACES:
        names = [*names[: _MOST_PLACES - 1], f"{len(names) - _MOST_PLACES + 1} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
