"""What differs is sent, looked after until it is searchable, and deleted; all of it noted as it happens."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial

from msgspec.structs import replace

from cli.watch.comparing import Difference
from cli.watch.gateway import delete, found
from cli.watch.sending import Reading, reason, row_after
from cli.watch.source import Entry, Source
from cli.watch.state import Known, State
from cli.watch.telling import Teller
from minirag import Client, Document, Unavailable, Unreachable, calls
from minirag.uploads import AT_ONCE, Outcome

LOOKED_AT = 16  # documents that are not yet searchable, in one round of looks
Labels = Mapping[str, str | Sequence[str]]


class Bringing:
    """Acts for one source; `progressed` tells whether the last round of looks found something settled."""

    def __init__(self, source: Source, state: State, teller: Teller, labels: Labels, stop: threading.Event) -> None:
        self._source, self._state, self._teller, self._labels, self._stop = source, state, teller, labels, stop
        self.progressed, self._reached = False, False

    @property
    def waiting(self) -> list[Known]:
        """What was sent and is not yet searchable."""
        return [row for row in self._state.rows.values() if row.phase == "sent"]

    def send(self, client: Client, ready: Difference, limit: int) -> None:
        """Send what is due, some at a time, and note what came of each.

        Raises `Unavailable` at the end when something could not be taken for the moment, and at once when nothing can.
        """
        due = {entry.name: entry for entry in ready.due if not self._is_large(entry, limit)}
        earlier = {name: self._state.rows[name] for name in due if name in self._state.rows}
        reading, names = Reading(self._source, earlier), _Names([*ready.moved, *ready.gone])
        self._state.intend({name: earlier.get(name) or Known(name) for name in due})
        contents, call_of = reading.contents(list(due.values())), partial(calls.upload, metadata=self._labels)
        misses = _Misses()
        with closing(client.transport.at_once(contents, call_of)) as outcomes:
            for name, outcome in outcomes:
                try:
                    row = row_after(earlier.get(name), due[name], reading.digests.get(name, ""), outcome)
                except Unavailable as error:
                    misses.count(error)
                    continue
                misses.end()
                self._note(name, row)
                self._say(due[name], earlier.get(name), row, outcome, names)
                if self._stop.is_set():
                    return
        if misses.last:
            raise misses.last

    def delete(self, client: Client, rows: Sequence[Known]) -> None:
        """Delete what is gone; what only has another name now, once it is searchable under that."""
        unsettled = {row.digest for row in self.waiting}
        for row in rows:
            if row.digest and row.digest in unsettled:
                continue
            delete(client, row)
            self._state.forget(row.name)
            if row.may_be_there:
                self._teller.change("deleted", row.name)
            if self._stop.is_set():
                return

    def look(self, client: Client) -> None:
        """Look at the oldest of what is not yet searchable."""
        waiting, unsettled, self.progressed = self.waiting, 0, False
        for row in waiting:
            document = found(client, row.document)
            if document and not document.settled:
                unsettled += 1
                if unsettled >= LOOKED_AT:
                    break
                continue
            self.progressed = True
            self._settle(row, document)
        self._reached = self._reached or bool(waiting)

    def say_reached(self) -> None:
        """Say, once after something was waited for, how many documents are searchable."""
        if self._reached and not self.waiting:
            done = sum(row.phase == "done" for row in self._state.rows.values())
            self._teller.note("whole", f"{done} documents are searchable")
            self._reached = False

    def note_missing(self, there: set[str]) -> None:
        """Make due again what MiniRAG no longer has."""
        lost = [row for row in self._state.rows.values() if row.document and row.document not in there]
        self._state.put(Known(row.name) for row in lost)
        if lost:
            self._teller.note("lost", f"MiniRAG no longer has {len(lost)} documents, which are sent again")

    def _is_large(self, entry: Entry, limit: int) -> bool:
        if entry.size <= limit:
            return False
        row = self._state.rows.get(entry.name) or Known(entry.name)
        self._state.put([replace(row, fingerprint=entry.fingerprint, digest="", phase="large")])
        self._teller.change(
            "refused", entry.name, f"{entry.size} bytes are more than {limit}: split it, or raise MAX_UPLOAD_BYTES"
        )
        return True

    def _note(self, name: str, row: Known | None) -> None:
        if row is None:
            self._state.forget(name)
        else:
            self._state.put([row])

    def _say(self, entry: Entry, earlier: Known | None, row: Known | None, outcome: Outcome, names: "_Names") -> None:
        if isinstance(outcome, Document) and row:
            detail = "it was there already" if outcome.unchanged else f"{entry.size} bytes"
            if earlier and earlier.document:
                self._teller.change("changed", entry.name, detail)
            elif former := names.former(row):
                self._teller.change("renamed", entry.name, f"was {former}")
            else:
                self._teller.change("new", entry.name, detail)
        elif row and row.phase == "refused":
            self._teller.change("refused", entry.name, reason(outcome))

    def _settle(self, row: Known, document: Document | None) -> None:
        if document is None:
            self._state.put([replace(row, phase="done")])  # as long as the command runs, a deletion by others holds
            self._teller.change("missing", row.name, "it was deleted in MiniRAG meanwhile")
        elif document.phase == "indexed":
            self._state.put([replace(row, phase="done")])
            if document.warnings:
                self._teller.change("partly", row.name, "; ".join(document.warnings))
        else:
            self._state.put([replace(row, phase="failed")])
            self._teller.change("failed", row.name, f"{document.stage}: {document.reason}")


class _Misses:
    """What could not be taken for the moment; `last` is the last of it."""

    def __init__(self) -> None:
        self.last: Unavailable | None = None
        self._in_a_row = 0

    def count(self, error: Unavailable) -> None:
        """Count one; raise it when there is no reason to believe that the next will be taken."""
        self.last = error
        self._in_a_row += 1
        if isinstance(error, Unreachable) or self._in_a_row >= AT_ONCE:
            raise error

    def end(self) -> None:
        """End a row of them: something was taken, or refused."""
        self._in_a_row = 0


class _Names:
    """The former names of what has another one now, by content, and where that is not enough by the file itself."""

    def __init__(self, gone: Sequence[Known]) -> None:
        self._by_digest: dict[str, list[Known]] = {}
        for row in gone:
            if row.digest:
                self._by_digest.setdefault(row.digest, []).append(row)

    def former(self, row: Known) -> str:
        """Return the former name, which is nobody else's then; "" where there was none."""
        same = self._by_digest.get(row.digest, [])
        if not same:
            return ""
        found = next((one for one in same if one.identity == row.identity), same[0])
        same.remove(found)
        return found.name
