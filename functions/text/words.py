"""What counts as a word, for each use of words, and the words of a text as they are compared for what they say."""

import re
from functools import lru_cache

from functions.text.scripts import EAST_ASIAN, MARKS
from functions.text.stop_words import IN_AN_ANSWER

STEM = 5  # characters that count of a word
FIRST_OF_CHINESE = "\u3040"  # and Japanese: from here on a single character tells something
_LETTERS = rf"(?:[^\W_]++[{MARKS}]*+)++"
_PLAIN = re.compile(_LETTERS)
_WITH_UNDERSCORES = re.compile(rf"(?:\w++[{MARKS}]*+)++")
_WITH_APOSTROPHE = re.compile(rf"{_LETTERS}(?:['\u2019]{_LETTERS})?")
_OR_CHARACTER = re.compile(
    rf"[{EAST_ASIAN}]|(?:[^\W_{EAST_ASIAN}]++[{MARKS}]*+)++"  # no blanks part Chinese and Japanese words
)


def plain_words(text: str) -> list[str]:
    """Return the runs of letters and digits."""
    return _PLAIN.findall(text)


def words_with_underscores(text: str) -> list[str]:
    """Return the runs of letters, digits and underscores: a name such as max_tokens is one word."""
    return _WITH_UNDERSCORES.findall(text)


def words_with_apostrophe(text: str) -> list[str]:
    """Return the runs of letters and digits, with one apostrophe in their midst or none: what's."""
    return _WITH_APOSTROPHE.findall(text)


def all_words(text: str) -> frozenset[str]:
    """Return every word as it is compared: in small letters and only its beginning, for a word has many forms."""
    return frozenset(compared_words(text))


def compared_words(text: str) -> list[str]:
    """Return every word in the order of reading, as `all_words` has them."""
    return [_stem(found[0]) for found in _OR_CHARACTER.finditer(text)]


def telling_words(text: str) -> frozenset[str]:
    """Return the words that say what the text is about, as they are compared: long ones, names and numbers."""
    return frozenset(_stem(found[0]) for found in _OR_CHARACTER.finditer(text) if _tells(found))


def has_digit(word: str) -> bool:
    """Tell whether a word is a number, or holds one."""
    return any(character.isdigit() for character in word)


def _tells(found: re.Match[str]) -> bool:
    word = found[0]
    if word >= FIRST_OF_CHINESE or has_digit(word):
        return True
    if word[0].isupper() and found.start() > 0 and len(word) > 1:
        return True
    return len(word) > 3 and word.lower() not in IN_AN_ANSWER


@lru_cache(8192)
def _stem(word: str) -> str:
    return word.lower() if has_digit(word) else word.lower()[:STEM].rstrip("s") or word
