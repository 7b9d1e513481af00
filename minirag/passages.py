"""Passages without an answer. A field that a server does not tell has its default; one that is unknown is ignored."""

import msgspec


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """How well a passage fits: by its words, by its meaning, and by both together."""

    words: float | None = None
    vectors: float | None = None
    fused: float | None = None


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a passage, with its span in the document's extracted text."""

    text: str
    start: int = 0
    end: int = 0
    score: float = 0.0


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that fits the query; its span is in characters of the document's extracted text."""

    id: str
    document: str
    name: str  # of the document
    text: str
    heading: str = ""
    page: int | None = None
    start: int = 0
    end: int = 0
    language: str = ""
    recognised: float | None = None  # the confidence of OCR, 0 to 1, where the text was read from a picture
    scores: Scores = Scores()
    sentences: list[Sentence] = []  # the best of it, where they were asked for


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found, best first."""

    query: str
    searched: str = ""  # what was searched for in its place
    passages: list[Passage] = []
    timings: dict[str, float] = {}  # milliseconds by stage
