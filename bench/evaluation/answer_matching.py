"""How well a text matches the gold answers of a question.

SQuAD: Rajpurkar et al. 2018, "Know What You Don't Know"; exact match and F1 as in its official evaluation script.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_MARKERS = re.compile(r"\[\d+(?:[,;] ?\d+)*\]")  # of passages, which are none of an answer's words
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.lower())


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Tell whether the words of one of the answers stand in the text in a row, whatever the case and the articles.

    By whole words, other than a comparison of characters: the answer "5" is not contained in "1957".
    """
    words = _words(text)
    return any(answer in words for answer in map(_words, answers) if answer.strip())


def exact_match(text: str, answers: Sequence[str]) -> bool:
    """Tell whether the text is one of the answers, after SQuAD's normalisation."""
    return _normalised(text) in map(_normalised, answers)


def f1(text: str, answers: Sequence[str]) -> float:
    """Return the harmonic mean of the shares of common words in the text and in the answer, of the best answer."""
    return max((_overlap(_normalised(text).split(), _normalised(answer).split()) for answer in answers), default=0.0)


def _overlap(given: list[str], gold: list[str]) -> float:
    if not given or not gold:
        return float(given == gold)
    common = (Counter(given) & Counter(gold)).total()
    return 2 * common / (len(given) + len(gold))


def _normalised(text: str) -> str:
    """Return the text in lower case, without markers, punctuation and articles, with single blanks."""
    return " ".join(_ARTICLE.sub(" ", _MARKERS.sub("", text).lower().translate(_PUNCTUATION)).split())


def _words(text: str) -> str:
    """Return the words but the articles, each between blanks."""
    return f" {' '.join(word for word in words_of(text) if not _ARTICLE.fullmatch(word))} "
