"""The text of a document out of its passages, which share their edges and leave out the white space between them."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functions.stores.passages import Passage  # brings NumPy, which only those who search or store need

_INDENT = 2  # blanks before what belongs to an item
_OWN_LINE = re.compile(
    r"[ \t]*(?:[-*+•‣▪●◦–—|]|\(?\w{1,3}[.)])[ \t]|[^:|\n]{1,80}: [^|\n]*(?:\n|\||$)|[^\n|]{0,500} \| "
)


def joined(passages: "Sequence[Passage]") -> str:
    """Return the text of passages that follow each other, as long as their span.

    White space between two of them is not stored: where a row or an item begins it was a line's end.
    """
    parts = [passages[0].text]
    end = passages[0].end
    for passage in passages[1:]:
        gap = passage.start - end
        if gap <= 0:
            parts.append(passage.text[-gap:])
        else:
            parts.append(_between(_last_line(parts), passage.text, gap) + passage.text)
        end = max(end, passage.end)
    return "".join(parts)


def _between(last: str, text: str, gap: int) -> str:
    """Return the white space between the last line of a passage and the text of the next, as it most likely was."""
    in_a_list = _OWN_LINE.match(last) is not None or last[:1] in (" ", "\t")
    if gap > _INDENT and in_a_list:
        return "\n" + " " * (gap - 1)
    return ("\n" if gap > 1 or (in_a_list and _OWN_LINE.match(text)) else " ") * gap


def _last_line(parts: Sequence[str]) -> str:
    return parts[-1].rsplit("\n", 1)[-1]
