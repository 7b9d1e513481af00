"""A last message that is more than a question: its question, and the text that it brings along."""

from typing import NamedTuple

from events.fields import MAX_QUESTION
from functions.gateway.openai.errors import Unfit, too_long
from functions.text.asking import MAIN, question_in, stands_apart

MOST = 256 * 1024  # characters: some 64,000 tokens, of which the model reads what is nearest to the question
ENDS = ("</user_query>", "</question>", "</query>")  # of a question between tags, whatever its length


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
    if len(message) < MAIN and not message.rstrip().endswith(ENDS):
        return Asked(message)
    span = question_in(message)
    if len(message) <= MAX_QUESTION and not (span and (stands_apart(message, span) or _is_tagged(message))):
        return Asked(message)
    if span is None:
        raise Unfit(
            f"the last message has {len(message)} characters and asks nothing: begin or end it with a question",
            "messages",
            code="no_question",
        )
    question = span.of(message)[:MAX_QUESTION]
    end = span.start + len(question)
    return Asked(question, message[: span.start] + " " * len(question) + message[end:])


def _is_tagged(message: str) -> bool:
    return message.rstrip().endswith(ENDS)
