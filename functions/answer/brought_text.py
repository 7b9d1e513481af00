"""The text that comes with a question: its passages nearest to it, which answer it beside those of the documents."""

from collections.abc import Sequence

import numpy as np

from events.base64_bytes import base64_bytes
from events.identity import derived_id
from events.questions import YOUR_MESSAGE, FoundPassage
from functions.answer.sentence_features import Question
from functions.text.sentences import split_sentences
from functions.text.words import all_words
from model.embedding import Embedder

LONG = 900  # characters of a passage, unless a sentence has more
READ = 24  # passages, nearest by their words, whose meaning is looked at
KEPT = 5  # of them, as many as a question gets of the documents
MOST = 48 * 1024  # bytes of all passages of a question: what is made of them has to fit an event, too


def brought_passages(text: str, asked: str, vector: str, question: str, embedder: Embedder) -> list[FoundPassage]:
    """Return the passages of a text that fit what is asked best, best first; their spans are in characters of it.

    `vector` is that of what is asked, float32 in base64, `question` the question's id, which is their document's, too.
    Of a long text the nearest by words are ranked by words and vectors, each share and cosine counting the same.
    """
    spans = passage_spans(text)
    words = [all_words(text[start:end]) for start, end in spans]
    by_words = Question(asked, words)
    shares = np.array([by_words.share(one) for one in words], dtype=np.float32)
    first = sorted(np.argsort(-shares, kind="stable")[:READ].tolist())
    if not first:
        return []
    query = np.frombuffer(base64_bytes(vector, "vector", 4), dtype="<f4")
    cosines = embedder.embed_passages([text[slice(*spans[one])] for one in first]) @ query
    scores = shares[first] + cosines
    highest = max(float(scores.max()), 1e-6)
    return [
        FoundPassage(
            id=derived_id("brought", question, str(first[place])),
            document=question,
            name=YOUR_MESSAGE,
            text=text[slice(*spans[first[place]])],
            start=spans[first[place]][0],
            end=spans[first[place]][1],
            score=round(max(float(scores[place]), 0.0) / highest, 6),
        )
        for place in np.argsort(-scores, kind="stable")[:KEPT].tolist()
    ]


def beside(brought: Sequence[FoundPassage], found: Sequence[FoundPassage]) -> list[FoundPassage]:
    """Return both, without the last of the documents' that make them more than an event holds."""
    kept, size = list(brought), sum(len(one.text.encode()) for one in brought)
    for one in found:
        size += len(one.text.encode()) + len(one.heading.encode())
        if size > MOST:
            break
        kept.append(one)
    return kept


def passage_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of passages: whole sentences and rows, as many as `LONG` holds."""
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(text):
        if spans and end - spans[-1][0] <= LONG:
            spans[-1] = spans[-1][0], end
        else:
            spans.extend((place, min(place + LONG, end)) for place in range(start, end, LONG))
    return spans
