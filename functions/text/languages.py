"""The languages of texts, and which one a text is of."""

from functools import cache

from functions.text.arabic import ARABIC
from functions.text.dutch import DUTCH
from functions.text.english import ENGLISH
from functions.text.french import FRENCH
from functions.text.german import GERMAN
from functions.text.hindi import HINDI
from functions.text.italian import ITALIAN
from functions.text.language import Language, words
from functions.text.polish import POLISH
from functions.text.portuguese import PORTUGUESE
from functions.text.russian import RUSSIAN
from functions.text.spanish import SPANISH
from functions.text.words import compared_words

__all__ = ["ENGLISH", "GERMAN", "LANGUAGES", "UNKNOWN", "Language", "language_of"]


SWEDISH = Language(
    typical=words("och att är inte som på det av"),
    grammar=words("och att är inte som på det av en ett i den för med"),
    negations=words("inte ingen inget aldrig utan"),
)
_OTHERS = (FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, POLISH, RUSSIAN, ARABIC, HINDI, SWEDISH)
_AMBIGUOUS = frozenset(("o", "i", "ni", "personne", "nul"))  # that say other things elsewhere
UNKNOWN = Language(
    typical=frozenset(),
    grammar=frozenset(),
    negations=frozenset().union(*(one.negations for one in (ENGLISH, GERMAN, *_OTHERS))) - _AMBIGUOUS,
    answers=ENGLISH.answers | GERMAN.answers,
    numbers={},
)
LANGUAGES = (ENGLISH, GERMAN, *_OTHERS)
_CODES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "ar", "hi", "sv")
CODES = dict(zip(LANGUAGES, _CODES, strict=True))  # ISO 639-1


@cache
def kin_of(stem: str) -> frozenset[str]:
    """Return the words that may stand for one, all as `compared_words` has them."""
    groups = (frozenset(compared_words(" ".join(group))) for language in LANGUAGES for group in language.kin)
    return frozenset().union(*(group for group in groups if stem in group))


@cache
def _typical() -> dict[str, Language]:
    return {word: language for language in LANGUAGES for word in language.typical}


def language_of(found_words: list[str]) -> Language | None:
    """Return the language that most of these words, in small letters, are typical of; None for a tie, or none."""
    table, counts = _typical(), dict[int, int]()
    for word in found_words:
        if found := table.get(word):
            counts[LANGUAGES.index(found)] = counts.get(LANGUAGES.index(found), 0) + 1
    best = sorted(counts, key=lambda one: -counts[one])[:2]
    if not best or (len(best) > 1 and counts[best[0]] == counts[best[1]]):
        return None
    return LANGUAGES[best[0]]
