"""That a question is not answered, or how it was searched for, in the language of the question."""

from functions.text.frames import framed
from functions.text.reply_language import reply_language

UNANSWERED, NOT_SAID, BY_WORDS = "unanswered", "not said", "by words"  # by the names of their sentences


def in_its_language(frame: str, question: str) -> str:
    """Return one of these sentences in the language of the question."""
    return framed(reply_language(question), frame)
