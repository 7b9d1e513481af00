"""What a page says beside a field of a form: the name by which a person knows it."""

from collections.abc import Sequence
from typing import NamedTuple

from functions.ingest.extract.pdf.annotations import Box
from functions.ingest.extract.pdf.letters import Letters

_FARTHEST = 150.0  # points from a name on the left to its field
_BESIDE = 25.0  # and from a box to tick to its name, or from a field up to the name above it
_BETWEEN_WORDS = 0.8  # of the letters' height; more parts a name from what stands beside it
_ALIGNED = 12.0  # points by which a name above its field may begin beside it
_LONGEST = 100  # characters
_ENDS = " :*._…"


class _Sign(NamedTuple):
    text: str
    box: Box


class Labels:
    """Finds names among the characters of one page, whose fields take the boxes."""

    def __init__(self, letters: Letters, fields: Sequence[Box]) -> None:
        self._fields = fields
        self._signs = _signs(letters)

    def of_entry(self, field: Box) -> str:
        """Return the name of a field to write in: on its left, else above it; "" for none."""
        row = [sign for sign in self._signs if _overlaps(sign.box, field)]
        left = [sign for sign in row if sign.box.right <= field.left + 2]
        named = _run(sorted(left, key=lambda sign: -sign.box.right), field.left, _FARTHEST, backwards=True)
        named = named if self._is_free(field, named) else []
        return _said(named[::-1]) or self._above(field)

    def of_choice(self, box: Box) -> str:
        """Return the name of a box to tick: on its right, or on its left where the last box of the row has none there.

        "" for none.
        """
        row = [other for other in self._fields if _overlaps(other, box)]
        last = max(row, key=lambda other: other.left, default=box)
        return self._right(box) if self._right(last) else self.of_entry(box)

    def _right(self, box: Box) -> str:
        row = [sign for sign in self._signs if _overlaps(sign.box, box) and sign.box.left >= box.right - 2]
        return _said(_run(sorted(row, key=lambda sign: sign.box.left), box.right, _BESIDE))

    def _above(self, field: Box) -> str:
        near = [sign for sign in self._signs if 0 <= sign.box.bottom - field.top + 2 <= _BESIDE]
        if not near:
            return ""
        lowest = min(sign.box.bottom for sign in near)
        line = sorted(
            (sign for sign in near if sign.box.bottom - lowest < 4 and sign.box.left >= field.left - _ALIGNED),
            key=lambda sign: sign.box.left,
        )
        return _said(_run(line, field.left, _ALIGNED))

    def _is_free(self, field: Box, named: list[_Sign]) -> bool:
        """Tell whether no other field stands between a field and its name."""
        start = named[0].box.right if named else field.left
        return not any(
            other != field and _overlaps(other, field) and start - 2 <= other.left < field.left - 2
            for other in self._fields
        )


def _signs(letters: Letters) -> list[_Sign]:
    places = [at for at, sign in enumerate(letters.text) if not sign.isspace()]
    boxes = letters.boxes(places)
    return [
        _Sign(letters.text[at], Box(left, bottom, right, top))
        for at, (left, top, right, bottom) in zip(places, boxes, strict=True)
    ]


def _overlaps(box: Box, field: Box) -> bool:
    """Tell whether the middle of a box is as high on the page as the field."""
    return field.bottom - 1 <= (box.bottom + box.top) / 2 <= field.top + 1


def _run(signs: Sequence[_Sign], start: float, farthest: float, *, backwards: bool = False) -> list[_Sign]:
    """Return the signs that follow each other from a place on, none of them far from the one before."""
    run: list[_Sign] = []
    edge = start
    for sign in signs:
        gap = edge - sign.box.right if backwards else sign.box.left - edge
        if gap > (_BETWEEN_WORDS * (sign.box.top - sign.box.bottom) if run else farthest):
            break
        run.append(sign)
        edge = sign.box.left if backwards else sign.box.right
    return run


def _said(signs: Sequence[_Sign]) -> str:
    """Return the words of signs, or "" where they are no name."""
    words = ""
    for before, sign in zip([None, *signs], signs, strict=False):
        gap = sign.box.left - before.box.right if before else 0.0
        words += (" " if gap > 0.12 * (sign.box.top - sign.box.bottom) else "") + sign.text
    words = words.strip(_ENDS)
    return words if any(map(str.isalpha, words)) and len(words) <= _LONGEST else ""
