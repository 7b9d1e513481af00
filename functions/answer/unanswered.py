"""That a question is not answered, or how it was searched for, in the language of the question."""

from typing import Final

from functions.text.question_kind import Language, language_of

UNANSWERED = "I do not know: no document that you have uploaded seems to say anything about this."
NOT_SAID = "I do not know: nothing that I found surely says it; these are the passages that come nearest."
BY_WORDS = "The question was searched for by its words alone: the embedder does not know its letters."
_TEXTS: Final[dict[Language, dict[str, str]]] = {
    "de": {
        UNANSWERED: "Ich weiß es nicht: Keines der hochgeladenen Dokumente scheint etwas dazu zu sagen.",
        BY_WORDS: "Die Frage wurde nur nach ihren Wörtern gesucht: Der Embedder kennt ihre Schrift nicht.",
        NOT_SAID: "Ich weiß es nicht: Nichts, was ich gefunden habe, sagt es sicher; dies sind die nächsten Stellen.",
    },
}  # by the English text, which stays where a language has none


def in_its_language(text: str, question: str) -> str:
    """Return one of these texts in the language of the question."""
    return _TEXTS.get(language_of(question), {}).get(text, text)
