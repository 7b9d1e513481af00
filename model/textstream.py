"""Bytes of tokens into text: whole characters only, and nothing of a stop string."""

import codecs
from collections.abc import Sequence


class TextStream:
    """Collects the bytes of one answer and gives out what is certain to belong to its text."""

    def __init__(self, stop: Sequence[str]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = [text for text in stop if text]
        self._held = ""
        self.stopped = False  # a stop string has come; it and all after it are left out

    def feed(self, data: bytes, *, final: bool = False) -> str:
        """Return the text that is certain once `data` has come; with `final`, all the rest."""
        if self.stopped:
            return ""
        self._held += self._decoder.decode(data, final)
        ends = [place for text in self._stop if (place := self._held.find(text)) >= 0]
        self.stopped = bool(ends)
        certain = min(ends) if ends else len(self._held) - (0 if final else self._suspects())
        text, self._held = self._held[:certain], self._held[certain:]
        return text

    def _suspects(self) -> int:
        """Return how many characters at the end may be the beginning of a stop string."""
        sizes = (
            size for text in self._stop for size in range(len(text) - 1, 0, -1) if self._held.endswith(text[:size])
        )
        return max(sizes, default=0)
