"""A backtracking matcher that counts its steps: the standard library's does the same work and does not tell of it.

It walks the tree that the standard library's own parser makes of a pattern, and has none of that engine's short cuts:
where this one's work grows as the text does, that one's does.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

op: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

_FEW = 4  # times that stand for any bound: whatever it is, work within it does not grow with the text
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: lambda character: character.isalnum() or character == "_",
    op.CATEGORY_NOT_DIGIT: lambda character: not character.isdecimal(),
    op.CATEGORY_NOT_SPACE: lambda character: not character.isspace(),
    op.CATEGORY_NOT_WORD: lambda character: not (character.isalnum() or character == "_"),
}
_ONE = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)  # what matches one character
_WORD = _CATEGORIES[op.CATEGORY_WORD]


class TooMany(Exception):
    """More steps than were asked for."""


class Stepper:
    """Matches as a `re.Pattern` does, and counts; `bounded` takes every bound of a repetition for a small one.

    Raises `TooMany` after `most` steps.
    """

    def __init__(self, pattern: re.Pattern[str], most: int = 10**9, *, bounded: bool = False) -> None:
        self._most = most
        self.tree = parser.parse(pattern.pattern, pattern.flags)
        self.steps = 0
        self._flags, self._bounded, self._text = pattern.flags, bounded, ""

    def matches(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of all matches, as `finditer` finds them."""
        found: list[tuple[int, int]] = []
        start = 0
        while start <= len(text):
            end = self.match(text, start)
            if end is not None:
                found.append((start, end))
            start = end if end is not None and end > start else start + 1
        return found

    def match(self, text: str, start: int = 0) -> int | None:
        """Return where the match at a place ends, or None."""
        self._text = text
        return next(self._all(list(self.tree), start), None)

    def _all(self, items: Sequence[Any], at: int) -> Iterator[int]:
        """Yield every end of these items one after the other, the preferred one first."""
        for number, item in enumerate(items):
            if item[0] not in _ONE:
                for end in self._each(item, at):
                    yield from self._all(items[number + 1 :], end)
                return
            if not self._is_one(item, at):
                return
            at += 1
        yield at

    def _each(self, item: Any, at: int) -> Iterator[int]:
        """Yield every end of one item that is not just a character."""
        self._step()
        kind, given = item
        if kind is op.BRANCH:
            for branch in given[1]:
                yield from self._all(list(branch), at)
        elif kind is op.SUBPATTERN:
            yield from self._all(list(given[3]), at)
        elif kind is op.ATOMIC_GROUP:
            yield from self._first(list(given), at)
        elif kind is op.POSSESSIVE_REPEAT:
            yield from self._possessive(given, at)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield from self._repeated(kind is op.MAX_REPEAT, *self._times(*given[:2]), list(given[2]), at)
        elif self._holds(kind, given, at):
            yield at

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooMany

    def _first(self, items: Sequence[Any], at: int) -> Iterator[int]:
        for end in self._all(items, at):
            yield end
            return

    def _times(self, least: int, most: int) -> tuple[int, int]:
        if most is op.MAXREPEAT:
            return least, len(self._text) + 1
        return (min(least, _FEW), min(most, _FEW)) if self._bounded else (least, most)

    def _possessive(self, given: Any, at: int) -> Iterator[int]:
        (least, most), content, count = self._times(*given[:2]), given[2], 0
        while (
            count < most and (end := next(self._all(list(content), at), None)) is not None and (end > at or not count)
        ):
            at, count = end, count + 1
        if count >= least:
            yield at

    def _repeated(self, greedy: bool, least: int, most: int, items: Sequence[Any], at: int) -> Iterator[int]:
        self._step()
        if not greedy and least <= 0:
            yield at
        if most > 0:
            for end in self._all(items, at):
                if end > at or least > 0:
                    yield from self._repeated(greedy, least - 1, most - 1, items, end)
        if greedy and least <= 0:
            yield at

    def _holds(self, kind: Any, given: Any, at: int) -> bool:
        """Tell whether a condition that takes no characters holds at a place."""
        if kind is op.AT:
            return self._is_at(given, at)
        direction, content = given
        start = at if direction > 0 else at - content.getwidth()[0]
        there = start >= 0 and next(self._all(list(content), start), None) is not None
        return there is (kind is op.ASSERT)

    def _is_at(self, place: Any, at: int) -> bool:
        end = len(self._text)
        if place in (op.AT_BEGINNING, op.AT_BEGINNING_STRING):
            return at == 0
        if place is op.AT_END:
            return at == end or (at == end - 1 and self._text[at] == "\n")
        if place is op.AT_END_STRING:
            return at == end
        before = at > 0 and _WORD(self._text[at - 1])
        return (before != (at < end and _WORD(self._text[at]))) is (place is op.AT_BOUNDARY)

    def _is_one(self, item: Any, at: int) -> bool:
        self._step()
        if at >= len(self._text):
            return False
        kind, given = item
        character = self._text[at]
        if kind is op.ANY:
            return character != "\n" or bool(self._flags & re.DOTALL)
        ways = _in_either_case(character) if self._flags & re.IGNORECASE else [character]
        if kind is op.IN:
            return any(_is_in(given, one) for one in ways)
        return (given in map(ord, ways)) is (kind is op.LITERAL)


def _in_either_case(character: str) -> list[str]:
    """Return the character in both cases, where that is one character: the capital of ß is two."""
    return [one for one in dict.fromkeys((character, character.lower(), character.upper())) if len(one) == 1]


def _is_in(members: Sequence[Any], character: str) -> bool:
    negated = members[0][0] is op.NEGATE
    return negated != any(_is_member(member, character) for member in members[negated:])


def _is_member(member: Any, character: str) -> bool:
    kind, given = member
    if kind is op.RANGE:
        return bool(given[0] <= ord(character) <= given[1])
    if kind is op.CATEGORY:
        return bool(_CATEGORIES[given](character))
    return bool(given == ord(character))


def words_of(tree: Any) -> list[str]:
    """Return characters and words out of a pattern: what a text that is made for it is made of."""
    found: dict[str, None] = {}
    _gather(tree, found)
    return list(found)


def _gather(tree: Any, found: dict[str, None]) -> None:
    run = ""
    for kind, given in tree:
        if kind is op.LITERAL:
            run += chr(given)
            continue
        if kind is op.IN:
            found.update(dict.fromkeys(_examples(given)))
        elif kind is op.BRANCH:
            for branch in given[1]:
                _gather(branch, found)
        elif kind is op.ATOMIC_GROUP:
            _gather(given, found)
        elif isinstance(given, tuple) and isinstance(given[-1], parser.SubPattern):
            _gather(given[-1], found)
        found.update({run: None} if run else {})
        run = ""
    found.update({run: None} if run else {})


def _examples(members: Sequence[Any]) -> Iterator[str]:
    """Yield a few characters of a class, and those that it leaves out."""
    for kind, given in members[:6]:
        if kind is op.LITERAL:
            yield chr(given)
        elif kind is op.RANGE:
            yield chr(given[0])
        elif kind is op.CATEGORY:
            yield next(one for one in "1a -" if _CATEGORIES[given](one))
