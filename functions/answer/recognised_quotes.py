"""That what an answer rests on was recognised in a picture, in the question's language: OCR mistakes letters."""

from functions.answer.own_sentences import RECOGNISED, in_its_language
from functions.conversation.answer_view import AnswerView


def said_of_pictures(view: AnswerView, question: str) -> str:
    """Return the sentence that says so; "" unless the answer rests on such a passage."""
    resting = {one.number for one in view.support} | {one.number for one in view.citations if one.cited}
    read = any(one.recognised is not None for one in view.citations if one.number in resting)
    return in_its_language(RECOGNISED, question) if read and view.answered else ""
