"""Whether a model says that the passages do not tell, in whatever words and wherever in a short answer."""

import re
from functools import cache

from functions.text.languages import LANGUAGES
from functions.text.sentences import split_sentences

LONGEST = 60  # words: a longer answer says something besides
FEW = 3  # words that are no statement: "I'm sorry."
_OF_SETTINGS = re.compile(r"\bif (?:it|this|that) (?:is|was) not\b", re.IGNORECASE)


def declines(sentence: str) -> bool:
    """Tell whether a sentence says that the answer is not known, or not in the text."""
    return any(pattern.search(sentence) for pattern in _patterns()) and not _OF_SETTINGS.search(sentence)


def declined(answer: str) -> bool:
    """Tell whether a short answer says only that, as a model is told to where the passages do not tell."""
    sentences = [answer[start:end] for start, end in split_sentences(answer)]
    if not sentences or len(answer.split()) > LONGEST:
        return False
    others = [one for one in sentences if not declines(one) and len(one.split()) > FEW]
    return declines(sentences[0]) or (not others and any(map(declines, sentences)))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for language in LANGUAGES for one in language.declines)
