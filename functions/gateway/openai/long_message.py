"""A last message that is more than a question: its question, and the text that it brings along."""

import re
from typing import NamedTuple

from events.fields import MAX_QUESTION
from functions.gateway.openai.errors import Unfit, too_long

MOST = 256 * 1024  # characters: some 64,000 tokens, of which the model reads what is nearest to the question


_OPENING = re.compile(r"<(?:context|contexts|documents|sources|passages)>")
_TAG = re.compile(r"</?[a-z_]{1,20}(?:\s[^<>\n]{0,300})?>", re.IGNORECASE)


class Asked(NamedTuple):
    """A question, and what comes with it."""

    question: str
    text: str = ""  # the whole message with blanks for its question, so that each place in it is one in the message


def asked_in(message: str) -> Asked:
    """Return what a message asks; one with a text on lines of its own beside its question brings that along.

    Raises `Unfit` for a message without words, a longer one than is read, and a long one that asks nothing.
    """
    if not message.strip():
        raise Unfit("the last message is empty: it is the question", "messages")
    if len(message) > MOST:
        raise too_long(f"the last message has {len(message)} characters, and {MOST} are the most")
    from functions.text import asking  # noqa: PLC0415 - the first chat needs it, and no start of the gateway

    tagged = asking.tagged_question(message)
    if len(message) < asking.MAIN and not tagged:
        return Asked(message)
    span = tagged or asking.question_in(message)
    if len(message) <= MAX_QUESTION and not (tagged or (span and asking.stands_apart(message, span))):
        return Asked(message)
    if span is None:
        raise Unfit(
            f"the last message has {len(message)} characters and asks nothing: begin or end it with a question",
            "messages",
            code="no_question",
        )
    question = span.of(message)[:MAX_QUESTION]
    end = span.start + len(question)
    text = message[: span.start] + " " * len(question) + message[end:]
    return Asked(question, _passages_of(text))


def _passages_of(prompt: str) -> str:
    """Return the passages of a prompt that has them between tags, with blanks for all around them; else all of it."""
    opening, closing = _OPENING.search(prompt), prompt.rfind("</")
    if not opening or closing < opening.end():
        return prompt
    inside = _TAG.sub(lambda found: " " * len(found[0]), prompt[opening.end() : closing])
    return " " * opening.end() + inside
