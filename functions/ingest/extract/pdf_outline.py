"""The bookmarks of a PDF: what they call the sections of its pages."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.outline import LONGEST_HEADING
from functions.ingest.extract.pdf_strings import wide_line

_MOST = 10_000  # bookmarks
_DEEPEST = 20
_ABOVE = 4.0  # points that a bookmark may point below the line that it means
_LONGEST_NUMBER = 12  # letters before a title on its page: "Chapter 12", "§ 3"
_LONGEST_ROMAN = 4
_MOST_LINES = 4  # that a title takes on its page
_SIGNS = re.compile(r"[\W_]+")


class Part(NamedTuple):
    """The lines of a page that stand under one heading: those from `start` up to `end`."""

    heading: str
    start: int
    end: int


class Bookmarks:
    """Says under which headings the lines of each page stand; the pages are gone through in order."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._titles: list[str] = []  # of all bookmarks, by their number
        self._marks: dict[int, list[_Mark]] = {}
        for mark in self._read(document):
            self._marks.setdefault(mark.page, []).append(mark)
        self.heading = ""  # that the next page begins under

    def parts(self, page: int, lines: Sequence[tuple[str, float | None]]) -> list[Part]:
        """Return the parts of a page, numbered from 1, of which each line is a text and its height in points.

        A line that only says the title of its bookmark is in no part, unless nothing comes beneath it.
        """
        rows = [_Row(_key(text), height) for text, height in lines]
        begun = [_Start(self.heading, 0, 0)]
        for mark in self._marks.get(page, ()):
            place, length = _title_rows(_key(self._titles[mark.path[-1]]), mark.top, rows, begun[-1].text)
            said = " ".join(text.strip() for text, _ in lines[place : place + length])
            begun.append(_Start(self._named(mark, said), place, place + length))
        self.heading = begun[-1].heading
        return list(_parts(begun, len(lines)))

    def _read(self, document: pypdfium2.PdfDocument) -> "Iterator[_Mark]":
        """Yield the bookmarks that point to a page."""
        path: list[int] = []
        for number, bookmark in enumerate(islice(document.get_toc(max_depth=_DEEPEST), _MOST)):
            title = wide_line(lambda buffer, size, one=bookmark: raw.FPDFBookmark_GetTitle(one, buffer, size))
            self._titles.append(title[:LONGEST_HEADING])
            path = [*path[: bookmark.level], number]
            page, top = _place(document, bookmark)
            if page is not None and any(map(str.isalpha, title)):
                yield _Mark(page + 1, top, tuple(path))

    def _named(self, mark: "_Mark", said: str) -> str:
        """Return the path of titles, the last as the page says it where that says more: its number."""
        if len(_key(said)) > len(_key(self._titles[mark.path[-1]])):
            self._titles[mark.path[-1]] = said
        return " > ".join(filter(None, (self._titles[number] for number in mark.path)))


class _Start(NamedTuple):
    """Where a part begins: the line of its title, and the first one of its text."""

    heading: str
    title: int
    text: int


def _parts(begun: Sequence[_Start], end: int) -> Iterator[Part]:
    for start, following in pairwise([*begun, _Start("", end, end)]):
        if start.text < following.title:
            yield Part(start.heading, start.text, following.title)
        elif start.title < start.text and not following.heading.startswith(f"{start.heading} > "):
            yield Part(start.heading, start.title, start.text)


class _Mark(NamedTuple):
    page: int  # from 1
    top: float | None
    path: tuple[int, ...]  # the bookmarks that it is beneath, and itself


class _Row(NamedTuple):
    key: str
    height: float | None


def _place(document: pypdfium2.PdfDocument, bookmark: pypdfium2.PdfBookmark) -> tuple[int | None, float | None]:
    """Return the page, from 0, and the height that a bookmark points to, or None for what it does not say."""
    target = raw.FPDFBookmark_GetDest(document, bookmark)
    if not target:
        action = raw.FPDFBookmark_GetAction(bookmark)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_GOTO:
            target = raw.FPDFAction_GetDest(document, action)
    page = raw.FPDFDest_GetDestPageIndex(document, target) if target else -1
    has_x, has_top, has_zoom = (raw.FPDF_BOOL() for _ in range(3))
    x, top, zoom = (ctypes.c_float() for _ in range(3))
    said = target and raw.FPDFDest_GetLocationInPage(target, has_x, has_top, has_zoom, x, top, zoom)
    return (page if page >= 0 else None), (top.value if said and has_top.value else None)


def _title_rows(title: str, top: float | None, rows: Sequence[_Row], first: int) -> tuple[int, int]:
    """Return the line that a bookmark means, not before the `first`, and how many lines only say its title."""
    places = range(first, len(rows))
    found = [(place, length) for place in places if (length := _length(title, rows, place))]
    if top is None:
        return found[0] if found else (first, 0)
    if found:
        return min(found, key=lambda one: abs((rows[one[0]].height or 0.0) - top))
    return next((place for place in places if (rows[place].height or 0.0) <= top + _ABOVE), len(rows)), 0


def _length(title: str, rows: Sequence[_Row], place: int) -> int:
    """Return how many lines from a place on say the title, with its number or without it; 0 if they do not."""
    said = ""
    for length, row in enumerate(rows[place : place + _MOST_LINES], 1):
        said += row.key
        longer = len(said) - len(title)
        if longer > _LONGEST_NUMBER:
            return 0
        if longer < 0 and said and 2 * len(said) >= len(title) and title.endswith(said):
            return length
        if longer >= 0 and said.endswith(title) and _is_number(said[:longer]) and longer < len(rows[place].key):
            return length
    return 0


def _is_number(beginning: str) -> bool:
    """Tell whether the letters before a title may be its number: "12", "chapter12", "iv"."""
    return len(beginning) <= _LONGEST_ROMAN or any(map(str.isdigit, beginning))


def _key(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
