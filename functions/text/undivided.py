"""What a question is about in Chinese and Japanese, where no blanks part words."""

import re
from functools import lru_cache
from itertools import pairwise

from functions.text.chinese import ASKING, ASKING_KINDS, BEHIND_NOUNS, GENERAL_THINGS, JOINING
from functions.text.scripts import HAN, HANGUL

NAMED = 0.5  # more of its pairs of characters stand where a word of several parts is named
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_HIRAGANA = "\u3041-\u3096"
_PARTED = re.compile(f"{ASKING}|{JOINING}")
_KINDS = re.compile(rf"(?:{ASKING_KINDS})[{HAN}{_KATAKANA}]{{1,4}}")
_OF_NUMBERS = re.compile(r"(?<=\d)(?:年代?|月|日|世纪|世紀)")
_RUN = re.compile(rf"[{HAN}]+|[{_KATAKANA}]+|[{HANGUL}]+|[a-z0-9.]+")
_FOLLOWING = re.compile(rf"[{_HIRAGANA}]")


@lru_cache(1024)
def pairs_of(text: str) -> frozenset[str]:
    """Return the neighbouring characters of each run of a text, and its runs of one; words of other letters whole."""
    return frozenset(pair for run in _RUN.findall(text.lower()) for pair in _pairs(run))


def asked_pairs(question: str) -> frozenset[str]:
    """Return the same of what a question is about."""
    return pairs_of(_PARTED.sub(" ", question))


def things_of(question: str) -> list[str]:
    """Return the runs of characters that name what a question is about: no verbs of Japanese, nor the kind of thing
    that is asked for."""
    bare = _OF_NUMBERS.sub(" ", _KINDS.sub(" ", question.lower()))
    parted = _PARTED.sub(lambda found: found[0] if _FOLLOWING.match(found[0]) else " ", bare)
    found = [(run[0], parted[run.end() : run.end() + 1]) for run in _RUN.finditer(parted)]
    return [
        run
        for run, behind in found
        if len(run) > 1 and run not in GENERAL_THINGS and (not _FOLLOWING.match(behind) or behind in BEHIND_NOUNS)
    ]


def is_named(thing: str, pairs: frozenset[str]) -> bool:
    """Tell whether a thing stands in a text that has these pairs, by most of its own."""
    own = _pairs(thing.lower())
    return sum(pair in pairs for pair in own) > NAMED * len(own)


def _pairs(run: str) -> list[str]:
    if run[0].isascii() or len(run) == 1:
        return [run]
    return ["".join(pair) for pair in pairwise(run)]
