"""Whether a question is answered from the passages found for it."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from events.questions import PassagesFound
from functions.answer.sentence_selection import Sentence
from functions.text.identifiers import identifiers
from functions.text.languages import kin_of
from functions.text.letters import script_beyond
from functions.text.words import all_words, telling_words
from model.catalog import Entry, Weights

NEAR = 0.25  # of the words that a question asks about: a passage that holds so many may say something about it
LEANING = 0.25  # of the thresholds for a follow-up, which says less of what it is about: it is refused in clear cases
UNREAD = 0.3  # of the words asked about, in a passage, where the embedder does not know the letters: docs/decisions.md
UNASKED = 0.5  # the share of no words at all


class Verdict(NamedTuple):
    """What the passages are worth to a question."""

    answered: bool  # from them
    low_confidence: bool = False  # the nearest sentence alone is no answer
    near: bool = False  # they say something about it, answered or not


class Evidence(NamedTuple):
    """What speaks for an answer; none of it grows with the number of documents. A cosine, and shares from 0 to 1."""

    nearest: float  # cosine of the nearest sentence
    sentence: float  # share of the words asked about in it, its heading and its document's name
    passage: float  # share of them in its passage
    words: float  # share of them in the passage with most of them


def judge(data: PassagesFound, sentences: Sequence[Sentence], embedder: Entry, tokens: int) -> Verdict:
    """Return whether a question is answered, of which the embedder makes so many tokens.

    Nothing answers a question without a letter or a digit. A passage that holds the very identifier asked for always
    answers it, and where only others of its kind are found, nothing does. Without identifiers the evidence decides.
    """
    if not sentences or not any(map(str.isalnum, data.rewritten or data.question)):
        return Verdict(answered=False)
    texts = [f"{passage.name}\n{passage.heading}\n{passage.text}" for passage in data.passages]
    near = _is_near(data.question, texts)
    if found := _by_identifiers(data.question, texts, near):
        return found
    if sentences[0].is_asked_row:
        return Verdict(answered=True, near=True)
    if script_beyond(data.rewritten or data.question, embedder.scripts):
        answered = evidence(data, sentences).words >= UNREAD
        return Verdict(answered, near=answered or near)
    if embedder.abstention is None:
        return _by_cosine(sentences, embedder, near, leaning=bool(data.rewritten))
    letters = sum(map(str.isalnum, data.rewritten or data.question))
    is_known = letters >= embedder.abstention.letters_per_token * tokens
    weights = None if is_known else embedder.abstention.unknown
    return _by_evidence(
        evidence(data, sentences), weights or embedder.abstention.known, near, leaning=bool(data.rewritten)
    )


def evidence(data: PassagesFound, sentences: Sequence[Sentence]) -> Evidence:
    """Return what the nearest sentence and the passages say."""
    nearest = max(sentences, key=lambda sentence: sentence.cosine)
    above = [all_words(f"{passage.name} {passage.heading}") for passage in data.passages]
    whole = [words | all_words(one.text) for words, one in zip(above, data.passages, strict=True)]
    asked = _asked(telling_words(data.rewritten or data.question), whole)
    held = [_share(asked, words) for words in whole]
    sentence = _share(asked, above[nearest.passage] | all_words(nearest.text))
    return Evidence(nearest.cosine, sentence, held[nearest.passage], max(held))


def probability(found: Evidence, weights: Weights) -> float:
    """Return the probability, from 0 to 1, that the passages answer the question."""
    logit = weights.intercept + sum(value * getattr(weights, name) for name, value in found._asdict().items())
    return 1 / (1 + math.exp(-logit))


def _by_identifiers(question: str, texts: Sequence[str], near: bool) -> Verdict | None:
    """Return the verdict where the question names an identifier and that decides; None where it does not."""
    asked = identifiers(question)
    held = [one for one in asked if any(one.is_in(text) for text in texts)]
    missing = [one for one in asked if one not in held]
    others = any(one.has_others_in(text) for one in missing for text in texts)
    if others or (not held and any(one.strong for one in missing)):
        return Verdict(answered=False, near=others or near)
    return Verdict(answered=True, near=True) if held else None


def _by_cosine(sentences: Sequence[Sentence], embedder: Entry, near: bool, *, leaning: bool) -> Verdict:
    nearest = max(sentence.cosine for sentence in sentences)
    answered = leaning or nearest >= embedder.abstention_threshold
    low = not leaning and nearest < embedder.low_confidence_threshold
    return Verdict(answered, low_confidence=answered and low, near=answered or near)


def _by_evidence(found: Evidence, weights: Weights, near: bool, *, leaning: bool) -> Verdict:
    chance, share = probability(found, weights), LEANING if leaning else 1.0
    answered = chance >= weights.answered * share
    return Verdict(answered, low_confidence=answered and chance < weights.confident * share, near=answered or near)


def _is_near(question: str, texts: Sequence[str]) -> bool:
    whole = [all_words(text) for text in texts]
    asked = _asked(telling_words(question), whole)
    return bool(asked) and any(_share(asked, words) >= NEAR for words in whole)


def _share(asked: Sequence[frozenset[str]], words: frozenset[str]) -> float:
    return sum(not one.isdisjoint(words) for one in asked) / len(asked) if asked else UNASKED


def _asked(words: Iterable[str], passages: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return each word that is asked about, with those for the same thing where none of the passages has it."""
    return [
        frozenset([word]) if any(word in passage for passage in passages) else frozenset([word, *kin_of(word)])
        for word in words
    ]
