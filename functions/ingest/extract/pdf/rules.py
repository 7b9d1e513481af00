"""The straight lines that are drawn on a page of a PDF, as around the cells of a table."""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.pdf.letters import plain

_MOST_OBJECTS = 20_000  # of a page; whoever draws more draws no tables
_MOST_SEGMENTS = 20_000
_MOST_RULES = 600  # after those in one line were joined
_THIN = 4.0  # points; what is as thin, and longer, is a line
_SHORTEST = 4.0  # points
_NEAR = 2.0  # points between lines that are meant to be one
_MOVE, _LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO
_FOUR = range(0, 16, 4)  # where four of C's floats begin, in bytes
Point = tuple[float, float]


class Rule(NamedTuple):
    """A line across the page or down, in points from the page's lower left corner."""

    at: float  # its height, or its distance from the left
    begin: float
    end: float


class Rules(NamedTuple):
    """All of a page."""

    across: list[Rule]
    down: list[Rule]


_count = plain(raw.FPDFPage_CountObjects)
_object = plain(raw.FPDFPage_GetObject, ctypes.c_void_p)
_type = plain(raw.FPDFPageObj_GetType)
_bounds = plain(raw.FPDFPageObj_GetBounds)
_matrix = plain(raw.FPDFPageObj_GetMatrix)
_mode = plain(raw.FPDFPath_GetDrawMode)
_segments = plain(raw.FPDFPath_CountSegments)
_segment = plain(raw.FPDFPath_GetPathSegment, ctypes.c_void_p)
_point = plain(raw.FPDFPathSegment_GetPoint)
_kind = plain(raw.FPDFPathSegment_GetType)
_closes = plain(raw.FPDFPathSegment_GetClose)


def rules_of(page: pypdfium2.PdfPage) -> Rules:
    """Return the lines of a page; none of a page that is full of drawings."""
    handle = ctypes.cast(page.raw, ctypes.c_void_p)
    count = int(_count(handle))
    if count > _MOST_OBJECTS:
        return Rules([], [])
    objects = list(map(ctypes.c_void_p, map(_object, repeat(handle), range(count))))  # type: ignore[arg-type]
    across: list[Rule] = []
    down: list[Rule] = []
    left = _MOST_SEGMENTS
    for path in (one for one, kind in zip(objects, map(_type, objects), strict=True) if kind == raw.FPDF_PAGEOBJ_PATH):
        if left <= 0:
            return Rules([], [])
        left -= max(int(_segments(path)), 1)
        for (x, y), (to_x, to_y) in _lines(path, left):
            if abs(y - to_y) <= _NEAR < abs(x - to_x):
                across.append(Rule((y + to_y) / 2, min(x, to_x), max(x, to_x)))
            elif abs(x - to_x) <= _NEAR < abs(y - to_y):
                down.append(Rule((x + to_x) / 2, min(y, to_y), max(y, to_y)))
    across, down = _joined(across), _joined(down)
    return Rules(across, down) if len(across) + len(down) <= _MOST_RULES else Rules([], [])


def _lines(path: ctypes.c_void_p, most: int) -> Iterable[tuple[Point, Point]]:
    """Return the straight lines of a path, a thin rectangle as one."""
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    _mode(path, ctypes.byref(fills), ctypes.byref(strokes))
    if not fills.value and not strokes.value:
        return ()
    sides = (ctypes.c_float * 4)()
    _bounds(path, *(ctypes.byref(sides, at) for at in _FOUR))
    left, bottom, right, top = sides
    if top - bottom <= _THIN and right - left > top - bottom:
        return (((left, (bottom + top) / 2), (right, (bottom + top) / 2)),)
    if right - left <= _THIN:
        return ((((left + right) / 2, bottom), ((left + right) / 2, top)),)
    return _sides(path) if most > 0 else ()


def _sides(path: ctypes.c_void_p) -> Iterator[tuple[Point, Point]]:
    matrix = raw.FS_MATRIX()
    _matrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for number in range(int(_segments(path))):
        segment = ctypes.c_void_p(_segment(path, number))  # type: ignore[arg-type]
        _point(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = _kind(segment)
        if kind == _LINE:
            yield before, point
        if _closes(segment):
            yield point, start
        start = point if kind == _MOVE else start
        before = point


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Return lines with those that go on with another, or lie on it, as one."""
    by_place: dict[int, list[Rule]] = defaultdict(list)
    for rule in sorted(rules):
        place = round(rule.at / _NEAR)
        near = next((by_place[at] for at in (place, place - 1) if at in by_place), by_place[place])
        near.append(rule)
    joined: list[Rule] = []
    for near in by_place.values():
        at, begin, end = near[0].at, float("inf"), float("-inf")
        for rule in sorted(near, key=lambda one: one.begin):
            if rule.begin > end + _NEAR:
                joined.append(Rule(at, begin, end))
                begin = rule.begin
            end = max(end, rule.end)
        joined.append(Rule(at, begin, end))
    return [rule for rule in joined if rule.end - rule.begin > _SHORTEST]
