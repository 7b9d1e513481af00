"""The bookmarks of a PDF: they say what its headings are, and which stands beneath which."""

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.outline import LONGEST_HEADING
from functions.ingest.extract.pdf.blocks import Block
from functions.ingest.extract.pdf.strings import wide_line

_MOST = 10_000  # bookmarks
_DEEPEST = 15
_ABOVE = 4.0  # points that a bookmark may point below the line that it means
_LONGEST_NUMBER = 12  # letters before a title on its page: "Chapter 12", "§ 3"
_LONGEST_ROMAN = 4
_MOST_LINES = 4  # that a title takes on its page
_SIGNS = re.compile(r"[\W_]+")


class Bookmark(NamedTuple):
    """A title and where it points to."""

    title: str
    level: int  # from 1, the highest
    page: int  # from 1
    top: float | None  # points from the page's foot


class _Title(NamedTuple):
    """Where a bookmark's title stands: in a block, from a line on, over some lines; 0 for none."""

    at: int
    first: int = 0
    lines: int = 0


def bookmarks_of(document: pypdfium2.PdfDocument) -> list[Bookmark]:
    """Return the bookmarks that have a title and point to a page, in the order of these."""
    return sorted(_bookmarks(document), key=lambda one: one.page)


def with_bookmarks(blocks: Sequence[Block], bookmarks: Sequence[Bookmark]) -> list[Block]:
    """Return the blocks, which come page by page, with the bookmarks as headings.

    A block that only says a bookmark's title becomes that heading; other headings are beneath the bookmarks', unless
    they look like one of these.
    """
    written, headings = list(blocks), list[Block]()
    level_by_look: dict[int, int] = {}
    at = 0
    for bookmark in bookmarks:
        at, after = _page(written, at, bookmark.page)
        title = _meant(written, range(at, after), bookmark)
        if title.lines:
            level_by_look.setdefault(written[title.at].level, bookmark.level)
        new = list(_parted(written, title, bookmark))
        written[title.at : title.at + bool(title.lines)] = new
        place = next(number for number, block in enumerate(new) if block.level == bookmark.level)
        headings.append(new[place])
        at = title.at + place + 1
    if not headings:
        return written
    level_by_look.pop(0, None)
    others = {id(block) for block in written} - {id(block) for block in headings}
    deepest = max(bookmark.level for bookmark in bookmarks)
    return [_levelled(block, level_by_look, deepest) if id(block) in others else block for block in written]


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[Bookmark]:
    for bookmark in islice(document.get_toc(max_depth=_DEEPEST), _MOST):
        title = wide_line(partial(raw.FPDFBookmark_GetTitle, bookmark))
        page, top = _place(document, bookmark)
        if page is not None and any(map(str.isalpha, title)):
            yield Bookmark(title[:LONGEST_HEADING], bookmark.level + 1, page + 1, top)


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


def _page(blocks: Sequence[Block], at: int, page: int) -> tuple[int, int]:
    """Return where the blocks of a page begin and end, not before a place."""
    while at < len(blocks) and blocks[at].page < page:
        at += 1
    after = at
    while after < len(blocks) and blocks[after].page == page:
        after += 1
    return at, after


def _meant(blocks: Sequence[Block], places: range, bookmark: Bookmark) -> _Title:
    """Return which of the blocks says the title, at best as its first line, or before which one it belongs."""
    title, top = _key(bookmark.title), bookmark.top
    titles = [found for at in places for found in _titles(title, blocks[at], at)]
    titles = [found for found in titles if not found.first] or titles
    if titles and top is not None:
        return min(titles, key=lambda found: abs(_height(blocks[found.at]) - top))
    if titles:
        return next((found for found in titles if blocks[found.at].level), titles[0])
    below = (at for at in places if blocks[at].place and top is not None and _height(blocks[at]) <= top + _ABOVE)
    return _Title(next(below, places.start if top is None else places.stop))


def _height(block: Block) -> float:
    return block.place.first.base if block.place else 0.0


def _titles(title: str, block: Block, at: int) -> Iterator[_Title]:
    keys = [_key(line) for line in block.text.split("\n")]
    if block.level and "".join(keys).startswith(title):
        yield _Title(at, 0, len(keys))
        return
    for first in range(len(keys)):
        lines = _title_lines(title, keys[first : first + _MOST_LINES])
        if lines:
            yield _Title(at, first, lines)


def _title_lines(title: str, keys: Sequence[str]) -> int:
    """Return how many lines say the title, with its number or without it; 0 if the first ones do not."""
    said = ""
    for count, key in enumerate(keys, 1):
        said += key
        longer = len(said) - len(title)
        if longer < 0 and said and 2 * len(said) >= len(title) and title.endswith(said):
            return count
        if 0 <= longer < len(keys[0]) and said.endswith(title) and (not longer or _is_number(said[:longer])):
            return count
        if longer > _LONGEST_NUMBER:
            return 0
    return 0


def _is_number(beginning: str) -> bool:
    """Tell whether the letters before a title may be its number: "12", "chapter12", "iv"."""
    return len(beginning) <= _LONGEST_ROMAN or (len(beginning) <= _LONGEST_NUMBER and any(map(str.isdigit, beginning)))


def _levelled(block: Block, level_by_look: Mapping[int, int], deepest: int) -> Block:
    """Return a heading that is no bookmark at its level among those that are: the larger ones are above them all."""
    if not block.level:
        return block
    above_all = level_by_look and block.level < min(level_by_look)
    return replace(block, level=level_by_look.get(block.level, 0 if above_all else deepest + block.level))


def _parted(blocks: Sequence[Block], title: _Title, bookmark: Bookmark) -> Iterator[Block]:
    """Yield what is before the title, the heading, in the page's words where these say more, and what comes after."""
    if not title.lines:
        yield Block(bookmark.page, bookmark.title, None, level=bookmark.level)
        return
    block = blocks[title.at]
    lines, end = block.text.split("\n"), title.first + title.lines
    said = "\n".join(lines[title.first : end])
    if title.first:
        yield replace(block, text="\n".join(lines[: title.first]), level=0)
    says_more = len(_key(said)) > len(_key(bookmark.title))
    yield replace(block, text=said if says_more else bookmark.title, level=bookmark.level)
    if lines[end:]:
        yield replace(block, text="\n".join(lines[end:]), level=0)


@lru_cache(maxsize=4_096)  # several bookmarks may point to one page
def _key(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
