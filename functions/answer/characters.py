"""The support of Chinese and Japanese, where no blanks part words: by characters and their pairs, clause by clause."""

import math
import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise

from functions.text.chinese import AFFIRMING, CONTRARIES, COUNTING, DENYING, OR_NOT, PARTICLES, REFUSING, WHO
from functions.text.chinese_numerals import in_figures
from functions.text.words import FIRST_OF_CHINESE

SUPPORTED = 0.6  # of the characters, as of words
FITS = 0.5  # of what the best sentence holds of the question
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[A-Za-z]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLAUSE = re.compile(r"[\uff0c\u3002\uff1b\uff01\uff1f\u3001\n,;!?]|\.(?!\d)")
_DENYING = re.compile(DENYING)
_LEAD = re.compile(r"\s*([^\W\d_]{1,4})(?:[\uff0c\u3002\u3001,.!\uff01]\s*|\Z)")


def is_of_characters(text: str) -> bool:
    """Tell whether a text is of a language that is compared by characters."""
    letters = [one for one in text if one.isalpha()]
    return sum(one >= FIRST_OF_CHINESE for one in letters) * 2 > len(letters)


def characters_supported(text: str, question: str, sentence: str, others: Sequence[str]) -> float | None:
    """Return the share of a text's characters that one sentence holds; None where it does not say it.

    Each of its clauses is compared with the nearest ones of the sentence: every number has to be there, as much has to
    be denied, and nothing be said by its contrary. The text has to be new to the question, which the sentence is about
    as much as any other, and no pair of its characters may stand in another sentence only. A yes or no before it has
    to be what the sentence says to the question.
    """
    lead, rest = _without_lead(text)
    if lead is not None and not _fits(lead, question, sentence):
        return None
    said, told, asked = _tokens(rest), _tokens(sentence), set(_tokens(question))
    telling = [one for one in said if one not in PARTICLES]
    if not telling:
        return 1.0 if lead is not None and _is_about(question, sentence, others) else None
    if (lead is None and set(telling) <= asked) or not _is_of_kind(rest, question):
        return None
    names = {one for one in telling if one.isascii() and one.isalpha()}
    if not names <= asked.union(told) or not all(_agrees(clause, sentence) for clause in _clauses(rest)):
        return None
    pairs = set(pairwise(said)) - set(pairwise(told))
    if any(pairs & set(pairwise(_tokens(other))) for other in others if other != sentence):
        return None
    share = sum(one in told for one in telling) / len(telling)
    return share if share >= SUPPORTED and _is_about(question, sentence, others) else None


def _agrees(clause: str, sentence: str) -> bool:
    """Tell whether none of the sentence's clauses that are nearest to this one says something else."""
    if clause in sentence:
        return True
    pairs = set(pairwise(_tokens(clause)))
    near = [(len(pairs & set(pairwise(_tokens(each)))), each) for each in _clauses(sentence)]
    most = max((shared for shared, _ in near), default=0)
    return (
        all(_is_same(clause, each) for shared, each in near if shared == most)
        if most
        else _numbers(clause) <= (_numbers(sentence))
    )


def _is_same(clause: str, other: str) -> bool:
    denied = _is_denied(clause) != _is_denied(other)
    return not denied and _numbers(clause) <= _numbers(other) and not _is_contrary(clause, other)


def _is_of_kind(text: str, question: str) -> bool:
    """Tell whether a text has a number where "how many" is asked, and more than that where "who" is."""
    if any(word in question for word in COUNTING):
        return bool(_numbers(text))
    return not any(word in question for word in WHO) or any(one.isalpha() for one in in_figures(text))


def _fits(said: bool, question: str, sentence: str) -> bool:
    """Tell whether a yes or no is what the nearest clause of a sentence says to a question."""
    pairs = set(pairwise(_tokens(question)))
    near = max(_clauses(sentence), key=lambda one: len(pairs & set(pairwise(_tokens(one)))), default="")
    asked = _without_either(question)
    differ = _is_denied(asked) != _is_denied(near) or _is_contrary(asked, near)
    return said is not differ


def _without_either(question: str) -> str:
    """Return a question without the "not" of one for either, such as 能不能, which denies nothing."""
    return "".join(one for place, one in enumerate(question) if one not in OR_NOT or not _repeats(question, place))


def _repeats(text: str, place: int) -> bool:
    """Tell whether the one or two characters before a place stand behind it, too."""
    return any(text[place - size : place] == text[place + 1 : place + 1 + size] != "" for size in (1, 2))


def _is_contrary(one: str, other: str) -> bool:
    """Tell whether one says "at most" where the other says only "at least"."""
    for left, right in CONTRARIES:
        for first, second in ((left, right), (right, left)):
            if _has(one, first) and not _has(other, first) and _has(other, second) and not _has(one, second):
                return True
    return False


def _has(text: str, among: Set[str]) -> bool:
    return any(word in text for word in among)


def _is_about(question: str, sentence: str, others: Sequence[str]) -> bool:
    """Tell whether a sentence holds of the question's rarer characters about as many as the best one."""
    every = [set(pairwise(_tokens(one))) for one in dict.fromkeys((sentence, *others))]
    asked = [pair for pair in set(pairwise(_tokens(question))) if any(pair in one for one in every)]
    weights = {pair: math.log(len(every) / sum(pair in one for one in every)) for pair in asked}
    held = [sum(weight for pair, weight in weights.items() if pair in one) for one in every]
    return held[0] >= FITS * max(held)


def _without_lead(text: str) -> tuple[bool | None, str]:
    """Return the yes or no that a text begins with, if one, and the rest."""
    found = _LEAD.match(text)
    if not found or found[1] not in AFFIRMING | REFUSING:
        return None, text
    return found[1] in AFFIRMING, text[found.end() :]


def _clauses(text: str) -> list[str]:
    return [one for one in _CLAUSE.split(text) if one.strip()]


@lru_cache(512)
def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(in_figures(text).lower())


def _numbers(text: str) -> frozenset[str]:
    return frozenset(one for one in _tokens(text) if one[0].isdigit())


def _is_denied(text: str) -> bool:
    return len(_DENYING.findall(text)) % 2 == 1
