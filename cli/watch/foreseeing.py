"""What would happen, without any of it: a dry run."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256

from cli.watch.comparing import Difference, compare, too_many
from cli.watch.source import Entry, Gone, Source
from cli.watch.state import Known

Foreseen = tuple[str, str, str]  # what, the document's name, and more of it


def foreseen(source: Source, rows: Mapping[str, Known], *, delete_all: bool) -> Iterator[Foreseen]:
    """Yield what would happen, and which files would have to rest before; raise `SourceAway`.

    Files are read where only their content tells a change from another time, or a new name from a new document.
    """
    entries = {entry.name: entry for entry in source.entries()}
    difference = compare(rows, entries, 2**63)
    former = {row.digest: row for row in (*difference.gone, *difference.moved) if row.digest}
    for entry in difference.due:
        earlier = rows.get(entry.name)
        digest = _digest(source, entry) if former or earlier else ""
        if earlier and earlier.document:
            if digest != earlier.digest:
                yield "changed", entry.name, ""
        elif row := former.pop(digest, None):
            difference = _without(difference, row)
            yield "renamed", entry.name, f"was {row.name}"
        else:
            yield "new", entry.name, f"{entry.size} bytes"
    held = too_many(difference.gone, rows) and not delete_all
    for row in (*difference.gone, *difference.moved):
        if row.may_be_there:
            yield ("held" if held and row in difference.gone else "deleted"), row.name, ""


def _digest(source: Source, entry: Entry) -> str:
    with suppress(Gone, OSError):
        return sha256(source.read(entry)).hexdigest()
    return ""


def _without(difference: Difference, row: Known) -> Difference:
    gone = [one for one in difference.gone if one is not row]
    return Difference(due=difference.due, gone=gone, moved=[one for one in difference.moved if one is not row])
