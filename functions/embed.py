"""embed: a vector for each chunk of a batch, or for a question; deployed twice, so that uploads delay no question."""

import base64
from collections.abc import Callable

import functions_framework

from events.carried import carried
from events.documents import ChunkFile, ChunksEmbedded, ChunksSplit
from events.event import Event
from events.questions import QuestionAsked, QuestionEmbedded
from events.registry import CHUNKS_EMBEDDED, CHUNKS_SPLIT, QUESTION_ASKED, QUESTION_EMBEDDED
from events.texts import TextsEmbedded, TextsGiven
from events.validation import decode
from functions.conversation.rewriting import needs_rewriting, rewritten
from functions.conversation.turns import turns_before
from functions.documents.indexes import ActiveModel
from functions.documents.lateness import LATE, is_wanted, waited
from functions.documents.reuse import packed, vectors_of
from functions.serving.env import Env
from functions.serving.handler import Function, Step, serve
from functions.serving.lazy import LazyPool
from functions.serving.work import Work
from functions.stores.blobs import check_key
from model.embedding import Embedder, Vectors


class Embed:
    """The steps for chunks and for questions, and the call for texts."""

    def __init__(self, env: Env, embedders: LazyPool[Embedder]) -> None:
        self._settings, self._embedders = env.settings, embedders
        # Both open at their first use: one of the two deployments has no key of the blobs, and few questions need the
        # records.
        self._blobs, self._records = env.blobs, env.records
        self._active = ActiveModel(env.records, env.settings.embedder)

    def embed_chunks(self, work: Work[ChunksSplit]) -> Event | None:
        """Answer with the vectors of the batch that `dataref` names, those that its chunks bring along among them.

        A batch that has waited is embedded only if it still is of any use, for meanwhile another upload may have taken
        the place of its own. One that has not waited is not looked up: the records, whose client a cold start would
        have to import, could hardly say anything else than when it was sent.
        """
        if waited(work.event) > LATE and not is_wanted(self._records.get(), work):
            return None
        data, dataref = work.data, work.event.get("dataref")
        file = decode(self._blobs.get().get(check_key(dataref, work.tenant)), ChunkFile)
        name = data.model or self._settings.embedder
        model = self._embedders.get(name)
        vectors = vectors_of(file, name, model.dims, model.embed_passages)
        reply = carried(data, ChunksEmbedded, model=name, dims=model.dims, vectors=packed(vectors))
        return work.next(CHUNKS_EMBEDDED, reply, data.generation, data.model, str(data.batch), dataref=dataref)

    def embed_question(self, work: Work[QuestionAsked]) -> Event:
        """Answer with the question's vector, by the model of the index that the question names, or of the active one.

        A question that needs earlier ones gets its vector together with them.
        """
        data = work.data
        model = data.embedder or self._active.of(work.tenant)
        text = self._rewritten(work)
        vector = self._embedders.get(model).embed_queries([text])[0]
        changed = text if text != data.question else ""
        reply = carried(data, QuestionEmbedded, embedder=model, rewritten=changed, vector=_whole(vector))
        return work.next(QUESTION_EMBEDDED, reply)

    def _rewritten(self, work: Work[QuestionAsked]) -> str:
        """Return what is searched for; the stored conversation is looked at only for a question that needs it."""
        question = work.data.question
        if not needs_rewriting(question):
            return question
        return rewritten(question, turns_before(work.data, work.tenant, self._records))

    def embed_texts(self, body: bytes) -> TextsEmbedded:
        """Answer with the vectors of texts that are in no document: whoever asks wants them now, not as an event."""
        given = decode(body, TextsGiven)
        model, texts = self._embedders.get(given.model), given.texts
        vectors = model.embed_passages(texts)
        return TextsEmbedded(
            dims=model.dims,
            vectors=_whole(vectors),
            tokens=sum(min(count, model.context) for count in model.count_tokens(texts)),
        )


def _whole(vectors: Vectors) -> str:
    return base64.b64encode(vectors.astype("<f4").tobytes()).decode()


def build(env: Env, load: Callable[[str], Embedder]) -> Function:
    """Return the function of this world, with models that `load` loads by name."""
    embedders = LazyPool(load, env.settings.embedder)
    step = Embed(env, embedders)
    steps: dict[str, Step] = {CHUNKS_SPLIT: step.embed_chunks, QUESTION_ASKED: step.embed_question}
    return serve("embed", env, steps, (embedders.first,), {"/embeddings": step.embed_texts})


embed = functions_framework.http(build(Env.from_environment(), Embedder.load))
