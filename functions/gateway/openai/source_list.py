"""The list of sources at the end of an answer, for clients that show nothing but its text."""

import re
from collections.abc import Sequence

from events.questions import Citation

_LIST = re.compile(r"\n\nSources: \[1\] [^\n]*\Z")


def sources(citations: Sequence[Citation]) -> str:
    """Return the list with what parts it from the answer: `Sources: [1] a.pdf, page 3; [2] b.md`."""
    named = "; ".join(f"[{one.number}] {one.name}{f', page {one.page}' if one.page else ''}" for one in citations)
    return f"\n\nSources: {named}" if named else ""


def without_sources(text: str) -> str:
    """Return an answer as the model wrote it: clients send earlier answers back as they were shown."""
    return _LIST.sub("", text)
