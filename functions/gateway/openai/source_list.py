"""What follows an answer for clients that show nothing but its text: the sentences it rests on, and its sources."""

import re
from collections.abc import Sequence

from events.questions import Citation, Quote

_ADDED = re.compile(r"(?:\n\n> [^\n]*(?:\n> [^\n]*)*)?\n\nSources: \[\d+\] [^\n]*\Z")


def sources(answer: str, support: Sequence[Quote], citations: Sequence[Citation]) -> str:
    """Return the sentences that the answer does not hold already, and `Sources: [1] a.pdf, page 3; [2] b.md`.

    Where the answer rests on some of the passages, the others are no sources.
    """
    quotes = [f"> {' '.join(one.text.split())} [{one.number}]" for one in support if one.text not in answer]
    resting = {one.number for one in citations if one.cited} | {one.number for one in support}
    named = [_named(one) for one in citations if not resting or one.number in resting]
    parts = ["\n".join(quotes), f"Sources: {'; '.join(named)}" if named else ""]
    return "".join(f"\n\n{part}" for part in parts if part)


def without_sources(text: str) -> str:
    """Return an answer without what was added: clients send earlier answers back as they were shown."""
    return _ADDED.sub("", text)


def _named(citation: Citation) -> str:
    return f"[{citation.number}] {citation.name}{f', page {citation.page}' if citation.page else ''}"
