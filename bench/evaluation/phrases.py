"""Whether a text says something, as a person reads it: by whole words, whatever their case, marks and grouping."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

APART = "…"  # between parts of a phrase that stand in this order, whatever stands between them
START = "^"  # before a phrase that the text begins with
YES, NO = "@yes", "@no"  # the text begins with this word, in any of these languages
_BEGINNINGS = {YES: {"yes", "ja", "oui", "sí"}, NO: {"no", "nein", "non"}}
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve",
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
)
_DIGITS = {word: str(number) for words in _NUMBERS for number, word in enumerate(words.split(), start=2)}
_FRAME = re.compile(
    r"\A\s*(?:the |die )?(?:answer|antwort)(?: to \w+ question| auf \w+ frage)?(?: is| ist| lautet)\b", re.IGNORECASE
)  # words before a yes or a no that say nothing
_MARKER = re.compile(r"[ \t]*\[\s?\d{1,4}(?:\s?[,;]\s?\d{1,4})*\s?\]")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+|[%€£$]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PRICE = re.compile(r"(\d+)[.,](\d\d)")


def unmarked(text: str) -> str:
    """Return the text without its citation markers."""
    return _MARKER.sub("", text).strip()


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in one form: 1,000 as 1000, 18.00 and 18,00 as 18, "two" as 2.

    "one" stays a word, for it mostly is none of the numbers.
    """
    return tuple(_plain(token) for token in _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()))


def says(text: str, phrase: str) -> bool:
    """Tell whether the words of a phrase stand in the text in a row; its parts, if it has some, in this order."""
    if phrase in _BEGINNINGS:
        return bool(_BEGINNINGS[phrase].intersection(tokens(_FRAME.sub("", text[:100], count=1))[:1]))
    if phrase.startswith(START):
        beginning = tokens(phrase)
        return bool(beginning) and tokens(text)[: len(beginning)] == beginning
    words, start = tokens(text), 0
    for part in map(tokens, phrase.split(APART)):
        found = _find(words, part, start)
        if found < 0 or not part:
            return False
        start = found + len(part)
    return True


def says_one(text: str, phrases: Iterable[str]) -> bool:
    """Tell whether the text says one of the phrases."""
    return any(says(text, phrase) for phrase in phrases)


def numbers(text: str) -> list[str]:
    """Return the numbers of a text, in the form of `tokens`."""
    return [token for token in tokens(text) if token[0].isdigit()]


def _find(words: Sequence[str], part: Sequence[str], start: int) -> int:
    places = range(start, len(words) - len(part) + 1)
    return next((place for place in places if words[place : place + len(part)] == part), -1)


def _plain(token: str) -> str:
    if token in _DIGITS:
        return _DIGITS[token]
    if _GROUPED.fullmatch(token):
        token = token.replace(",", "")
    if price := _PRICE.fullmatch(token):
        decimals = price[2].rstrip("0")
        return f"{price[1]}.{decimals}" if decimals else price[1]
    return token.replace(",", ".") if re.fullmatch(r"\d+,\d+", token) else token
