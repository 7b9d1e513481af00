"""Documents whose latest generation no upload could overtake: earlier versions took such a one from anybody."""

import re

from events.fields import UUID_PATTERN
from events.identity import DocumentKey, is_absurd
from functions.stores.facts import DocumentState
from functions.stores.records import Records

_ID = re.compile(UUID_PATTERN)


def overtakable_state(records: Records, key: DocumentKey) -> DocumentState | None:
    """Return the document's state in an index, before something takes its place: absurd generations are forgotten."""
    state = records.state(key)
    while state and is_absurd(state.generation):
        records.forget(key.tenant, key.document, state.generation)
        state = records.state(key)
    return state


def is_ghost(document: str) -> bool:
    """Tell whether this is the id of no document: no name leads to it, so nothing can take its place."""
    return not _ID.fullmatch(document)


def forget_ghost(records: Records, state: DocumentState) -> None:
    """Forget all that is on record of it in this index."""
    now: DocumentState | None = state
    while now:
        records.forget(state.tenant, state.document, now.generation)
        now = records.state(state.key)
