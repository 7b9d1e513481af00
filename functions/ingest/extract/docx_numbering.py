"""The automatic numbers of a Word document's lists and headings, which stand nowhere in its text."""

from collections.abc import Mapping
from functools import partial

import msgspec
from lxml import etree

from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.numerals import capital_letters, letters, ordinal, roman, small_roman
from functions.ingest.extract.safe_xml import attribute, child, local

_LEVELS = 9
_MOST = 10  # digits of a number
_SPELLED = {
    "lowerRoman": small_roman,
    "upperRoman": roman,
    "lowerLetter": letters,
    "upperLetter": capital_letters,
    "decimalZero": "{:02d}".format,
    "ordinal": ordinal,
}
_NO_NUMBERS = ("bullet", "none")


class Level(msgspec.Struct, frozen=True):
    """How the items of a list on one level are numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""  # "%1.%2" stands for the numbers of the first two levels
    style: str = ""  # the paragraph style that it belongs to
    legal: bool = False  # with the digits of all levels

    def number(self, counted: int, of: "Level") -> str:
        """Return a number of the level `of` as it stands in a label of this one."""
        return str(counted) if self.legal else _SPELLED.get(of.format, str)(counted)


class _List(msgspec.Struct, frozen=True):
    counter: str  # lists with the same one count on
    levels: Mapping[int, Level]
    starts: Mapping[int, int]  # of the levels that begin anew with this list


class Numbering:
    """Counts the items of all lists, in the order of the document."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take the document's numbering part, or None where it has none."""
        given = () if root is None else root
        abstract = {attribute(one, "abstractNumId"): one for one in given if local(one) == "abstractNum"}
        self._lists = {attribute(one, "numId"): _list(one, abstract) for one in given if local(one) == "num"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def depth_of(self, number: str, style: str) -> int:
        """Return the level that a paragraph style has in a list."""
        found = self._lists.get(number)
        return next((depth for depth, level in found.levels.items() if level.style == style), 0) if found else 0

    def label(self, number: str, depth: int) -> str:
        """Count one more item of a list; return its label, "" for a bullet and where there is no such list."""
        found = self._lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        counts = self._counts.setdefault(found.counter, {})
        self._count(number, found, depth, counts)
        level = found.levels[depth]
        if level.format in _NO_NUMBERS:
            return ""
        label = level.text
        for other in range(_LEVELS):
            if f"%{other + 1}" in label:
                of = found.levels.get(other, Level())
                label = label.replace(f"%{other + 1}", level.number(counts.get(other, of.start), of))
        return clean(label).strip()

    def _count(self, number: str, found: _List, depth: int, counts: dict[int, int]) -> None:
        if depth in found.starts and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else found.levels[depth].start
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        for above in range(depth):
            counts.setdefault(above, found.levels.get(above, Level()).start)


def _list(number: etree._Element, abstract: Mapping[str, etree._Element]) -> _List:
    """Return a list with the levels of the definition that it refers to, and what it changes of them."""
    counter = attribute(child(number, "abstractNumId"), "val")
    definition = abstract.get(counter)
    link = attribute(child(definition, "numStyleLink"), "val")
    if link:  # the definition is another one's, known by the name of a style
        linked = (one for one in abstract.values() if attribute(child(one, "styleLink"), "val") == link)
        definition = next(linked, definition)
    levels = {} if definition is None else dict(map(_level, definition.iterfind("{*}lvl")))
    starts: dict[int, int] = {}
    for override in number.iterfind("{*}lvlOverride"):
        depth = _number(attribute(override, "ilvl"), 0)
        changed = child(override, "lvl")
        if changed is not None:
            levels |= [_level(changed)]
        begin = child(override, "startOverride")
        if begin is not None:
            starts[depth] = _number(attribute(begin, "val"), 1)
    return _List(counter, levels, starts)


def _level(element: etree._Element) -> tuple[int, Level]:
    value = partial(_value, element)
    format_ = value("numFmt") or "decimal"
    legal = child(element, "isLgl")
    is_legal = legal is not None and attribute(legal, "val") not in ("0", "false")
    level = Level(_number(value("start"), 1), format_, value("lvlText")[:100], value("pStyle"), is_legal)
    return _number(attribute(element, "ilvl"), 0), level


def _value(element: etree._Element, name: str) -> str:
    return attribute(child(element, name), "val")


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < _MOST else otherwise
