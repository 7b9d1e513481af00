"""The Broker's durable queue: one SQLite row for each event and lane that is still to be delivered."""

import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from events.event import Event
from knative.local.batch_writer import BatchWriter, connect

_TABLE = """CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, due REAL NOT NULL, attempt INTEGER NOT NULL,
    type TEXT NOT NULL, event BLOB NOT NULL)"""
_INDEX = "CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (lane, due, id)"
_INSERT = "INSERT INTO deliveries (lane, due, attempt, type, event) VALUES (?, ?, 0, ?, ?)"


class Parcel(msgspec.Struct, frozen=True):
    """An event as it is queued, with the HTTP headers that travel beside it."""

    attributes: dict[str, str]
    data: bytes
    headers: dict[str, str]

    @property
    def event(self) -> Event:
        return Event(self.attributes, self.data)


@dataclass(frozen=True)
class NewDelivery:
    """An event for a lane, not before `due` (seconds since 1970)."""

    lane: str
    parcel: Parcel
    due: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Queued:
    id: int
    attempt: int
    parcel: Parcel


class DeliveryQueue:
    """Adds, hands out, postpones and removes deliveries; writes share transactions."""

    def __init__(self, file: Path) -> None:
        self._connection = connect(file)
        self._connection.execute(_TABLE)
        self._connection.execute(_INDEX)
        self._writer = BatchWriter(self._connection)
        self.lanes = Counter(dict(self._connection.execute("SELECT lane, COUNT(*) FROM deliveries GROUP BY lane")))
        self.types = Counter(dict(self._connection.execute("SELECT type, COUNT(*) FROM deliveries GROUP BY type")))
        self.peaks = Counter(self.types)

    async def add(self, deliveries: Iterable[NewDelivery]) -> None:
        """Return once they are committed; raises `sqlite3.Error`, for instance on a full disk."""
        new = list(deliveries)
        rows = _rows(new)
        if rows:
            await self._writer.submit(lambda connection: connection.executemany(_INSERT, rows))
            self._count(new)

    async def settle(self, lane: str, done: Queued, follow: Iterable[NewDelivery] = ()) -> None:
        """Remove a delivery and add what follows from it (a reply, a dead letter) in one transaction."""
        new = list(follow)
        rows = _rows(new)

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM deliveries WHERE id = ?", (done.id,))
            connection.executemany(_INSERT, rows)

        await self._writer.submit(work)
        self.lanes[lane] -= 1
        self.types[done.parcel.event.type] -= 1
        self._count(new)

    async def postpone(self, delivery: Queued, due: float) -> None:
        """Note that an attempt failed and when the next one is due."""
        values = (due, delivery.attempt + 1, delivery.id)
        update = "UPDATE deliveries SET due = ?, attempt = ? WHERE id = ?"
        await self._writer.submit(lambda connection: connection.execute(update, values))

    def take_due(self, lane: str, in_flight: Collection[int], free: int) -> list[Queued]:
        """Return up to `free` deliveries that are due and not in flight, the longest due first."""
        query = "SELECT id FROM deliveries WHERE lane = ? AND due <= ? ORDER BY due, id LIMIT ?"
        rows = self._connection.execute(query, (lane, time.time(), free + len(in_flight))).fetchall()
        ids = [id_ for (id_,) in rows if id_ not in in_flight][:free]
        return [self._load(id_) for id_ in ids]

    def next_due(self, lane: str) -> float | None:
        """Return when the next delivery that is not due yet will be, in seconds from now."""
        now = time.time()
        query = "SELECT MIN(due) FROM deliveries WHERE lane = ? AND due > ?"
        (due,) = self._connection.execute(query, (lane, now)).fetchone()
        return None if due is None else due - now

    def close(self) -> None:
        self._writer.flush()
        self._connection.close()

    def _load(self, id_: int) -> Queued:
        query = "SELECT attempt, event FROM deliveries WHERE id = ?"
        attempt, blob = self._connection.execute(query, (id_,)).fetchone()
        return Queued(id_, attempt, msgspec.msgpack.decode(blob, type=Parcel))

    def _count(self, new: Iterable[NewDelivery]) -> None:
        for delivery in new:
            type_ = delivery.parcel.event.type
            self.lanes[delivery.lane] += 1
            self.types[type_] += 1
            self.peaks[type_] = max(self.peaks[type_], self.types[type_])


def _rows(deliveries: Iterable[NewDelivery]) -> list[tuple[str, float, str, bytes]]:
    return [(new.lane, new.due, new.parcel.event.type, msgspec.msgpack.encode(new.parcel)) for new in deliveries]
