"""Follows one source: looks, compares with what is known, and brings MiniRAG what differs."""

import threading
import time
from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from cli.client.gateway_client import told
from cli.watch.bringing import Bringing
from cli.watch.comparing import Clock, Difference, Rest, compare, is_elsewhere, too_many, volume
from cli.watch.gateway import Gateway, most_bytes
from cli.watch.source import Entry, Source, SourceAway
from cli.watch.state import Known, State
from cli.watch.telling import Teller
from minirag import Client, MiniRAGError, Rejected

FREE = 10  # of the time that a look takes, so many times is nothing done before the next one
SLOWEST = 60.0  # seconds between two attempts after troubles
WHERE_TOLD = 300.0  # seconds between two looks where the system tells of changes; it may have missed one
HELD = 10.0  # while deletions are held back, for another command may say that they are meant
CONSENT = "consent"  # to delete more than half, from another command


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a source is followed."""

    rest: float = 2.0  # seconds for which a file must not have changed before it is sent
    every: float = 60.0  # seconds between two looks where nothing tells of changes
    labels: Mapping[str, str | Sequence[str]] = {}
    delete_all: bool = False  # also more than half of all documents at once
    once: bool = False  # troubles are raised, and not waited out


class Follower:
    """One source and its state; `turn` does what is due now. Of one thread."""

    def __init__(
        self,
        source: Source,
        state: State,
        teller: Teller,
        options: Options,
        clock: Clock = time.monotonic,
    ) -> None:
        self.source, self.stop = source, threading.Event()
        self._state, self._gateway, self._teller, self._options = state, Gateway(), teller, options
        self._rest, self._clock = Rest(options.rest, clock), clock
        self._bringing = Bringing(source, state, teller, options.labels, self.stop)
        self._limit, self._troubles, self._quiet_looks = 2**63, 0, 0
        self._began, self._met = False, False  # whether MiniRAG was ever met, and since the last trouble
        self._said: set[str] = set()
        self._volumes: set[str] = set()  # on which something lies now
        self._holding = False  # deletions, as there are too many at once
        self.idle = False  # whether there is nothing to do until something changes

    @property
    def waiting(self) -> bool:
        """Whether something was sent that is not yet searchable."""
        return bool(self._bringing.waiting)

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass; where there is nothing to do, the source may say that something has changed."""
        if self.idle:
            self.source.wait(seconds)
        else:
            self.stop.wait(seconds)

    def close(self) -> None:
        """Let go what it holds; the state is on record at every moment."""
        self._gateway.close()
        self._state.close()

    def turn(self) -> float:
        """Look once and do what is due; return the seconds until the next look.

        Troubles are said once, and waited out. Raises `Rejected` for a wrong key or address at the first contact.
        """
        started, self.idle = self._clock(), False
        try:
            entries = self._listed()
            took = self._clock() - started
            settled = self._bring(entries)
        except SourceAway as error:
            if self._options.once:
                raise
            return self._after_trouble(str(error))
        except MiniRAGError as error:
            self._gateway.close()
            if self._options.once or (isinstance(error, Rejected) and not self._began):
                raise
            self._met = False  # what comes back may have lost documents
            return max(self._after_trouble(f"MiniRAG: {told(error)}"), error.retry_after)
        self._troubles = 0
        self._teller.well()
        return self._until_next(took, settled=settled)

    def _until_next(self, took: float, *, settled: bool) -> float:
        self.idle = settled and not self.waiting
        if self.idle:
            self._bringing.say_reached()
            self._gateway.close()
            return self._until_change()
        self._quiet_looks = self._quiet_looks + 1 if settled and not self._bringing.progressed else 0
        pause = max(self._options.rest, took * FREE)
        return min(SLOWEST / 2, pause * 2.0 ** min(self._quiet_looks, 5)) if settled else pause

    def _until_change(self) -> float:
        if self._holding:
            return min(self._options.every, HELD)
        return max(self._options.every, WHERE_TOLD) if getattr(self.source, "told", False) else self._options.every

    def _after_trouble(self, what: str) -> float:
        self._teller.trouble("away", what)
        self._troubles += 1
        return min(SLOWEST, 2.0 ** min(self._troubles, 6))

    def _listed(self) -> dict[str, Entry]:
        """Return what is there, by name; raise `SourceAway` where that is probably not what was followed."""
        entries: dict[str, Entry] = {}
        for entry in self.source.entries():
            if entry.name in entries:
                self._say_once("twice", entry.name, "two files have this name: only one of them is followed")
            if entry.closed:
                self._say_once("closed", entry.name, "may not be looked into: what is known of it stays")
            entries[entry.name] = entry
        place, before = str(getattr(self.source, "place", "")), self._state.said("place")
        if place != before:
            if before and is_elsewhere(self._state.rows, entries) and not self._consent():
                reason = f"{self.source.label} is not the one that was followed: perhaps it is not mounted"
                raise SourceAway(f"{reason}; if that is meant, --delete-all deletes what is not in it")
            self._state.say("place", place)
        self._volumes = {volume(entry.identity) for entry in entries.values()} | {volume(place), ""}
        self._recognise(entries)
        return entries

    def _recognise(self, entries: Mapping[str, Entry]) -> None:
        """Take new identities of files that are the same, as of a volume that is mounted under another number."""
        rows = self._state.rows
        known = [(rows[name], entry) for name, entry in entries.items() if name in rows]
        self._state.put(
            replace(row, identity=entry.identity)
            for row, entry in known
            if row.fingerprint == entry.fingerprint and row.identity != entry.identity
        )

    def _bring(self, entries: Mapping[str, Entry]) -> bool:
        """Bring what has rested; tell whether there is nothing left but to wait for what is on its way."""
        difference, self._holding = compare(self._state.rows, entries, self._limit), False
        ready = self._rest.rested(difference)
        if ready.gone and not ready.due and self._held(ready.gone):
            self._hold(ready.gone)
            ready = Difference(due=[], gone=[], moved=ready.moved)
        if ready.due or ready.gone or ready.moved or self._bringing.waiting or not self._met:
            client = self._meet()
            self._bringing.send(client, ready, self._limit)
            if not self.stop.is_set():
                self._bringing.look(client)
                calm = {row.name for row in (*ready.gone, *ready.moved)}
                self._delete(client, compare(self._state.rows, entries, self._limit), calm)
            difference = compare(self._state.rows, entries, self._limit)
        moved = difference.moved and not self.waiting  # a former name stays until the new one is searchable
        return not (difference.due or moved or (difference.gone and not self._holding))

    def _delete(self, client: Client, difference: Difference, calm: set[str]) -> None:
        gone = [row for row in difference.gone if row.name in calm]
        if gone and self._held(gone):
            self._hold(gone)
            gone = []
        self._bringing.delete(client, [*gone, *(row for row in difference.moved if row.name in calm)])
        if gone:
            self._state.say(CONSENT, "")

    def _hold(self, gone: Sequence[Known]) -> None:
        total = sum(row.may_be_there for row in self._state.rows.values())
        missing = f"{len(gone)} of {total} documents are gone from {self.source.label}, and stay in MiniRAG"
        self._say_once("held", "", f"{missing}; if that is meant: ./build.sh watch --delete-all")
        self._holding = True

    def _held(self, gone: Sequence[Known]) -> bool:
        """Tell whether these may not be deleted: too many, or on a volume of which nothing is there any more."""
        lost = any(volume(row.identity) not in self._volumes for row in gone)
        return (lost or too_many(gone, self._state.rows)) and not self._consent()

    def _consent(self) -> bool:
        return self._options.delete_all or bool(self._state.said(CONSENT))

    def _meet(self) -> Client:
        """Return the client; at the first contact, and after troubles, what MiniRAG has lost is due again."""
        client = self._gateway.client()
        if not self._met:
            self._limit = most_bytes(client)
            there = {one.id for one in client.documents()} if self._state.rows else set()
            self._bringing.note_missing(there)
            self._began = self._met = True
        return client

    def _say_once(self, what: str, name: str, detail: str) -> None:
        if (said := f"{what} {name} {detail}") not in self._said:
            self._said.add(said)
            self._teller.change(what, name, detail)
