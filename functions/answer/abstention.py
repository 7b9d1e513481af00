"""Whether a question is answered from the passages found for it."""

from collections.abc import Sequence
from typing import NamedTuple

from events.questions import PassagesFound
from functions.answer.sentence_selection import Sentence
from functions.text.identifiers import identifiers
from functions.text.words import telling_words
from model.catalog import Entry

NEAR = 0.5  # of what a question asks about: a passage that holds so much of it says something about it


class Verdict(NamedTuple):
    """What the passages are worth to a question."""

    answered: bool  # from them
    low_confidence: bool = False  # the nearest sentence alone is no answer
    near: bool = False  # they say something about it, answered or not


def judge(data: PassagesFound, sentences: Sequence[Sentence], embedder: Entry) -> Verdict:
    """Return whether a question is answered; a passage that holds the very identifier asked for always answers it."""
    if not sentences:
        return Verdict(answered=False)
    question = data.question
    texts = [f"{passage.name}\n{passage.heading}\n{passage.text}" for passage in data.passages]
    asked = identifiers(question)
    held = [one for one in asked if any(one.is_in(text) for text in texts)]
    if missing := [one for one in asked if one not in held]:
        others = any(one.has_others_in(text) for one in missing for text in texts)
        if others or (not held and any(one.strong for one in missing)):
            return Verdict(answered=False, near=others or _is_near(question, texts))
    if held:
        return Verdict(answered=True, near=True)
    if data.rewritten:  # it leans on earlier turns: how near a sentence comes to it says little
        return Verdict(answered=True, near=True)
    nearest = max(sentence.cosine for sentence in sentences)
    answered, low = nearest >= embedder.abstention_threshold, nearest < embedder.low_confidence_threshold
    return Verdict(answered, low_confidence=answered and low, near=answered or _is_near(question, texts))


def _is_near(question: str, texts: Sequence[str]) -> bool:
    asked = telling_words(question)
    return any(len(asked & telling_words(text)) >= NEAR * len(asked) for text in texts) if asked else False
