"""What has to happen for MiniRAG to have what a source has: comparing only, nothing happens here."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from cli.watch.source import Entry
from cli.watch.state import Known

Clock = Callable[[], float]


class Difference(msgspec.Struct):
    """What a source has that MiniRAG has not, and the other way round."""

    due: list[Entry]  # to be sent
    gone: list[Known]  # to be deleted
    moved: list[Known]  # gone, with the same content under another name


def compare(rows: Mapping[str, Known], entries: Mapping[str, Entry], limit: int) -> Difference:
    """Return the difference; files of more than `limit` bytes that were said to be too large stay so."""
    due = [entry for name, entry in entries.items() if not entry.closed and _is_due(entry, rows.get(name), limit)]
    closed = tuple(name for name, entry in entries.items() if entry.closed)
    missing = [row for name, row in rows.items() if name not in entries and not (closed and name.startswith(closed))]
    if not missing:
        return Difference(due=due, gone=[], moved=[])
    kept = {rows[name].digest for name in rows.keys() & entries.keys()} - {""}
    moved = [row for row in missing if row.digest in kept]
    return Difference(due=due, gone=[row for row in missing if row.digest not in kept], moved=moved)


def _is_due(entry: Entry, row: Known | None, limit: int) -> bool:
    if row is None or row.phase == "sending" or row.fingerprint != entry.fingerprint:
        return True
    return row.phase == "large" and entry.size <= limit


def too_many(gone: Iterable[Known], rows: Mapping[str, Known]) -> bool:
    """Tell whether more than half of all documents are gone, as of a folder that is not mounted, or was emptied."""
    return 2 * sum(row.may_be_there for row in gone) > sum(row.may_be_there for row in rows.values())


def volume(identity: str) -> str:
    """Return the volume that a file lies on, as far as its identity says that: what stands before a colon."""
    return identity.rpartition(":")[0]


def is_elsewhere(rows: Mapping[str, Known], entries: Mapping[str, Entry]) -> bool:
    """Tell whether less than half of the known documents are there: what is listed is probably another place."""
    documents = [name for name, row in rows.items() if row.may_be_there]
    return 2 * sum(name in entries for name in documents) < len(documents)


class Rest:
    """Since when each difference has been the same: what still changes is left alone until it has rested."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds, self._clock = seconds, clock
        self._since: dict[str, tuple[str, float]] = {}

    def rested(self, difference: Difference) -> Difference:
        """Return the part of the difference that has been so for long enough; deletions only all together.

        While files go missing one after the other, more may follow: whether that are too many is seen at the end.
        """
        now, before = self._clock(), self._since
        seen = {entry.name: entry.fingerprint for entry in difference.due}
        seen |= {row.name: "" for row in (*difference.gone, *difference.moved)}
        self._since = {
            name: before[name] if name in before and before[name][0] == mark else (mark, now)
            for name, mark in seen.items()
        }
        calm = {name for name, (_, since) in self._since.items() if now - since >= self._seconds}
        over = all(row.name in calm for row in (*difference.gone, *difference.moved))
        due = [entry for entry in difference.due if entry.name in calm]
        return Difference(due=due, gone=difference.gone if over else [], moved=difference.moved if over else [])
