"""The names in a question, and whether words name them."""

import re
from collections.abc import Iterator, Set

from functions.text.edit_distance import is_spelled_alike
from functions.text.language import Language
from functions.text.units import unit_of
from functions.text.words import compared_words, has_digit, words_with_underscores

KEPT = 4  # letters that the forms of a word share: to marry, a marriage
_HYPHENED = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?!\w)")


def names_in(question: str, language: Language) -> Iterator[str]:
    """Yield the names in a question, in small letters: words in capitals, of code, or with hyphens."""
    for place, word in enumerate(words_with_underscores(question)):
        if unit_of(word.lower()) or word.lower() in language.grammar:  # EUR; "It shows E10. What now?"
            continue
        is_code = "_" in word.strip("_") or (len(word) > 1 and word[1:] != word[1:].lower() and not has_digit(word[0]))
        if is_code or (place > 0 and len(word) > 1 and word[0].isupper() and not language.nouns_are_capital):
            yield word.lower()
    for word in _HYPHENED.findall(question):
        if not all(part in language.grammar for part in word.split("-")):  # "est-elle", "a-t-il"
            yield word


def is_among(name: str, words: Set[str], stems: Set[str]) -> bool:
    """Tell whether a name is one of these words, or of these stems of them, as far as forms and slips go."""
    if name in words or ("_" not in name and "-" not in name and not stems.isdisjoint(compared_words(name))):
        return True
    if "_" in name:
        return False
    if "-" in name:
        return all(is_among(part, words, stems) for part in name.split("-") if len(part) > 2)
    if len(name) > KEPT and any(word[:KEPT] == name[:KEPT] for word in words):
        return True
    return any(is_spelled_alike(word, name) for word in words)
