"""What MiniRAG itself says to a question, in the language of the question."""

from functions.text.frames import framed
from functions.text.reply_language import reply_language

UNANSWERED, NOT_SAID, BY_WORDS, RECOGNISED = "unanswered", "not said", "by words", "read by ocr"  # their sentences


def in_its_language(frame: str, question: str, **values: object) -> str:
    """Return the sentence of this name with these values, in the language of the question."""
    return framed(reply_language(question), frame, **values)
