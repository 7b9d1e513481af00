"""The support of Chinese and Japanese, where no blanks part words: by characters and their pairs."""

import re
from collections.abc import Sequence
from itertools import pairwise

from functions.text.words import FIRST_OF_CHINESE

SUPPORTED = 0.6  # of the characters, as of words
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[A-Za-z]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMERALS = str.maketrans("一二三四五六七八九两〇零", "123456789200")
_NEGATIONS = re.compile(r"不|没|無|未|非|否|ない|ません|無し|なし|禁止|勿")
_PARTICLES = frozenset("的了是在有和吗呢吧の に は が を で と も か".replace(" ", ""))


def is_of_characters(text: str) -> bool:
    """Tell whether a text is of a language that is compared by characters."""
    letters = [one for one in text if one.isalpha()]
    return sum(one >= FIRST_OF_CHINESE for one in letters) * 2 > len(letters)


def characters_supported(text: str, question: str, sentence: str, others: Sequence[str]) -> float | None:
    """Return the share of a text's characters that one sentence holds; None where it does not say it.

    Every number has to be there, as much has to be denied, something has to be new to the question, and no pair of
    characters of the text may stand in another sentence only.
    """
    said, told, asked = _tokens(text), _tokens(sentence), set(_tokens(question))
    telling = [one for one in said if one not in _PARTICLES]
    if not telling or set(telling) <= asked or _is_denied(text) != _is_denied(sentence):
        return None
    if any(one[0].isdigit() and one not in told for one in telling):
        return None
    pairs = set(pairwise(said)) - set(pairwise(told))
    if any(pairs & set(pairwise(_tokens(other))) for other in others if other != sentence):
        return None
    share = sum(one in told for one in telling) / len(telling)
    return share if share >= SUPPORTED else None


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.translate(_NUMERALS).lower())


def _is_denied(text: str) -> bool:
    return len(_NEGATIONS.findall(text)) % 2 == 1
