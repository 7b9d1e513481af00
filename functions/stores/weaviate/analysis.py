"""A text's words as a word index should see them, for a store that has no stemmer of its own."""

import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

from functions.stores.question_terms import question_terms
from functions.stores.spelling import SAME
from functions.text.words import plain_words

_STEMMER = stemmer("porter")  # the same as FTS5's, so that both stores find the same words


def analysed(text: str) -> str:
    """Return the stems of the text's words, lower-case and without accents, separated by blanks."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_stem(word) for word in plain_words(bare))


def analysed_question(text: str) -> str:
    """Return the stems of a question's telling words; '' when it has none."""
    return analysed(" ".join(question_terms(text)))


def near_patterns(word: str) -> list[str]:
    """Return patterns, with "*" for any letters, of the stems that differ from a word's in one place behind the first
    two letters, and of that stem itself."""
    stem = analysed(word).rstrip("eiy")
    places = range(SAME, len(stem) - 1)
    return [f"{stem}*", *(f"{stem[:place]}*{stem[place + SAME :]}*" for place in places)] if " " not in stem else []


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
