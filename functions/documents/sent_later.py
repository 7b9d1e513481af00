"""What goes on without the Broker: what is on record is sent on by `reconcile`, whenever that comes by."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from events.errors import MiniRAGError

log = logging.getLogger("minirag")


@contextmanager
def sent_later(what: str) -> Iterator[None]:
    """Enclose the posting of events about what is on record; where that cannot be, `what` says so in the log."""
    try:
        yield
    except MiniRAGError as error:
        log.warning("%s: %s", what, error.detail)
