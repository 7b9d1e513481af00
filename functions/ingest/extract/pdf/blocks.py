"""A PDF's paragraphs, headings and tables in the order of reading, whole across columns and pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from functions.ingest.extract.pdf.headings import Style, is_heading, level_of, levels
from functions.ingest.extract.pdf.layout import Flow
from functions.ingest.extract.pdf.lines import Table
from functions.ingest.extract.pdf.paragraphs import Paragraph, first_sentence, goes_on, paragraphs_of, spacing_of

_CHAPTER = re.compile(r"(?:[^\W\d]{1,20} )?(?:\d{1,3}|[IVXLC]{1,7}|[A-Z])[.:]?")
_SAME_EDGE = 6.0  # points that the lines of a table may stand elsewhere on the next page


@dataclass(slots=True)
class Block:
    """A paragraph, a heading, or a table."""

    page: int  # from 1
    text: str  # a newline stands between two lines
    place: Paragraph | None
    table: Table | None = None
    level: int = 0  # of a heading, from 1


def blocks_of(pages: Sequence[Sequence[Flow]], text: Style) -> list[Block]:
    """Return what the pages hold; what goes on in another column or on the next page stands where it begins."""
    spacing = spacing_of([flow for page in pages for flow in page if not isinstance(flow, Table)])
    blocks: list[Block] = []
    for number, flows in enumerate(pages, 1):
        for flow in flows:
            new = list(_blocks(flow, number, spacing))
            if new and blocks:
                _join(blocks, new, text)
            blocks += new
    return _with_levels(blocks, text)


def _blocks(flow: Flow, page: int, spacing: float) -> Iterator[Block]:
    if isinstance(flow, Table):
        yield Block(page, "", None, flow)
        return
    for paragraph in paragraphs_of(flow, spacing):
        yield Block(page, paragraph.text, paragraph)


def _join(blocks: list[Block], new: list[Block], text: Style) -> None:
    """Give the last paragraph what it goes on with: a column's all, the next page's to the end of the sentence."""
    following = new[0]
    if following.table:
        _join_tables(blocks[-1], following)
        return
    last = _last_text(blocks, following)
    if last is None or last.place is None or following.place is None or not goes_on(last.place, following.place):
        return
    if is_heading(last.place, text, "") or is_heading(following.place, text, ""):
        return
    begin, rest = (following.text, "") if last.page == following.page else first_sentence(following.text)
    last.text += f"\n{begin}"
    if rest:
        following.text = rest
    else:
        last.place = last.place._replace(text=last.text, last=following.place.last, right=following.place.right)
        del new[0]


def _last_text(blocks: list[Block], following: Block) -> Block | None:
    """Return the paragraph before, but for the footnotes at a page's end, which are set smaller."""
    for block in reversed(blocks):
        if block.place is None or block.page < following.page - 1:
            return None
        if following.place is None or block.place.last.size >= following.place.first.size:
            return block
    return None


def _join_tables(before: Block, following: Block) -> None:
    """Tell a table that goes on from the page before, and take the header from it that is repeated."""
    above, below = before.table, following.table
    if above is None or below is None or before.page == following.page:
        return
    head = above.head or above.rows[0]
    repeated = len(below.rows) > 1 and head == below.rows[0]
    if repeated or _are_alike(above, below):
        following.table = replace(below, rows=below.rows[repeated:], head=head)


def _are_alike(above: Table, below: Table) -> bool:
    return len(above.gutters) == len(below.gutters) and all(
        left < other_right + _SAME_EDGE and other_left < right + _SAME_EDGE
        for (left, right), (other_left, other_right) in zip(above.gutters, below.gutters, strict=True)
    )


def _with_levels(blocks: list[Block], text: Style) -> list[Block]:
    following = [_first_words(block) for block in blocks]
    headings = [
        (block, block.place)
        for block, after in zip(blocks, [*following[1:], ""], strict=False)
        if block.place and is_heading(block.place, text, after)
    ]
    by_style = levels(place for _, place in headings)
    for block, place in headings:
        block.level = level_of(place, by_style)
    return list(_numbered(blocks))


def _first_words(block: Block) -> str:
    return next(iter(block.table.rows[0].values()), "") if block.table else block.text


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks; "Chapter 3" above a heading that is no lesser one becomes its beginning."""
    waiting: Block | None = None
    for block in blocks:
        if waiting and 0 < block.level <= waiting.level and block.page == waiting.page:
            block.text = f"{waiting.text}\n{block.text}"
        elif waiting:
            yield waiting
        waiting = block if block.level and _CHAPTER.fullmatch(block.text) else None
        if not waiting:
            yield block
    if waiting:
        yield waiting
