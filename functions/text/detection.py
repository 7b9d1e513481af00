"""Which language a text is in, by its letters and the words that a language cannot do without."""
# ruff: noqa: RUF001 - letters of other scripts are meant

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from functions.text.function_words import FUNCTION_WORDS
from functions.text.scripts import HAN, HANGUL, KHMER, LAO, MARKS, MYANMAR, THAI

UNDETERMINED = "und"  # as ISO 639-2 has it
_LOOKED_AT = 4000  # characters: more of them do not change the language
_LEAST_KANA = 30  # a Japanese text has at least one for so many Chinese characters, each counted threefold
_WORD = re.compile(rf"(?:[^\W\d_]++[{MARKS}]*+)++")
_SCRIPTS = (  # by which a language is known, or the languages among which the words decide
    ("ja", "\u3041-\u3096\u30a1-\u30fa"),
    ("ko", HANGUL),
    ("zh", HAN),
    ("th", THAI),
    ("lo", LAO),
    ("my", MYANMAR),
    ("km", KHMER),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("he", "\u05d0-\u05ea"),
    ("hy", "\u0531-\u0587"),
    ("ka", "\u10a0-\u10ff"),
    ("bn", "\u0980-\u09fe"),
    ("pa", "\u0a00-\u0a7f"),
    ("gu", "\u0a80-\u0aff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("kn", "\u0c80-\u0cff"),
    ("ml", "\u0d00-\u0d7f"),
    ("si", "\u0d80-\u0dff"),
    ("am", "\u1200-\u137f"),
    ("ru uk bg sr", "\u0400-\u04ff"),
    ("ar fa ur", "\u0600-\u06ff"),
    ("hi mr ne", "\u0900-\u097f"),
    ("", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),  # any other language
)
_LETTERS = {  # that hardly any other language of the same script has
    "de": "ß", "fr": "çœêèùû", "es": "ñ¿¡", "pt": "ãõ", "pl": "łąęśźż", "sv": "å", "da": "æø", "no": "æø", "tr": "ğşı",
    "vi": "ơưđạảấầẩậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "ro": "ățșţ", "cs": "ěřůň", "hu": "őű", "fi": "ä",
    "uk": "іїєґ", "ru": "ыэё", "bg": "ъ", "sr": "јљњћђџ", "fa": "پچژگی", "ur": "ٹڈڑںےھہ", "ar": "ةىأإ", "mr": "ळ",
    "it": "ìò", "ca": "·",
}  # fmt: skip
_MOST_LETTERS = 3.0  # what all the letters of a language may count, in words
_COMMON_LETTERS = {  # that some languages share: they count a little for each
    "ä": "de sv fi", "ö": "de sv fi tr hu", "ü": "de tr hu", "é": "fr es pt hu cs ca", "è": "fr it ca", "à": "fr it ca",
    "á": "es pt cs hu", "í": "es cs hu", "ó": "es pl hu", "ú": "es cs hu", "â": "fr ro pt", "ê": "pt", "ô": "fr pt",
    "å": "sv da no", "ç": "fr pt tr", "î": "fr ro", "š": "cs", "č": "cs", "ž": "cs", "ć": "pl", "ń": "pl", "ù": "it",
}  # fmt: skip
_ENDINGS = {  # of nouns, adjectives and verbs
    "en": "ing tion tions ed ly ness ies ous",
    "de": "ung ungen lich liche lichen isch ische ischen keit heit schaft ten ter",
    "fr": "tion tions eur eurs eux ement ique iques aire ité",
    "es": "ción ciones dad dades mente ando iendo aron ieron ado ada ados adas",
    "it": "zione zioni mente ità ato ata ati ate ando endo",
    "pt": "ção ções dade dades mente ando endo aram ado ada ados adas",
    "nl": "ing ingen lijk lijke heid heden eerd",
    "pl": "ość ości ego ych ach ami ował owa anie enie",
    "sv": "ning ningar het lig liga ade arna",
    "da": "ning ninger hed lig lige ede erne",
    "no": "ning ninger het lig lige erte ene",
    "fi": "ssa ssä sta stä lla llä inen iset uus",
    "tr": "lar ler ları leri lık lik yor mak mek dır dir",
    "ro": "ului elor ilor ție ție ată ează",
    "cs": "ost osti ého ých ami ání ení",
    "hu": "ban ben nak nek ság ség ok ek ából",
    "id": "kan nya",
    "ca": "ció cions tat ment ada ades",
}
_ENDED, _SHARED_LETTER = 0.4, 0.3  # what such a word and such a letter count, in function words
_FEWEST = 0.3  # that has to speak for a language
_CLEARLY = 3.0  # more for another language than the expected one
_HAN_LETTERS = 3  # that a Chinese character stands for


def language_of_text(text: str, expected: str = UNDETERMINED) -> str:
    """Return the ISO 639-1 code of the language of a text, or `UNDETERMINED` where too little tells it.

    The `expected` one, as that of the document that the text is of, is left only for one that clearly is another.
    """
    small = text[:_LOOKED_AT].lower()
    among = _by_script(small)
    if len(among) < 2:
        return among[0] if among else expected
    scores = _scores(small, among)
    best = sorted(among, key=lambda code: -scores[code])
    if expected in among and scores[best[0]] - scores[expected] < _CLEARLY:
        return expected
    if "en" in among and (scores[best[0]] < _FEWEST or scores[best[0]] == scores[best[1]]):
        return expected
    return best[0]


def _by_script(small: str) -> tuple[str, ...]:
    """Return the languages of the script that most of the letters are of; none for a text without letters."""
    counts = {codes: len(found) for codes, pattern in _patterns() if (found := pattern.findall(small))}
    if not counts:
        return ()
    if "zh" in counts:
        counts["zh"] *= _HAN_LETTERS
    if counts.get("ja", 0) * _LEAST_KANA >= counts.get("zh", 1):
        counts["ja"] = _HAN_LETTERS * counts["ja"] + counts.pop("zh", 0)
    codes = max(counts, key=lambda each: counts[each])
    return tuple(codes.split()) or _latin()


def _scores(small: str, among: tuple[str, ...]) -> dict[str, float]:
    """Return what speaks for each of these languages: a word of `n` of them counts one nth for each."""
    scores = dict.fromkeys(among, 0.0)
    words = Counter(_WORD.findall(small))
    table, endings = _languages_of_words(), _languages_of_endings()
    for word, times in words.items():
        _count(scores, table.get(word, ()), among, times)
        for length in range(2, min(7, len(word) - 1)):
            _count(scores, endings.get(word[-length:], ()), among, _ENDED * times)
    for letter, codes in _COMMON_LETTERS.items():
        _count(scores, codes.split(), among, _SHARED_LETTER * small.count(letter))
    for code in among:
        letters = sum(map(small.count, _LETTERS.get(code, "")))
        scores[code] += min(letters / 2, _MOST_LETTERS)
    return scores


def _count(scores: dict[str, float], codes: Iterable[str], among: Collection[str], value: float) -> None:
    of_these = [code for code in codes if code in among]
    for code in of_these:
        scores[code] += value / len(of_these)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((codes, re.compile(f"[{letters}]")) for codes, letters in _SCRIPTS)


@cache
def _latin() -> tuple[str, ...]:
    named = {code for codes, _ in _SCRIPTS for code in codes.split()}
    return tuple(code for code in FUNCTION_WORDS if code not in named)


@cache
def _languages_of_words() -> dict[str, list[str]]:
    return _inverted(FUNCTION_WORDS)


@cache
def _languages_of_endings() -> dict[str, list[str]]:
    return _inverted({code: frozenset(line.split()) for code, line in _ENDINGS.items()})


def _inverted(words_of: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for code, words in words_of.items():
        for word in words:
            table.setdefault(word, []).append(code)
    return table
