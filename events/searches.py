"""What a search without an answer is asked, and what it tells the gateway that waits."""

from typing import Annotated

import msgspec

from events.fields import Data, Recognised

MAX_NEIGHBOURS = 3  # passages on either side

Neighbours = Annotated[
    int,
    msgspec.Meta(
        ge=0,
        le=MAX_NEIGHBOURS,
        description="passages before and after each one in its document, joined to its text",
    ),
]


class SearchWanted(Data, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """That a question wants the passages, and no answer: what is found goes to the gateway at `replyto`, and the
    question ends there."""

    neighbours: Neighbours = 0
    spans: bool = False  # the best sentences of each passage, too, which `prompt` chooses


class Scores(Data, frozen=True, kw_only=True, omit_defaults=False):
    """By what a passage was found; null: it was not among the candidates, or was read out of its document."""

    words: float | None = None  # BM25 as the store counts it
    vectors: float | None = None  # cosine with the question, -1 to 1
    fused: float | None = None  # both together, 0 to 1, relative to the other candidates


class ScoredSentence(Data, frozen=True, kw_only=True, omit_defaults=False):
    """A sentence or row of a passage, verbatim, with its span in the document's extracted text."""

    text: str
    start: int
    end: int
    score: float  # how well it fits the question, beside the others of the same search


class SearchedPassage(Data, frozen=True, kw_only=True, omit_defaults=False):
    """A passage that fits, with its neighbours where they were asked for."""

    id: str
    document: str
    name: str
    text: str
    heading: str  # the path of headings above it
    page: int | None
    start: int  # span in characters of the document's extracted text: `text` is as long
    end: int
    language: str  # by ISO 639-1, und where nothing tells it, empty where it was never told
    recognised: Recognised = None
    scores: Scores
    sentences: list[ScoredSentence] = []  # the best ones, best first


class SearchResult(Data, frozen=True, kw_only=True, omit_defaults=False):
    """What a search found, best first."""

    query: str
    searched: str  # the query as it was read: with misspelt words put right
    passages: list[SearchedPassage]
    timings: dict[str, float] = {}  # milliseconds by stage
