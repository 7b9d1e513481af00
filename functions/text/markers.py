"""The marks [1] in an answer that say which passage a sentence rests on."""

import re
from collections.abc import Collection, Iterable, Iterator

_GAP = r"(?<![ \t\u00a0])[ \t\u00a0]*+"  # from the first blank on: a search from each one would take their square
_LIST = r"\d{1,4}(?:\s{0,2}[,;]\s{0,2}\d{1,4}){0,9}"
MARKER = re.compile(rf"{_GAP}\[\s?({_LIST})\s?\]")
_BEGUN = re.compile(rf"{_GAP}(?:\[\s?(?:{_LIST})?\s{{0,2}}[,;]?\s{{0,2}})?\Z")
_BEHIND = re.compile(r"[ \t]*(?:\[\d+\])+")
_LONGEST = 200  # characters that are held back: of more, the first are blanks


class MarkerFilter:
    """Takes an answer piece by piece, and lets through no number that was not given: [1, 9] becomes [1], [12] nothing.

    What is left of a marker gets a pair of brackets for each number. It holds back only what may be part of a marker,
    the blanks before it included.
    """

    def __init__(self, given: Collection[int]) -> None:
        self._given = given
        self._held = ""

    def feed(self, text: str) -> str:
        """Take a piece; return what can be shown."""
        self._held += text
        begun = _BEGUN.search(self._held)
        certain = max(begun.start(), len(self._held) - _LONGEST) if begun else len(self._held)
        shown, self._held = self._held[:certain], self._held[certain:]
        return self._checked(shown)

    def finish(self) -> str:
        """Return what is still held back: a marker without an end is none."""
        rest, self._held = self._held, ""
        return self._checked(rest)

    def _checked(self, text: str) -> str:
        return MARKER.sub(self._kept, text)

    def _kept(self, marker: re.Match[str]) -> str:
        kept = marked(number for number in _numbers(marker) if number in self._given)
        blank = marker[0][: marker[0].index("[")]
        return blank + kept if kept else ""


def checked(pieces: Iterable[str], given: Collection[int]) -> Iterator[str]:
    """Yield an answer's pieces without the numbers that were not given."""
    markers = MarkerFilter(given)
    for piece in pieces:
        if text := markers.feed(piece):
            yield text
    if rest := markers.finish():
        yield rest


def marked(numbers: Iterable[int]) -> str:
    """Return the marker of these passages: [1][3]."""
    return "".join(f"[{number}]" for number in dict.fromkeys(numbers))


def cited_numbers(text: str) -> list[int]:
    """Return the numbers that a text cites, each once, in order."""
    return list(dict.fromkeys(number for marker in MARKER.finditer(text) for number in _numbers(marker)))


def end_of_markers(text: str, start: int) -> int:
    """Return where the markers end that stand at `start`, each of one number, or `start` where none do."""
    behind = _BEHIND.match(text, start)
    return behind.end() if behind else start


def without_markers(text: str) -> str:
    """Return the text without its markers."""
    return MARKER.sub("", text)


def _numbers(marker: re.Match[str]) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", marker[1])]
