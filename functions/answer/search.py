"""search: the passages that fit a question, from whole and current generations only."""

import time
from typing import NamedTuple

import functions_framework
import msgspec
import numpy as np

from events.base64_bytes import base64_bytes
from events.carried import carried
from events.errors import Rejected
from events.event import Event
from events.identity import IndexKey
from events.questions import Filters as Given
from events.questions import FoundPassage, PassagesFound, QuestionEmbedded
from events.rankings import MAX_DOCUMENTS, RankedDocuments, RankingWanted
from events.registry import PASSAGES_FOUND, QUESTION_EMBEDDED
from events.searches import Scores
from events.validation import decode
from functions.answer.direct.answering import answered_directly, needs_no_search
from functions.answer.direct.following import asked_after
from functions.answer.direct.sources import Direct, Sources
from functions.answer.diversification import diversified
from functions.answer.handing_over import HandingOver
from functions.answer.misspellings import respelled, with_words
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.signing import DEFAULT_TENANT
from functions.serving.work import Work
from functions.stores.passages import Filters, Hit, Query
from functions.text.letters import script_beyond
from functions.text.question_kind import Asked, asked_for
from functions.text.reply_language import reply_language
from model.catalog import find

REPLY_BYTES = 48 * 1024  # of passages and what was said in one event, which has to stay under 64 KiB as a whole
OVERFETCH = 3  # a re-uploaded document may hide hits of its older generation
PER_DOCUMENT = 2  # passages fetched for each document of a ranking
MOST = 640  # hits fetched before giving up on finding enough current ones


class _Sought(NamedTuple):
    """A question, what was searched for, the hits, and what it asks for; None: that is the model's."""

    data: QuestionEmbedded
    query: Query
    hits: list[Hit]
    asked: Asked | None
    read_as: dict[str, str] = {}


class Search:
    """The step, and the ranking beside it."""

    def __init__(self, env: Env) -> None:
        self._settings = env.settings
        self._records, self._passages = env.records, env.passages
        self._handing = HandingOver(env)

    def search_passages(self, work: Work[QuestionEmbedded]) -> Event | None:
        """Answer with the passages found, best first, at most `options.passages`; where only they are wanted, they are
        brought to whoever waits for them."""
        started = time.perf_counter()
        sought = self._sought(work)
        wanted, found = work.data.search, self._found(work, sought)
        if not wanted:
            return work.next(PASSAGES_FOUND, found)
        found = _with_scores(found, sought)
        if wanted.spans:
            return work.next(PASSAGES_FOUND, found)
        self._handing.give(work, self._handing.whole(work, found), started, {})
        return None

    def _found(self, work: Work[QuestionEmbedded], sought: _Sought) -> PassagesFound:
        direct = self._direct(work, sought)
        if direct:
            found = [carried(passage, FoundPassage, score=1.0, url=passage.url) for passage in direct.passages]
            return carried(sought.data, PassagesFound, passages=found, direct=direct.answer, read_as=sought.read_as)
        data, query = sought.data, sought.query
        room = REPLY_BYTES - len(
            msgspec.json.encode([data.history, data.question, data.rewritten, data.instructions, data.brought])
        )
        hits = _within_bytes(diversified(sought.hits, query.limit), room)
        found = [carried(hit.passage, FoundPassage, score=round(hit.score, 6), url=hit.passage.url) for hit in hits]
        return carried(data, PassagesFound, passages=found, read_as=sought.read_as)

    def _sought(self, work: Work[QuestionEmbedded]) -> _Sought:
        """Return what a search finds for a question, or for what it means where words of it are misspelt."""
        data = work.data
        query = Query(
            text=data.rewritten or data.question,
            vector=np.frombuffer(_decoded(data.vector), dtype="<f4"),
            model=data.embedder or self._settings.embedder,
            limit=data.options.passages,
            alpha=_alpha(data.rewritten or data.question, data.embedder or self._settings.embedder, data.options.alpha),
            filters=_filters(data.filters),
        )
        of_its_text = data.brings_text and asked_for(data.question).kind != "impossible"
        if data.options.json_schema or of_its_text:  # the model's; JSON cannot say how words were read
            return _Sought(data, query, self.current_hits(work.tenant, query), None)
        asked = asked_after(data.question, data.rewritten)
        hits = [] if needs_no_search(asked) else self.current_hits(work.tenant, query)
        read_as = self._read_as(work.tenant, query, hits)
        if not read_as:
            return _Sought(data, query, hits, asked)
        query = msgspec.structs.replace(query, text=with_words(query.text, read_as))
        asked = asked_after(with_words(data.question, read_as), query.text if data.rewritten else "")
        data = msgspec.structs.replace(data, rewritten=query.text)
        return _Sought(data, query, self.current_hits(work.tenant, query), asked, read_as)

    def _direct(self, work: Work[QuestionEmbedded], sought: _Sought) -> Direct | None:
        """Return the answer that is read out of the documents, by the same filters, if there is one."""
        if not sought.asked:
            return None
        query = sought.query
        by_words = msgspec.structs.replace(query, alpha=0.0)
        sources = Sources(
            IndexKey(work.tenant, query.model),
            work.data.filters,
            reply_language(query.text),
            self._records.get(),
            self._passages.get(),
            sought.hits,
            lambda text: self.current_hits(work.tenant, msgspec.structs.replace(by_words, text=text)),
            follows_up=bool(work.data.rewritten),
        )
        return answered_directly(sought.asked, query.text, sources)

    def _read_as(self, tenant: str, query: Query, hits: list[Hit]) -> dict[str, str]:
        """Return the misspelt words of what is searched for, and what they are taken for; where nothing was searched
        for, none."""
        passages, index = self._passages.get(), IndexKey(tenant, query.model)
        texts = [text for one in hits for text in (one.passage.name, one.passage.heading, one.passage.text)]
        return (
            respelled(query.text, texts, lambda word: passages.words_like(index, query.filters, word)) if hits else {}
        )

    def rank_documents(self, body: bytes) -> RankedDocuments:
        """Answer with the documents that fit a question, without passages, so that more of them fit than into an event.

        It is there to be measured by, on a machine of one's own: only the default tenant's documents are ranked.
        """
        wanted = decode(body, RankingWanted)
        query = Query(
            text=wanted.question,
            vector=np.frombuffer(_decoded(wanted.vector), dtype="<f4"),
            model=wanted.embedder or self._settings.embedder,
            limit=MAX_DOCUMENTS * PER_DOCUMENT,
            alpha=_alpha(wanted.question, wanted.embedder or self._settings.embedder, wanted.alpha),
        )
        hits = self.current_hits(DEFAULT_TENANT, query)
        return RankedDocuments(names=list(dict.fromkeys(hit.passage.name for hit in hits))[:MAX_DOCUMENTS])

    def current_hits(self, tenant: str, query: Query) -> list[Hit]:
        """Return the best hits whose generation is its document's current one: `query.limit` of them if so
        many are there.

        What was fetched beyond them is returned too, for passages may repeat others or become one with them.
        """
        fetch = query.limit * OVERFETCH
        while True:
            hits = self._passages.get().search(tenant, msgspec.structs.replace(query, limit=fetch))
            current = self._records.get().current(IndexKey(tenant, query.model), {hit.passage.document for hit in hits})
            kept = [hit for hit in hits if current.get(hit.passage.document) == hit.passage.generation]
            if len(kept) >= query.limit or len(hits) < fetch or fetch >= MOST:
                return kept
            fetch *= 4


def _with_scores(found: PassagesFound, sought: _Sought) -> PassagesFound:
    """Return the passages with what they were found by, at most as many as were asked for: one that was read out of its
    document may not have been found by the search at all."""
    scores = {
        hit.passage.id: Scores(words=_rounded(hit.bm25), vectors=_rounded(hit.cosine), fused=_rounded(hit.score))
        for hit in sought.hits
    }
    told = [
        msgspec.structs.replace(one, scores=scores.get(one.id, Scores()))
        for one in found.passages[: sought.query.limit]
    ]
    return msgspec.structs.replace(found, passages=told)


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 6)


def _alpha(question: str, embedder: str, asked: float) -> float:
    """Return the weight of the vectors beside the words: the one asked for, as much as this embedder's are worth, or
    none where it does not know the letters."""
    entry = find(embedder, "embed")
    if asked < 1 and script_beyond(question, entry.scripts):
        return 0.0
    return asked * entry.vectors_weigh / (asked * entry.vectors_weigh + 1 - asked)


def _filters(given: Given) -> Filters:
    return Filters(
        documents=None if given.documents is None else tuple(given.documents),
        collections=None if given.collections is None else tuple(given.collections),
        languages=given.languages,
        tags=tuple(given.tags or ()),
        date_from=given.date_from or "",
        date_to=given.date_to or "",
        metadata=given.metadata,
    )


def _decoded(vector: str) -> bytes:
    data = base64_bytes(vector, "vector", 4)
    if not data:
        raise Rejected("vector is empty: send a row of float32 numbers in base64")
    return data


def _within_bytes(hits: list[Hit], room: int) -> list[Hit]:
    kept: list[Hit] = []
    size = 0
    for hit in hits:
        size += len(hit.passage.text.encode()) + len(hit.passage.heading.encode()) + len(hit.passage.url) + 400
        if kept and size > room:
            break
        kept.append(hit)
    return kept


def build(env: Env) -> Function:
    """Return the function of this world."""
    step = Search(env)
    steps, calls = {QUESTION_EMBEDDED: step.search_passages}, {"/ranking": step.rank_documents}
    return serve("search", env, steps, (env.passages, env.records), calls)


search = functions_framework.http(build(Env.from_environment()))
