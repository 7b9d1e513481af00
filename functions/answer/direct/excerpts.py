"""Rows, items and sentences with the numbers of their passages, as many as an event has room for."""

from collections.abc import Iterable

from events.questions import DirectAnswer, Quote
from functions.answer.direct.reading import Stretch
from functions.answer.direct.sources import Direct
from functions.stores.passages import Passage
from functions.text.markers import marked

ROOM = 32 * 1024  # bytes of an event of 64 KiB: what it quotes stands in it twice
SHOWN = 40  # members of a list
SUPPORT = 2  # quotes beside an answer


class Excerpts:
    """Gathers them in order; each passage is numbered once."""

    def __init__(self, room: int = ROOM) -> None:
        self._left = room
        self._numbers: dict[str, int] = {}
        self.passages: list[Passage] = []
        self.support: list[Quote] = []

    def marker(self, text: str, start: int, stretch: Stretch) -> str | None:
        """Return the marker of the passage that holds a text, e.g. "[2]"; None where there is no room for more."""
        passage = _holder(text, start, stretch)
        size = 3 * len(text.encode())
        if passage.id not in self._numbers:
            size += len(passage.text.encode()) + len(passage.heading.encode()) + 400
        if size > self._left and self.passages:
            return None
        self._left -= size
        if passage.id not in self._numbers:
            self.passages.append(passage)
            self._numbers[passage.id] = len(self.passages)
        number, place = self._numbers[passage.id], start - passage.start
        if len(self.support) < SUPPORT and place >= 0 and passage.text.startswith(text, place):
            self.support.append(Quote(number=number, text=text, start=start, end=start + len(text)))
        return marked([number])

    def direct(self, lines: Iterable[str], read: int, *, answered: bool = True) -> Direct:
        """Return the answer of these lines with all that was gathered; `read`: the members that it was read from."""
        answer = DirectAnswer(answer="\n".join(lines), answered=answered, support=self.support, read=read)
        return Direct(answer, tuple(self.passages))

    def all_markers(self) -> str:
        """Return the markers of all passages so far."""
        return marked(range(1, len(self.passages) + 1))


def _holder(text: str, start: int, stretch: Stretch) -> Passage:
    """Return the passage that holds the whole text, else the one that it begins in, else the first."""
    beginning = [one for one in stretch.passages if one.start <= start < one.end]
    whole = [one for one in beginning if one.text.startswith(text, start - one.start)]
    return next(iter([*whole, *reversed(beginning), *stretch.passages]))
