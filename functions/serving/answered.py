"""Which events this process has answered: the Broker may deliver one twice, and an answer may start work."""

from collections import OrderedDict

REMEMBERED = 10_000  # ids


class Answered:
    """Remembers the ids of the latest events that were answered, in this process alone."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, event: str) -> bool:
        return event in self._ids

    def add(self, event: str) -> None:
        """Remember one, and forget the oldest where there are too many."""
        self._ids[event] = None
        while len(self._ids) > REMEMBERED:
            self._ids.popitem(last=False)
