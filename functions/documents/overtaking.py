"""Documents whose latest generation no upload could overtake: earlier versions took such a one from anybody."""

import re

from events.fields import UUID_PATTERN
from events.identity import DocumentKey, is_absurd
from functions.stores.document_log import DocumentLog
from functions.stores.facts import DocumentState

_ID = re.compile(UUID_PATTERN)


def overtakable_state(log: DocumentLog, key: DocumentKey) -> DocumentState | None:
    """Return the document's state in an index, before something takes its place: absurd generations are forgotten."""
    state = log.state(key)
    while state and is_absurd(state.generation):
        log.forget(key.tenant, key.document, state.generation)
        state = log.state(key)
    return state


def is_ghost(document: str) -> bool:
    """Tell whether this is the id of no document: no name leads to it, so nothing can take its place."""
    return not _ID.fullmatch(document)


def forget_ghost(log: DocumentLog, state: DocumentState) -> None:
    """Forget all that is on record of it in this index."""
    now: DocumentState | None = state
    while now:
        log.forget(state.tenant, state.document, now.generation)
        now = log.state(state.key)
