"""The words of a text as they are compared: in small letters, and only their beginnings, for a word has many forms."""
# ruff: noqa: SIM905 - words read better in a line

import re

STEM = 5  # characters that count of a word
FIRST_OF_CHINESE = "\u3040"  # and Japanese: from here on a single character tells something
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")  # no blanks part Chinese and Japanese words
_SILENT = frozenset(
    "with from that this were which their have been they also such these those what when where would could should than "
    "then there about into over some only other very more most many does being because while during between after "
    "before under both each same will according based answer question passage passages text context document "
    "documents mentioned stated".split()
)  # of four letters and more: they say nothing of the matter; a text about its passages speaks of "the passage"


def all_words(text: str) -> frozenset[str]:
    """Return every word."""
    return frozenset(_stem(found[0]) for found in _WORD.finditer(text))


def telling_words(text: str) -> frozenset[str]:
    """Return the words that say what the text is about: long ones, names and numbers."""
    return frozenset(_stem(found[0]) for found in _WORD.finditer(text) if _tells(found))


def has_digit(word: str) -> bool:
    """Tell whether a word is a number, or holds one."""
    return any(character.isdigit() for character in word)


def _tells(found: re.Match[str]) -> bool:
    word = found[0]
    if word >= FIRST_OF_CHINESE or has_digit(word):
        return True
    if word[0].isupper() and found.start() > 0 and len(word) > 1:
        return True
    return len(word) > 3 and word.lower() not in _SILENT


def _stem(word: str) -> str:
    return word.lower() if has_digit(word) else word.lower()[:STEM].rstrip("s") or word
