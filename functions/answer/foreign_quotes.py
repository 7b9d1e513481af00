"""That an answer quotes documents in another language than that of the question, in the question's language."""

from collections.abc import Mapping

from events.questions import Quote
from functions.conversation.answer_view import AnswerView
from functions.text.detection import UNDETERMINED, language_of_text
from functions.text.frames import framed, joined, name_of
from functions.text.reply_language import reply_language


def said_of_quotes(view: AnswerView, question: str) -> str:
    """Return the sentence that names the languages of what is quoted; "" unless they and the question's are sure."""
    own = reply_language(question)
    quoted = [one for one in view.support if one.text in view.answer]
    if not quoted or language_of_text(question) != own:
        return ""
    passages = {one.number: one.text for one in view.citations}
    names = [name_of(code, own) for code in sorted({_language_of(one, passages) for one in quoted} - {own})]
    return framed(own, "in language", language=joined(own, names)) if names and all(names) else ""


def _language_of(quote: Quote, passages: Mapping[int, str]) -> str:
    """Return the language of a quote: that of its passage, where the quote alone is of it, too."""
    found = language_of_text(quote.text)
    return found if found == language_of_text(passages.get(quote.number, "")) else UNDETERMINED
