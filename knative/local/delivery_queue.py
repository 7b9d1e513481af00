"""The Broker's durable queue: one SQLite row for each event and lane that is still to be delivered."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from events.event import Event
from knative.local.batch_writer import BatchWriter, connect
from knative.local.queue_trouble import QueueDamaged, explained

Clock = Callable[[], float]

_TABLE = """CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, due REAL NOT NULL, attempt INTEGER NOT NULL,
    type TEXT NOT NULL, event BLOB NOT NULL)"""
_INDEX = "CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (lane, due, id)"
_BY_LANE = "SELECT lane, COUNT(*) FROM deliveries GROUP BY lane"
_BY_TYPE = "SELECT type, COUNT(*) FROM deliveries GROUP BY type"
UNREADABLE = "unreadable"  # deliveries that are no deliveries; they wait in lanes of this name for whoever looks
_INSERT = "INSERT INTO deliveries (lane, due, attempt, type, event) VALUES (?, ?, 0, ?, ?)"


def steady_clock(wall: Clock = time.time, elapsed: Clock = time.monotonic) -> Clock:
    """Return a clock in seconds since 1970 that is set once, now, and only goes forward from here, whatever is done to
    the machine's."""
    began = wall() - elapsed()
    return lambda: began + elapsed()


class Envelope(msgspec.Struct, frozen=True):
    """An event as it is queued, with the HTTP headers that travel beside it."""

    attributes: dict[str, str]
    data: bytes
    headers: dict[str, str]

    @property
    def event(self) -> Event:
        return Event(self.attributes, self.data)


@dataclass(frozen=True)
class NewDelivery:
    """An event for a lane, not before `wait` seconds have passed."""

    lane: str
    envelope: Envelope
    wait: float = 0.0


@dataclass(frozen=True)
class Queued:
    id: int
    attempt: int
    envelope: Envelope


class DeliveryQueue:
    """Adds, hands out, postpones and removes deliveries; writes share transactions.

    Times on disk are seconds since 1970 by the `clock`. Raises `QueueDamaged` when the file cannot be read.
    """

    def __init__(self, file: Path, clock: Clock | None = None) -> None:
        self.file = file
        self._clock = clock or steady_clock()
        try:
            self._connection = connect(file)
            self._connection.execute(_TABLE)
            self._connection.execute(_INDEX)
            self.lanes = Counter(dict(self._connection.execute(_BY_LANE)))
            self.types = Counter(dict(self._connection.execute(_BY_TYPE)))
        except sqlite3.Error as error:
            raise QueueDamaged(explained(error, file)) from error
        self._writer = BatchWriter(self._connection)
        self.peaks = Counter(self.types)

    async def add(self, deliveries: Iterable[NewDelivery]) -> None:
        """Return once they are committed; raises `sqlite3.Error`, for instance on a full disk."""
        new = list(deliveries)
        rows = self._rows(new)
        if rows:
            await self._writer.submit(lambda connection: connection.executemany(_INSERT, rows))
            self._count(new)

    async def settle(self, lane: str, done: Queued, follow: Iterable[NewDelivery] = ()) -> None:
        """Remove a delivery and add what follows from it (a reply, a dead letter) in one transaction."""
        new = list(follow)
        rows = self._rows(new)

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM deliveries WHERE id = ?", (done.id,))
            connection.executemany(_INSERT, rows)

        await self._writer.submit(work)
        self.lanes[lane] -= 1
        self.types[done.envelope.event.type] -= 1
        self._count(new)

    async def postpone(self, delivery: Queued, wait: float) -> None:
        """Note that an attempt failed, and that the next one is due in `wait` seconds."""
        values = (self._clock() + wait, delivery.attempt + 1, delivery.id)
        update = "UPDATE deliveries SET due = ?, attempt = ? WHERE id = ?"
        await self._writer.submit(lambda connection: connection.execute(update, values))

    def take_due(self, lane: str, in_flight: Collection[int], free: int) -> list[Queued]:
        """Return up to `free` deliveries that are due and not in flight, the longest due first."""
        query = "SELECT id FROM deliveries WHERE lane = ? AND due <= ? ORDER BY due, id LIMIT ?"
        rows = self._connection.execute(query, (lane, self._clock(), free + len(in_flight))).fetchall()
        ids = [id_ for (id_,) in rows if id_ not in in_flight][:free]
        return [loaded for id_ in ids if (loaded := self._load(lane, id_))]

    def next_due(self, lane: str) -> float | None:
        """Return when the next delivery that is not due yet will be, in seconds from now."""
        now = self._clock()
        query = "SELECT MIN(due) FROM deliveries WHERE lane = ? AND due > ?"
        (due,) = self._connection.execute(query, (lane, now)).fetchone()
        return None if due is None else due - now

    def bound(self, lane: str, longest: float) -> None:
        """Let nothing in the lane wait longer than `longest` seconds from now, as it would after the clock was set back
        while nothing ran."""
        latest = self._clock() + longest
        self._connection.execute("UPDATE deliveries SET due = ? WHERE lane = ? AND due > ?", (latest, lane, latest))

    def close(self) -> None:
        self._writer.flush()
        self._connection.close()

    def _load(self, lane: str, id_: int) -> Queued | None:
        """Return a delivery; one that cannot be read is put aside, so that it holds nobody up and is not lost."""
        query = "SELECT attempt, event FROM deliveries WHERE id = ?"
        attempt, blob = self._connection.execute(query, (id_,)).fetchone()
        try:
            return Queued(id_, attempt, msgspec.msgpack.decode(blob, type=Envelope))
        except (msgspec.MsgspecError, ValueError, TypeError):
            aside = f"{UNREADABLE}:{lane}"
            self._connection.execute("UPDATE deliveries SET lane = ? WHERE id = ?", (aside, id_))
            self.lanes[lane] -= 1
            self.lanes[aside] += 1
            return None

    def _count(self, new: Iterable[NewDelivery]) -> None:
        for delivery in new:
            type_ = delivery.envelope.event.type
            self.lanes[delivery.lane] += 1
            self.types[type_] += 1
            self.peaks[type_] = max(self.peaks[type_], self.types[type_])

    def _rows(self, deliveries: Iterable[NewDelivery]) -> list[tuple[str, float, str, bytes]]:
        now = self._clock()
        return [
            (new.lane, now + new.wait, new.envelope.event.type, msgspec.msgpack.encode(new.envelope))
            for new in deliveries
        ]
