"""What is done in a question that asks who did it, or when: a quote that tells another deed is no answer.

"Who demolished the mill?" is not answered by who built it. Where the table of deeds (`functions.text.doing`) knows
the question's, the quote has to tell the same one, or at least, in English and German, where much is said in other
words, none that the table knows.
"""

import re
from collections.abc import Iterable

from functions.answer.evidence import Evidence
from functions.answer.relations import deed_asked
from functions.text.doing import deeds_in, deeds_of, tells_deed
from functions.text.language import words
from functions.text.languages import CODES, ENGLISH, GERMAN
from functions.text.reply_language import reply_language
from functions.text.statement import Statement
from functions.text.undivided import asked_pairs

SHORT = 4  # words of a question
MAKING = range(8)  # the first lines of the table
_WHEN_OR_WHO = words(
    "when who whom wann wer wem wen quand qui cuándo quién quiénes quando chi quem wanneer wie "
    "kiedy kto когда кто متى من कब किसने"
)
_ASKS = re.compile("谁|什么时候|何时|哪一?年|誰|だれ|いつ|何年に")  # the same in Chinese and Japanese
_FIRST = 2  # of these words one asks so: "By whom"
_UNDIVIDED = ("zh", "ja")


class DeedAsked:
    """The deed of a question, if it is one that is known."""

    def __init__(self, question: Statement) -> None:
        self._doing = deed_asked(question)
        is_short = len(question.words) <= SHORT  # a longer one is answered in other words more often
        self._is_strict = is_short and question.language not in (ENGLISH, GERMAN)
        self._code = CODES.get(question.language, "")
        self._deeds: frozenset[int] = frozenset()
        if not self._code and reply_language(question.text) in _UNDIVIDED:
            self._code = reply_language(question.text)
            self._is_strict = len(asked_pairs(question.text)) <= SHORT
            self._deeds = deeds_in(question.text, self._code) if _ASKS.search(question.text) else frozenset()
            return
        said = [token.text for token in question.tokens if token.kind != "mark"]
        asks_so = not _WHEN_OR_WHO.isdisjoint(said if self._code == "hi" else said[:_FIRST])
        found = [deeds_of(word.token.text, self._code) for word in question.words if not word.token.capital]
        known = [deeds for deeds in found if deeds]
        if asks_so and len(known) == 1:
            self._deeds = known[0]

    def is_told(self, one: Evidence, near: str) -> bool:
        """Tell whether a sentence, or what is near it, tells the deed, or may do so in words that are not known."""
        if one.statement.is_row:
            return True
        if not self._deeds:
            return not self._is_another(one)
        if self._code in _UNDIVIDED:
            return not self._is_strict or tells_deed(near, self._deeds, self._code)
        if self._tells(one.whole.said) or self._tells(near.lower().split()):
            return True
        return not self._is_strict and not any(deeds_of(word, self._code) for word in one.statement.said)

    def _is_another(self, one: Evidence) -> bool:
        """Tell whether a sentence says by whom a thing was made or ruined, where another deed is asked for."""
        if not self._doing or not one.statement.is_passive or one.names(self._doing):
            return False
        return any(not deeds_of(word, self._code).isdisjoint(MAKING) for word in one.statement.said)

    def _tells(self, words: Iterable[str]) -> bool:
        return any(not self._deeds.isdisjoint(deeds_of(word, self._code)) for word in words)
