"""The sentences of the passages that are nearest to the question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from events.base64_bytes import base64_bytes
from events.errors import Rejected
from events.questions import FoundPassage
from functions.text.sentences import split_sentences
from functions.text.words import words_with_underscores
from model.embedding import Embedder

WORD_WEIGHT = 0.3  # of the share of the question's words that a sentence holds, beside the cosine
PASSAGE_WEIGHT = 0.3  # of the passage's own score
SHORTEST = 15  # characters: shorter pieces are headings and fragments


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, verbatim, with the index of its passage, its place there, and how well it fits.

    `cosine` is that of its vector with the question's, `score` adds what words and passage say.
    """

    text: str
    passage: int
    start: int
    cosine: float
    score: float


def best_sentences(vector: str, question: str, passages: Sequence[FoundPassage], embedder: Embedder) -> list[Sentence]:
    """Return the sentences of all passages, the best first; `vector` is the question's, float32 in base64.

    Overlapping passages share sentences; each is kept once, in the better passage.
    """
    candidates = _candidates(passages)
    if not candidates:
        return []
    query = np.frombuffer(base64_bytes(vector, "vector", 4), dtype="<f4")
    vectors = embedder.embed_passages([text for text, _, _ in candidates])
    if len(query) != vectors.shape[1]:
        raise Rejected(f"vector has {len(query)} numbers, and those of {embedder.name} have {vectors.shape[1]}")
    cosines = vectors @ query
    words = _words(question)
    scored = [
        Sentence(text, passage, start, float(cosine), float(cosine) + _bonus(words, text, passages[passage]))
        for (text, passage, start), cosine in zip(candidates, cosines, strict=True)
    ]
    return sorted(scored, key=lambda sentence: (-sentence.score, sentence.passage, sentence.start))


def _candidates(passages: Sequence[FoundPassage]) -> list[tuple[str, int, int]]:
    seen: dict[str, tuple[str, int, int]] = {}
    for index, passage in enumerate(passages):
        for start, end in split_sentences(passage.text):
            text = passage.text[start:end].strip()
            if len(text) >= SHORTEST:
                seen.setdefault(text, (text, index, start))
    whole = {one.text: (one.text, index, 0) for index, one in enumerate(passages) if one.text.strip()}
    return list((seen or whole).values())


def _bonus(words: set[str], text: str, passage: FoundPassage) -> float:
    overlap = len(words & _words(text)) / max(len(words), 1)
    return WORD_WEIGHT * overlap + PASSAGE_WEIGHT * passage.score


def _words(text: str) -> set[str]:
    return {word for word in words_with_underscores(text.lower()) if len(word) > 3}
