"""A question with the text that comes with it."""

from msgspec.structs import replace

from events.carried import carried
from events.questions import FoundPassage, PassagesFound
from functions.answer.brought_text import beside, brought_passages
from functions.answer.direct.brought import summary_of_text
from functions.serving.lazy import LazyPool
from model.embedding import Embedder


def with_brought(data: PassagesFound, text: str, question: str, embedders: LazyPool[Embedder]) -> PassagesFound:
    """Return the question, by its id, with the passages of a text beside those found, or with the text's summary."""
    direct = None if data.options.json_schema else summary_of_text(text, question, data.question)
    if direct:
        passages = [carried(one, FoundPassage, score=1.0) for one in direct.passages]
        return replace(data, passages=passages, direct=direct.answer)
    asked = data.rewritten or data.question
    found = brought_passages(text, asked, data.vector, question, embedders.get(data.embedder))
    return replace(data, passages=beside(found, data.passages))
