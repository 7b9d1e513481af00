"""The sentences of the passages that answer the question best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from events.base64_bytes import base64_bytes
from events.errors import Rejected
from events.questions import FoundPassage
from events.searches import ScoredSentence
from functions.answer.evidence_units import evidence_units
from functions.answer.fragments import is_fragment
from functions.answer.sentence_features import IDENTIFIER, WEIGHTS, found_in, vector_features, weighted, word_features
from functions.answer.sentence_vectors import sentence_vectors
from functions.text.words import all_words
from model.embedding import Embedder

GAP = 0.25  # below the best score: of second sentences that answer where the first does not, 95% are within it
PASSAGE_WEIGHT = WEIGHTS["passage"]  # of the passage's own score


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or row, verbatim, with the index of its passage, its place there, and how well it fits.

    `cosine` is that of its vector with the question's, `score` adds all else that speaks for it. `terms` is the share
    of the question's words that stand in it, the rarer the weightier, and `identifiers` those of the question in it.
    """

    text: str
    passage: int
    start: int
    cosine: float
    score: float
    terms: float = 0.0
    identifiers: tuple[str, ...] = ()
    fragment: bool = False  # it says nothing by itself
    is_asked_row: bool = False  # the question has its very name, and asks for one of its columns


def best_sentences(vector: str, question: str, passages: Sequence[FoundPassage], embedder: Embedder) -> list[Sentence]:
    """Return the sentences and rows of all passages, the best first; `vector` is the question's, float32 in base64.

    Overlapping passages share sentences; each is kept once, in the better passage. Headings, fragments and questions
    come last, whatever they hold.
    """
    units = evidence_units(passages)
    if not units:
        return []
    query = np.frombuffer(base64_bytes(vector, "vector", 4), dtype="<f4")
    vectors = sentence_vectors([unit.text for unit in units], embedder)
    if len(query) != vectors.shape[1]:
        raise Rejected(f"vector has {len(query)} numbers, and those of {embedder.name} have {vectors.shape[1]}")
    cosines = vectors @ query
    words = word_features(question, units, passages)
    scores = weighted(words | vector_features(cosines, vectors, units, query))
    asked = IDENTIFIER.findall(question)
    ranked = [
        Sentence(
            unit.text,
            unit.passage,
            unit.start,
            float(cosines[number]),
            float(scores[number]),
            float(words["terms"][number]),
            found_in(unit.text, asked),
            is_fragment(unit, passages[unit.passage]),
            bool(words["row_named"][number] == 1.0 and words["row_column"][number] == 1.0),
        )
        for number, unit in enumerate(units)
    ]
    return sorted(ranked, key=lambda one: (one.fragment, -one.score, one.passage, one.start))


def worth_quoting(sentences: Sequence[Sentence], limit: int) -> list[Sentence]:
    """Return the first of the sentences, best first, and up to `limit` in all that come close and repeat no other.

    A fragment is none of them, unless there is nothing else.
    """
    chosen: list[Sentence] = []
    said: list[frozenset[str]] = []
    for sentence in [one for one in sentences if not one.fragment] or sentences[:1]:
        words = all_words(sentence.text)
        near = not chosen or sentence.score >= chosen[0].score - GAP
        if near and len(chosen) < limit and not any(words <= other for other in said):
            chosen.append(sentence)
            said.append(words)
    return chosen


def best_by_passage(
    sentences: Sequence[Sentence], passages: Sequence[FoundPassage], limit: int
) -> dict[int, list[ScoredSentence]]:
    """Return up to `limit` sentences of each passage, best first, by the passage's index, with spans in the document.

    A fragment is none of them.
    """
    chosen: dict[int, list[ScoredSentence]] = {}
    for one in sentences:
        its = chosen.setdefault(one.passage, [])
        if not one.fragment and len(its) < limit:
            start = passages[one.passage].start + one.start
            its.append(ScoredSentence(text=one.text, start=start, end=start + len(one.text), score=round(one.score, 4)))
    return chosen
