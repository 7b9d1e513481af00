"""rerank: the passages found in another order, for whoever puts it between search and prompt (docs/stages.md)."""

from collections.abc import Callable, Sequence

import functions_framework
from msgspec.structs import replace

from events.event import Event
from events.questions import FoundPassage, PassagesFound
from events.registry import PASSAGES_FOUND
from functions.answer.sentence_selection import PASSAGE_WEIGHT, Sentence, best_sentences
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.lazy import LazyPool
from functions.serving.work import Work
from model.embedding import Embedder


class Rerank:
    """The step."""

    def __init__(self, embedders: LazyPool[Embedder]) -> None:
        self._embedders = embedders

    def rerank_passages(self, work: Work[PassagesFound]) -> Event:
        """Answer with the same event, its passages in the order of `by_best_sentence`."""
        data = work.data
        if data.direct:  # its markers number the passages as they are
            return work.next(PASSAGES_FOUND, data, work.stage)
        question = data.rewritten or data.question
        sentences = best_sentences(data.vector, question, data.passages, self._embedders.get(data.embedder))
        found = replace(data, passages=by_best_sentence(data.passages, sentences))
        return work.next(PASSAGES_FOUND, found, work.stage)  # another id than that of the event it came as


def by_best_sentence(passages: Sequence[FoundPassage], sentences: Sequence[Sentence]) -> list[FoundPassage]:
    """Return the passages, best first, with scores that are relative to the best one's.

    To a passage's score comes that of its best sentence: the cosine with the question, and 0.3 times the share of the
    question's words. A sentence that stands in two passages counts in the better one. Chosen on half of SQuAD's
    questions (docs/decisions.md).
    """
    best: dict[int, float] = {}
    for sentence in sentences:
        best[sentence.passage] = max(sentence.score, best.get(sentence.passage, 0.0))
    scores = [(1 - PASSAGE_WEIGHT) * one.score + best.get(index, 0.0) for index, one in enumerate(passages)]
    order = sorted(range(len(passages)), key=lambda index: -scores[index])
    highest = max([*scores, 0.0]) or 1.0
    return [replace(passages[index], score=round(max(scores[index], 0.0) / highest, 6)) for index in order]


def build(env: Env, load: Callable[[str], Embedder]) -> Function:
    """Return the function of this world, with models that `load` loads by name."""
    embedders = LazyPool(load, env.settings.embedder)
    return serve("rerank", env, {PASSAGES_FOUND: Rerank(embedders).rerank_passages}, (embedders.first,))


rerank = functions_framework.http(build(Env.from_environment(), Embedder.load))
