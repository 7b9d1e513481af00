"""How much text may come of a file in which a few bytes stand for many: a text that its cells or its notes share."""

from events.errors import Rejected


class Allowance:
    """Counts characters as they are found, so that nothing is written that is refused in the end."""

    def __init__(self, characters: int, name: str) -> None:
        self._most = self._left = characters
        self._name = name

    def take(self, characters: int) -> None:
        """Count these. Raises `Rejected` (413) when they are too many."""
        self._left -= characters
        if self._left < 0:
            raise Rejected(f"{self._name} holds more than {self._most} characters of text: split it", status=413)
