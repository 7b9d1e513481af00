"""What `search` is asked outside of any event, and what it answers: documents in order, without their texts."""

from events.fields import Base64, Data, Model, Question, Text
from events.questions import Alpha

MAX_DOCUMENTS = 100  # as deep as a ranking is measured (recall@100); an event has no room for so many passages


class RankingWanted(Data, frozen=True, kw_only=True, omit_defaults=True):
    """A question with its vector, as `embed-questions` made it."""

    question: Question
    vector: Base64  # one unit vector, float32, little-endian
    alpha: Alpha = 0.5
    embedder: Model = ""  # that the vector comes from; empty: EMBEDDER


class RankedDocuments(Data, frozen=True, kw_only=True, omit_defaults=True):
    """The names of the documents that fit best, best first; a document's rank is that of its best passage."""

    names: list[Text]
