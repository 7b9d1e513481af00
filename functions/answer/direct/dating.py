"""Of which day a statement is: as its document, its heading or the mail that it stands in says, else as it came."""

import re
from typing import NamedTuple

from events.identity import DocumentKey
from functions.answer.direct.groups import SEPARATOR
from functions.answer.direct.sources import Sources, day_of
from functions.answer.direct.statements import Statement
from functions.stores.passages import Passage
from functions.text.dates import Day, days_in, read_day, written_day
from functions.text.frames import framed
from functions.text.version_words import ATTRIBUTION, REPLACES, VALID_FROM, VALIDITY

OPENING = 600  # characters of a document, which may say from when on it holds
_NAMED = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-_.](?:0[1-9]|1[0-2])(?:[-_.](?:0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_VERSION = re.compile(r"(?:^|[-_ ])v(?:ersion)?[-_ .]?(\d{1,3})(?!\d)", re.IGNORECASE)
_OLD, _NEW = (
    re.compile(rf"(?:^|[-_ ])(?:{words})(?=[-_. ])", re.IGNORECASE) for words in ("old|alt|alte", "new|neue?")
)
UNKNOWN = (0, 0, 0)


class Dated(NamedTuple):
    """A statement with its day, how that is said, and what ranks versions of one day."""

    statement: Statement
    day: Day
    shown: str  # "2026-03-12", "uploaded on …"; "" for an older mail without a day
    edition: int = 0
    is_stated: bool = True  # false: it is the day of its upload
    holds_on: bool = False  # it holds from this day on

    @property
    def order(self) -> tuple[Day, int]:
        """What a newer one has more of."""
        return self.day, self.edition


def dated(statement: Statement, sources: Sources) -> Dated:
    """Return a statement with its day."""
    passage, edition = statement.passage, _edition(statement.passage.name)
    if statement.is_quoted:
        found = _attributed(passage.text[: statement.place]) or UNKNOWN
        return Dated(statement, found, written_day(found))
    if since := _since(statement):
        return Dated(statement, since, written_day(since), holds_on=True)
    given = passage.metadata.get("date", "")
    if of_metadata := read_day(given):
        return Dated(statement, of_metadata, given, edition)
    if named := _first(passage.heading.rpartition(SEPARATOR)[2]) or _named(passage.name):
        return Dated(statement, named, written_day(named), edition)
    if stated := _opening(passage, sources):
        day, holds_on = stated
        return Dated(statement, day, written_day(day), edition, holds_on=holds_on)
    uploaded = day_of(passage.generation)
    shown = framed(sources.language, "upload day", day=uploaded)
    return Dated(statement, read_day(uploaded) or UNKNOWN, shown, edition, is_stated=False)


def _first(text: str) -> Day | None:
    return next((day for day, _, _ in days_in(text)), None)


def _since(row: Statement) -> Day | None:
    """Return the day from which a row says that it holds."""
    return next((day for label, value in row.cells if VALIDITY.search(label) and (day := _first(value))), None)


def is_newer(one: Dated, other: Dated) -> bool:
    """Tell whether one is newer than the other; of two days that are said to the year or month, as far as both are.

    A day that a document says is not compared with that of an upload, which tells nothing of when the text was written.
    """
    if one.is_stated != other.is_stated:
        return False
    known = sum(1 for left, right in zip(one.day, other.day, strict=True) if left and right)
    return (one.day[:known] or one.day, one.edition) > (other.day[:known] or other.day, other.edition)


def opening_of(passage: Passage, sources: Sources) -> str:
    """Return the heading and the first characters of a passage's document."""
    key = DocumentKey(sources.index, passage.document)
    found = [passage] if passage.position == 0 else sources.store.in_order(key, passage.generation, first=0, count=1)
    first = next(iter(found), passage)
    return f"{first.heading.partition(' > ')[0]}\n{first.text[:OPENING]}"


def _opening(passage: Passage, sources: Sources) -> tuple[Day, bool] | None:
    """Return the day that a document begins with, in a line that says so or in its title."""
    lines = [line for line in REPLACES.sub("", opening_of(passage, sources)).split("\n") if line.strip()]
    for line in lines:
        for found in VALID_FROM.finditer(line):
            if day := _first(line[found.end() :]):
                return day, True
    return next(((day, False) for line in lines[:2] for day, _, _ in days_in(line)), None)


def _named(name: str) -> Day | None:
    found = _NAMED.search(name)
    return read_day(re.sub(r"[_.]", "-", found[0])) if found else None


def _edition(name: str) -> int:
    """Return what ranks a document among those of its day: its version number, else "old" before and "new" behind."""
    if found := _VERSION.search(name):
        return int(found[1])
    return bool(_NEW.search(name)) - bool(_OLD.search(name))


def _attributed(before: str) -> Day | None:
    """Return the day of the mail that a quoted line is of, as the last line that introduces one says."""
    lines = [line for line in before.split("\n") if line.rstrip().endswith(":") and ATTRIBUTION.search(line)]
    return _first(lines[-1]) if lines else None
