"""What follows an answer for clients that show nothing but its text: the sentences it rests on, and its sources."""

import re
from collections.abc import Sequence

from events.questions import Citation, Quote

SOURCES = "\n\nSources: "
_ADDED = re.compile(r"(?:\n\n> [^\n]*(?:\n> [^\n]*)*)?\n\nSources: \[\d+\] [^\n]*\Z")


def sources(answer: str, support: Sequence[Quote], citations: Sequence[Citation]) -> str:
    """Return the sentences that the answer does not hold already, and `Sources: [1] a.pdf, page 3; [2] b.md`.

    Where the answer rests on some of the passages, the others are no sources.
    """
    quotes = [f"> {' '.join(one.text.split())} [{one.number}]" for one in support if one.text not in answer]
    named = "; ".join(f"[{one.number}] {title(one)}" for one in rests_on(support, citations))
    return (f"\n\n{chr(10).join(quotes)}" if quotes else "") + (f"{SOURCES}{named}" if named else "")


def rests_on(support: Sequence[Quote], citations: Sequence[Citation]) -> list[Citation]:
    """Return the passages that an answer rests on, or all where it does not say on which."""
    resting = {one.number for one in citations if one.cited} | {one.number for one in support}
    return [one for one in citations if not resting or one.number in resting]


def without_sources(text: str) -> str:
    """Return an answer without what was added: clients send earlier answers back as they were shown."""
    return _ADDED.sub("", text)


def title(citation: Citation) -> str:
    """Return the name of a source: its document's, with the page, and that OCR has read it, where that is so."""
    page = f", page {citation.page}" if citation.page else ""
    return f"{citation.name}{page}{' (OCR)' if citation.recognised is not None else ''}"
