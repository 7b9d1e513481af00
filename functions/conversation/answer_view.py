"""What an answer is for people, wherever they read it: the same fields in the same order."""

from typing import Any

import msgspec

from events.questions import AnswerGenerated, Citation, Quote
from functions.stores.conversations import Turn


class AnswerView(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as it is shown; another field of it needs to be told only here, in the event and in the stored turn."""

    answer: str
    answered: bool = True  # false: the documents do not say it, and the citations are the nearest passages
    quoted: bool = False  # it is the best quote, in the place of words that no passage supports
    generated: str = ""  # the model's own words where the answer is not all of them
    support: list[Quote] = []  # the sentences that it rests on, the best first
    citations: list[Citation]


def shown_fields(answer: AnswerGenerated | Turn) -> dict[str, Any]:
    """Return the fields of `AnswerView` by name, ready for JSON, of an answer that has just come or is kept."""
    return {name: getattr(answer, name) for name in AnswerView.__struct_fields__}
