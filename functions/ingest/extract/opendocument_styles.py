"""What the styles of an OpenDocument file say: numbers of lists and headings, what is hidden, what is raised."""

from collections.abc import Callable, Iterable

import msgspec
from lxml import etree

from functions.ingest.extract.numerals import capital_letters, letters, roman, small_roman
from functions.ingest.extract.safe_xml import attribute, child, local

_WRITTEN: dict[str, Callable[[int], str]] = {
    "a": letters,
    "A": capital_letters,
    "i": small_roman,
    "I": roman,
    "1": str,
}
_MOST_PARENTS = 20
_LONGEST_SIGN = 20  # characters around a number
_DIGITS = 6  # fewer in the number of an item


class Level(msgspec.Struct, frozen=True):
    """How the items of a list on one level are numbered."""

    format: str
    before: str = ""
    after: str = ""
    levels: int = 1  # that the number shows
    start: int = 1


class Styles:
    """The styles of a document, from all of its parts."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}  # the list style of a paragraph style
        self._parents: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.raised: set[str] = set()
        for root in roots:
            for style in root.iter("{*}style", "{*}list-style", "{*}outline-style"):
                self._add(style)

    def level(self, list_style: str, depth: int) -> Level | None:
        """Return how a level, from 0, of a list is numbered; None where it has bullets, or is not known."""
        return self._lists.get(list_style, {}).get(depth)

    def list_of(self, paragraph_style: str) -> str:
        """Return the list style of a paragraph style, or of one that it is based on; "" for the outline's."""
        for _ in range(_MOST_PARENTS):
            if paragraph_style in self._list_of or paragraph_style not in self._parents:
                break
            paragraph_style = self._parents[paragraph_style]
        return self._list_of.get(paragraph_style, "")

    def _add(self, style: etree._Element) -> None:
        name = attribute(style, "name")
        if local(style) != "style":
            levels = {number_of(one, "level", 1) - 1: level for one in style if (level := _level(one))}
            self._lists["" if local(style) == "outline-style" else name] = levels
            return
        self._parents[name] = attribute(style, "parent-style-name")
        if given := attribute(style, "list-style-name"):
            self._list_of[name] = given
        text, table, page = (child(style, f"{kind}-properties") for kind in ("text", "table", "drawing-page"))
        is_hidden = (
            attribute(text, "display") == "none",
            attribute(table, "display") == "false",
            attribute(page, "visibility") == "hidden",
        )
        if any(is_hidden):
            self.hidden.add(name)
        if attribute(text, "text-position").startswith("super"):
            self.raised.add(name)


def _level(element: etree._Element) -> Level | None:
    format_ = attribute(element, "num-format")
    if local(element) not in ("list-level-style-number", "outline-level-style") or format_ not in _WRITTEN:
        return None
    before, after = attribute(element, "num-prefix")[:_LONGEST_SIGN], attribute(element, "num-suffix")[:_LONGEST_SIGN]
    levels, start = number_of(element, "display-levels", 1), number_of(element, "start-value", 1)
    return Level(format_, before, after, levels, start)


_DEEPEST = 10  # levels that OpenDocument counts; a file may claim any number


class Counter:
    """Counts the items of one list, or the headings of a document."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def label(self, styles: Styles, list_style: str, depth: int, start: int | None = None) -> str:
        """Count one more item; return its label, "" where it has none."""
        depth = min(depth, _DEEPEST)
        level = styles.level(list_style, depth)
        first = start if start is not None else level.start if level else 1
        self._counts[depth] = self._counts[depth] + 1 if depth in self._counts and start is None else first
        for deeper in [one for one in self._counts if one > depth]:
            del self._counts[deeper]
        if level is None:
            return ""
        parts = []
        for place in range(max(0, depth - level.levels + 1), depth + 1):
            at = styles.level(list_style, place)
            if at:
                parts.append(_WRITTEN[at.format](self._counts.get(place, at.start)))
        return f"{level.before}{'.'.join(parts)}{level.after}".strip()


def number_of(element: etree._Element, name: str, otherwise: int) -> int:
    """Return a small whole number that an attribute holds."""
    value = attribute(element, name)
    return int(value) if value.isdecimal() and len(value) < _DIGITS else otherwise
