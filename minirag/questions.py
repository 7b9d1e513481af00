"""Questions, their answers and conversations.

A field that a server does not tell has its default; one that is unknown is ignored, for a newer server may tell more.
"""

from typing import Any

import msgspec

from minirag.passages import Scores


class Filters(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which documents may answer: those that all of this holds for; an empty list holds for none."""

    documents: list[str] | None = None  # one of these ids
    collections: list[str] | None = None  # in one of these
    language: list[str] | str | None = None  # in this one, or in one of these
    tags: list[str] | None = None  # with all of these
    date_from: str | None = None  # as 2026, 2026-01 or 2026-01-31
    date_to: str | None = None
    metadata: dict[str, str] = {}


class Options(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How to answer; docs/http.md says more of each."""

    passages: int = 5
    alpha: float = 0.5  # what the search goes by: 1 the meaning alone, 0 the words alone
    max_tokens: int = 128
    temperature: float = 0.0
    top_p: float = 1.0
    top_k: int = 0
    min_p: float = 0.0
    seed: int = 0
    stop: list[str] = []
    json_schema: dict[str, Any] | str | None = None  # the answer is JSON that fits it


class Exchange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An earlier question and its answer."""

    question: str
    answer: str


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, word for word, with the number of its citation and its span in the document's extracted text."""

    number: int
    text: str
    start: int = 0
    end: int = 0


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A passage by its number in the answer, as in [1]; spans are in characters of the document's extracted text."""

    number: int
    name: str  # of the document
    id: str = ""  # of the passage
    document: str = ""
    text: str = ""
    page: int | None = None
    heading: str = ""
    start: int = 0
    end: int = 0
    language: str = ""  # by ISO 639-1; und where nothing tells it
    url: str = ""  # of the page on the web that the document is
    recognised: float | None = None  # the confidence of OCR, 0 to 1, where the text was read from a picture
    score: float = 0.0  # 0 to 1, relative to the other passages
    scores: Scores | None = None
    quote: str = ""  # the sentence of it that supports the answer best, or fits the question best
    quote_start: int = 0
    quote_end: int = 0
    cited: bool = False  # by the answer


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens read and written by the model."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer and a turn of a conversation have in common."""

    id: str = ""  # of the question
    conversation: str = ""
    answer: str
    answered: bool = True  # false: the documents do not say it, and the citations are the nearest passages
    quoted: bool = False  # the answer is a quote, in place of words that no passage supports
    generated: str = ""  # the model's own words where the answer is not all of them
    support: list[Quote] = []  # the sentences that the answer rests on, the best first
    citations: list[Citation] = []
    timings: dict[str, float] = {}  # milliseconds by stage
    usage: Usage = Usage()


class Answer(Said, frozen=True, kw_only=True):
    """An answer with its citations, and what it cost."""

    model: str = ""
    embedder: str = ""
    finish_reason: str = "stop"  # length: `max_tokens`, or what the model takes, was reached
    stages: list[dict[str, Any]] = []  # as they were heard of


class Turn(Said, frozen=True, kw_only=True):
    """A question of a conversation, and its answer."""

    question: str
    at: str = ""  # as 2026-01-31T12:00:00.000Z
    state: str = ""


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation in the list of them."""

    id: str
    first_question: str = ""
    turns: int = 0
    at: str = ""  # of the newest


class Conversations(msgspec.Struct, frozen=True, kw_only=True):
    """The list of conversations, newest first."""

    conversations: list[Conversation]


class Turns(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation, oldest turn first."""

    id: str
    turns: list[Turn]
