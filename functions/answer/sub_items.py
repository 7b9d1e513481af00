"""A list item with what stands below it: an item that has items of its own says them, and not its few words."""

import re

from msgspec.structs import replace

from events.questions import Citation, Quote

LONGEST = 800  # characters of them
_ITEM = re.compile(r"[ \t]*(?:[-*\u2022\u2013]|\(?\w{1,3}[.)])[ \t]+\S")


def with_sub_items(quote: Quote, passage: Citation | None) -> Quote:
    """Return the quote with the items below it, which are indented more; as it is where it is no item, or has none."""
    if passage is None:
        return quote
    place = quote.start - passage.start
    start = passage.text.rfind("\n", 0, place) + 1
    end = place + len(quote.text)
    first = passage.text[start:].partition("\n")[0]
    if not _ITEM.match(first) or passage.text[end : end + 1] not in ("\n", ""):
        return quote
    indent, last = _indent(first), end
    for line in passage.text[end + 1 :].split("\n"):
        if not line.strip() or _indent(line) <= indent or last + 1 + len(line) - place > LONGEST:
            break
        last += 1 + len(line)
    return replace(quote, text=passage.text[place:last], end=passage.start + last) if last > end else quote


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
