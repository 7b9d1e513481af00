"""The terms that passages are found by: what a text's words, and a question's, are in an index of words.

Words of a script without blanks are found by each two neighbouring characters: in Chinese as well as by a segmenter
with a dictionary of 42 MB (docs/decisions.md).
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise

from functions.text.detection import language_of_text
from functions.text.function_words import FUNCTION_WORDS
from functions.text.scripts import HAN, HANGUL, MARKS, UNSPACED
from functions.text.stems import PORTER, lowered, stem, unaccented

MAX_WORDS = 128  # of a question that are looked for
BEFORE = ""  # the language of passages from before it was told: their terms are Porter stems
Asked = tuple[str, ...]  # a word of a question: the terms that it is in the languages of an index
UNSTEMMED = frozenset(("vi",))  # where accents make other words, which are looked for as they are and without
_WORD = re.compile(
    rf"[{UNSPACED}][{UNSPACED}{MARKS}]*+|[{HANGUL}]++"
    rf"|(?:(?<![\w.])\.(?=[^\W\d_]))?(?:[^\W_{UNSPACED}{HANGUL}]++[{MARKS}]*+)++(?:\+\+|#(?![\w#]))?"
)
# A consonant with the vowel signs around it; of other scripts a character with the marks on it.
_CHARACTER = re.compile(
    rf"[\u0e40-\u0e44\u0ec0-\u0ec4]?[^\W_][{MARKS}]*+[\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3]?+"
)
_FIRST_UNDIVIDED = "\u0e01"  # of Thai: no character before it is of a script without blanks
_BEFORE = re.compile(r"[^\W_]+")
_INVISIBLE = str.maketrans("", "", "\u00ad\ufeff\u2060")
_SHOUTED = 0.5  # of the words in capitals: then capitals say nothing


def index_terms(text: str, language: str) -> list[str]:
    """Return the terms of a passage in this language, in the order of reading."""
    found = _WORD.findall(_normal(text))
    shouted = _is_shouted(found)
    return [term for word in found for term in _terms(word, language, shouted=shouted)]


def question_terms(text: str, languages: Collection[str]) -> list[Asked]:
    """Return the words of a question, as often as they occur there, for what it repeats it is about.

    Each has the terms that it is in each of these languages of an index, and in that of the question. Words that say
    nothing in the question's language are left out unless nothing else is there.
    """
    own = language_of_text(text)
    found = _WORD.findall(_normal(text))
    shouted, idle = _is_shouted(found), _idle(own)
    telling = [word for word in found if lowered(word, own) not in idle or (not shouted and _is_capital(word, own))]
    spoken = [own, *(one for one in languages if one not in (own, BEFORE))]
    asked: list[Asked] = []
    for word in (telling or found)[:MAX_WORDS]:
        terms = {term: None for language in spoken for term in _terms(word, language, shouted=shouted, asked=True)}
        if BEFORE in languages:
            terms |= dict.fromkeys(_terms_before(word))
        asked += [(term,) for term in terms] if _is_undivided(word) else [tuple(terms)]
    return asked


def _terms(word: str, language: str, *, shouted: bool, asked: bool = False) -> Iterator[str]:
    """Yield what a word of a text in this language is found by."""
    if _is_undivided(word):
        yield from _neighbours(word)
        return
    if not shouted and _is_capital(word, language):
        yield f"^{word.lower()}"
        return
    small = lowered(word, language)
    bare = small.strip(".+#")
    if bare != small:
        yield small
    if bare == small or len(bare) > 1:
        yield from _stems(bare, language, asked=asked)


def _stems(word: str, language: str, *, asked: bool) -> Iterator[str]:
    if language in UNSTEMMED:
        yield word
        if not asked and unaccented(word) != word:
            yield unaccented(word)
        return
    yield stem(word, language)
    if language not in FUNCTION_WORDS and not asked and stem(word, "en") != word and word.isascii():
        yield stem(word, "en")  # of a text whose language is not known, as a table: it may be English


def _neighbours(run: str) -> Iterator[str]:
    characters = _CHARACTER.findall(run.casefold())
    for character, following in pairwise(characters):
        if _is_han(character):
            yield character
        yield character + following
    if characters and (len(characters) == 1 or _is_han(characters[-1])):
        yield characters[-1]


def _is_undivided(word: str) -> bool:
    return word[0] >= _FIRST_UNDIVIDED and _pattern(UNSPACED + HANGUL).match(word) is not None


def _is_han(character: str) -> bool:
    return _pattern(HAN).match(character) is not None


@cache
def _pattern(letters: str) -> re.Pattern[str]:
    """Return what matches one of these letters; made only where it is needed, for that takes milliseconds."""
    return re.compile(f"[{letters}]")


def _terms_before(word: str) -> Iterator[str]:
    bare = "".join(one for one in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(one))
    for part in _BEFORE.findall(bare):
        yield stem(part, PORTER)


def _idle(language: str) -> frozenset[str]:
    """Return the words of a question in this language that say nothing."""
    return FUNCTION_WORDS.get(language, FUNCTION_WORDS["en"])


def _is_capital(word: str, language: str) -> bool:
    """Tell whether a word is an abbreviation, such as IT and US, that would be one without meaning in small letters."""
    return len(word) > 1 and word.isupper() and (word == "US" or word.lower() in _idle(language))


def _is_shouted(words: Collection[str]) -> bool:
    letters = [word for word in words if word[0].isalpha() and len(word) > 1]
    return sum(map(str.isupper, letters)) > _SHOUTED * len(letters)


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_INVISIBLE)
