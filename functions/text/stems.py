"""What a word is compared by in a search: its stem in its own language, without accents."""
# ruff: noqa: RUF001 - letters of other scripts are meant

import unicodedata
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from Stemmer import Stemmer

# Snowball's (snowballstem.org), by ISO 639-1 codes. A language without one has words as they are.
ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fa": "persian", "fi": "finnish", "fr": "french", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip
PORTER = "porter"  # of passages that versions before the languages were told have written, whatever their language
_LATIN_AND_GREEK = "\u0400"  # below it an accent is one of a letter; of others, as of й and が, it makes another letter
_UNACCENTED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ё": "е", "ی": "ي", "ک": "ك"}
    | dict.fromkeys("\u0640\u093c\u200c\u200d", "")  # tatweel, nukta, joiners
    | dict.fromkeys(map(chr, range(0x64B, 0x660)), "")  # vowel signs of Arabic and Hebrew, which most texts leave out
    | dict.fromkeys(map(chr, range(0x591, 0x5C8)), "")
)
_stemmers: dict[str, "Stemmer"] = {}
_lock = Lock()  # a stemmer is not to be used by two threads at once


def lowered(word: str, language: str) -> str:
    """Return a word in small letters."""
    if language == "tr":
        word = word.replace("İ", "i").replace("I", "ı")
    return word.lower() if word.isascii() else word.casefold()


@lru_cache(65536)
def stem(word: str, language: str) -> str:
    """Return the stem of a word in small letters, without accents."""
    algorithm = PORTER if language == PORTER else ALGORITHMS.get(language)
    return unaccented(_stemmed(word, algorithm) if algorithm else word)


@lru_cache(65536)
def unaccented(word: str) -> str:
    """Return a word without accents and without marks that may be left out: "Müller" as "Muller"."""
    if word.isascii():
        return word
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", word.translate(_UNACCENTED)):
        accent = unicodedata.combining(character) and kept and kept[-1] < _LATIN_AND_GREEK
        if not (accent and "\u0300" <= character <= "\u036f"):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _stemmed(word: str, algorithm: str) -> str:
    from Stemmer import Stemmer  # noqa: PLC0415 - only where passages are written or searched

    with _lock:
        if algorithm not in _stemmers:
            _stemmers[algorithm] = Stemmer(algorithm, 0)
        return str(_stemmers[algorithm].stemWord(word))
