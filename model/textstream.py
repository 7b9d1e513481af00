"""Bytes of tokens into text: whole characters only, and nothing of a stop string or of what a model only thinks."""

import codecs
from collections.abc import Sequence

THINKS, THOUGHT = "<think>", "</think>"  # tags around what some models write before they answer


class TextStream:
    """Collects the bytes of one answer and gives out what is certain to belong to its text.

    An answer may begin with thoughts in tags, or within them where `is_thinking`; they and the blanks around them are
    left out.
    """

    def __init__(self, stop: Sequence[str], *, is_thinking: bool = False) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = [text for text in stop if text]
        self._held = ""
        self._thinking: bool | None = is_thinking or None  # None: the answer has not begun
        self.stopped = False  # a stop string has come; it and all after it are left out

    def feed(self, data: bytes, *, final: bool = False) -> str:
        """Return the text that is certain once `data` has come; with `final`, all the rest."""
        if self.stopped:
            return ""
        self._held += self._decoder.decode(data)  # never the last: half a character at the end is none
        if self._thinking is not False and not self._answers(final=final):
            return ""
        ends = [place for text in self._stop if (place := self._held.find(text)) >= 0]
        self.stopped = bool(ends)
        certain = min(ends) if ends else len(self._held) - (0 if final else self._suspects())
        text, self._held = self._held[:certain], self._held[certain:]
        return text

    def _answers(self, *, final: bool) -> bool:
        """Take off what was thought; tell whether the answer has begun."""
        if self._thinking is None:
            begun = self._held.lstrip()
            if not begun.startswith(THINKS):
                self._thinking = None if THINKS.startswith(begun) and not final else False
                return self._thinking is False
            self._thinking, self._held = True, begun.removeprefix(THINKS)
        _, tag, behind = self._held.partition(THOUGHT)
        if not tag:
            self._held = "" if final else self._held[-len(THOUGHT) :]
            return False
        self._held = behind.lstrip()
        if self._held:
            self._thinking = False
        else:
            self._held = THOUGHT  # the blanks behind it are still to come
        return bool(self._held) and self._thinking is False

    def _suspects(self) -> int:
        """Return how many characters at the end may be the beginning of a stop string."""
        sizes = (
            size for text in self._stop for size in range(len(text) - 1, 0, -1) if self._held.endswith(text[:size])
        )
        return max(sizes, default=0)
