"""Whether two words are forms of one, by their endings: English and German."""

import re
import unicodedata
from functools import lru_cache

from functions.text.scripts import MARKS

_ENDINGS = frozenset(("", "s", "es", "e", "en", "n", "er", "ern", "y", "ies", "em"))
_LONGEST_ENDING = 2  # letters in which two forms may differ that are none of those endings
_SHORTEST = 3  # characters that two forms share
_WORD = re.compile(rf"\d+(?:[.,:/-]\d+)*|(?:[^\W_]++[{MARKS}]*+)++")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: in small letters, without accents, a number with its marks."""
    return _WORD.findall(folded(text))


def written_words(text: str) -> list[str]:
    """Return the words of `words_of` as they are written."""
    return _WORD.findall(text)


def folded(text: str) -> str:
    """Return a text in small letters and without accents, so that "Räume" and "Raum" are forms of one word."""
    if text.isascii():
        return text.lower()
    return "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))


@lru_cache(maxsize=8192)
def same_word(one: str, other: str) -> bool:
    """Tell whether two words of `words_of` are the same but for an ending: boat and boats, battery and batteries."""
    if one == other:
        return True
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _SHORTEST and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS


def has_ending_of(one: str, other: str) -> bool:
    """Tell whether a word is another with an ending, or without it; a letter in its midst makes another word of it."""
    return same_word(one, other) and (one.startswith(other) or other.startswith(one))


def differ_in_ending(one: str, other: str) -> bool:
    """Tell whether two words are the same but for their last letters, as forms of one are: "kostet" and "kosten"."""
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    is_swapped = sorted(one[shared:]) == sorted(other[shared:])
    return one[-1:] != other[-1:] and max(len(one), len(other)) - shared <= _LONGEST_ENDING and not is_swapped
