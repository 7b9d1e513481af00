"""What travels on the way of a question."""

from typing import Annotated, Any, Literal

import msgspec

from events.fields import (
    MAX_QUESTION,
    Base64,
    Count,
    Data,
    Date,
    Id,
    Label,
    Metadata,
    Model,
    Question,
    Recognised,
    Tag,
    Text,
)
from events.searches import Scores, SearchWanted

MAX_HISTORY = 4  # earlier questions with their answers
MAX_SAID = 1_000  # characters of each of them: a question stays far below the 64 KiB of an event
MAX_BROUGHT = 24 * 1024  # bytes of a question with the text that comes with it: passages have to fit an event beside it
YOUR_MESSAGE = "your message"  # what a text that comes with a question is cited as

Stop = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Language = Annotated[
    str,
    msgspec.Meta(pattern=r"^[a-z]{2,3}$", description="a code of ISO 639-1, such as en; und where nothing tells it"),
]
Alpha = Annotated[
    float,
    msgspec.Meta(
        ge=0, le=1, description="what a search goes by: 1 the meaning alone (vectors), 0 the words alone (BM25)"
    ),
]
Number = Annotated[int, msgspec.Meta(ge=1)]  # of a passage, as in [1]
Rewritten = Annotated[str, msgspec.Meta(max_length=MAX_QUESTION)]
Said = Annotated[str, msgspec.Meta(max_length=MAX_SAID)]


class Filters(Data, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which documents may answer: those that all of this holds for; what is left out holds for every document.

    An empty list is not left out: no document is one of none. Dates are compared as text, so that 2026 holds for the
    whole year.
    """

    documents: list[Id] | None = None  # one of these
    collections: list[Label] | None = None  # in one of these
    language: list[Language] | Language | None = None  # in this one, or in one of these
    tags: Annotated[list[Tag], msgspec.Meta(min_length=1)] | None = None  # with all of these
    date_from: Date | None = None  # of this date or later
    date_to: Date | None = None  # of this date or earlier
    metadata: Metadata = {}

    @property
    def languages(self) -> tuple[str, ...] | None:
        """The languages, of which a passage is in one; None for any."""
        return (
            (self.language,)
            if isinstance(self.language, str)
            else None
            if self.language is None
            else tuple(self.language)
        )


class Options(Data, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How to answer."""

    passages: Annotated[int, msgspec.Meta(ge=1, le=20)] = 5
    alpha: Alpha = 0.5
    max_tokens: Annotated[int, msgspec.Meta(ge=1, le=4096)] = 128
    temperature: Annotated[float, msgspec.Meta(ge=0, le=2)] = 0.0
    top_p: Annotated[float, msgspec.Meta(gt=0, le=1)] = 1.0
    top_k: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0  # chance takes from so many of the likeliest; 0: from all
    min_p: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0  # and from those with this share of the likeliest one's
    seed: Annotated[int, msgspec.Meta(ge=0, le=2**32 - 1)] = 0
    stop: Annotated[list[Stop], msgspec.Meta(max_length=4)] = []  # texts that end the answer, not part of it
    json_schema: dict[str, Any] | str | None = None  # the answer is JSON that fits it, as `events.json_schema` takes it


class Exchange(Data, frozen=True, kw_only=True, omit_defaults=True):
    """An earlier question of a conversation, and its answer."""

    question: Said
    answer: Said


class QuestionGiven(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A question as anybody may ask it."""

    question: Question
    conversation: Id | None = None
    history: Annotated[list[Exchange], msgspec.Meta(max_length=MAX_HISTORY)] = []  # in place of the stored conversation
    filters: Filters = Filters()
    options: Options = Options()
    embedder: Model = ""  # a question keeps to one index from its first stage to the last
    store: bool = True  # false: it is no turn of any conversation, and the answer is kept nowhere
    instructions: Said = ""  # how to answer, such as a style or a language, within the rules that hold for all answers
    brought: str = ""  # a text that comes with the question, and answers it beside the documents, under the same checks
    brought_as_blob: bool = False  # it is too long for an event, and lies among the blobs under the question's own id

    @property
    def brings_text(self) -> bool:
        """Whether a text comes with the question."""
        return self.brought_as_blob or bool(self.brought)


class QuestionAsked(QuestionGiven, frozen=True, kw_only=True, omit_defaults=True):
    """A question; the extension `replyto` names the gateway that waits for its answer, if one does."""

    search: SearchWanted | None = None  # only passages are wanted; set by the gateway alone


class QuestionEmbedded(QuestionAsked, frozen=True, kw_only=True, omit_defaults=True):
    """A question with its vector."""

    rewritten: Rewritten = msgspec.field(default="", name="searched")  # with earlier turns, where it needs them
    vector: Base64  # one unit vector, float32, little-endian


class FoundPassage(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A passage that fits the question."""

    id: Id
    document: Id
    name: Text
    text: Text
    page: int | None = None
    heading: str = ""
    start: Count
    end: Count
    score: float  # 0 to 1, relative to the other passages found
    language: str = ""
    url: str = ""  # of the page on the web that the document is
    recognised: Recognised = None
    scores: Scores | None = None  # where no answer is wanted


class Quote(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence, verbatim, with the number of its passage and its span in the document's extracted text."""

    number: Number
    text: str
    start: Count
    end: Count


class DirectAnswer(Data, frozen=True, kw_only=True, omit_defaults=True):
    """An answer that is read out of the documents, or that is about them, without a model."""

    answer: str  # its markers number the passages beside it in their order
    answered: bool = True
    support: list[Quote] = []  # what it rests on, the best first
    read: Count = 0  # rows, items or documents that were read for it


class PassagesFound(QuestionEmbedded, frozen=True, kw_only=True, omit_defaults=True):
    """A question with the passages that fit it best, best first, or with those that its answer was read from."""

    passages: list[FoundPassage]
    direct: DirectAnswer | None = None  # then no model is asked
    read_as: dict[str, str] = {}  # words that stand nowhere, and those that were searched for in their place


class Message(Data, frozen=True, kw_only=True, omit_defaults=True):
    """One message to a chat model."""

    role: Literal["system", "user", "assistant"]
    content: str


class Citation(FoundPassage, frozen=True, kw_only=True, omit_defaults=True):
    """A numbered passage with the sentence of it that supports the answer best, verbatim.

    All spans are in characters of the document's extracted text: `quote` is extracted_text[quote_start:quote_end].
    """

    number: Number
    quote: str = ""
    quote_start: Count
    quote_end: Count
    cited: bool = False  # by the answer


class PromptBuilt(Data, frozen=True, kw_only=True, omit_defaults=True):
    """The messages for the model, and for each passage what a citation needs."""

    question: Question
    rewritten: Rewritten = msgspec.field(default="", name="searched")  # which the answer is judged by
    conversation: Id | None = None
    options: Options = Options()
    embedder: Model = ""
    store: bool = True
    messages: list[Message]  # none: no passage holds an answer
    citations: list[Citation]
    low_confidence: bool = msgspec.field(default=False, name="doubtful")  # the nearest sentence alone is no answer
    near: bool = False  # the passages say something about what is asked, if perhaps no answer
    numbered: Count = 0  # passages that the messages number, from [1] on
    sentences: list[Quote] = []  # the nearest to the question, the best first
    direct: DirectAnswer | None = None  # what is answered, where no model is needed
    read_as: dict[str, str] = {}  # misspelt words of the question, and what they were taken for
    plain: bool = False  # the model alone is asked, of no documents: its words are shown as they come

    @property
    def is_unchecked(self) -> bool:
        """Whether the answer stays as the model writes it: JSON, or what rests on no documents."""
        return self.plain or self.options.json_schema is not None


class Usage(Data, frozen=True, kw_only=True, omit_defaults=True):
    """Tokens read and written by the model."""

    prompt_tokens: Count = 0
    completion_tokens: Count = 0


class AnswerGenerated(Data, frozen=True, kw_only=True, omit_defaults=True):
    """An answer with its citations, what it cost, and how long each stage took."""

    question: Question
    conversation: Id | None = None
    answer: str
    answered: bool = True  # false: the documents do not say it, and the citations are the nearest passages
    quoted: bool = False  # what the model wrote is supported by no passage: the answer is the best quote instead
    generated: str = ""  # the model's own words where the answer is not all of them
    support: list[Quote] = []  # the sentences that the answer rests on, one or two, the best first
    citations: list[Citation]
    model: Text
    embedder: Model = ""
    store: bool = True
    is_json: bool = False  # a schema was asked for, which the answer fits
    usage: Usage = Usage()
    finish_reason: Literal["stop", "length"] = "stop"  # length: `max_tokens`, or what the model takes, was reached
    timings: dict[str, float] = {}  # milliseconds by stage
    plain: bool = False  # the model's own words, of no documents: nobody's answer to keep


class Nothing(Data, frozen=True, kw_only=True, omit_defaults=True):
    """No data: the event itself says it all."""
