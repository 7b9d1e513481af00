"""What a search without an answer has found, brought to the gateway that waits for it."""

from collections.abc import Mapping, Sequence
from typing import Any

import httpx
import msgspec

from events.carried import carried
from events.errors import Rejected, Unavailable
from events.questions import PassagesFound
from events.searches import ScoredSentence, Scores, SearchedPassage, SearchResult
from functions.answer.neighbours import with_neighbours
from functions.answer.timings import timings_with
from functions.serving.env import Env
from functions.serving.http_client import CallFailed, plain_client
from functions.serving.lazy import LazyResource
from functions.serving.signing import is_our_address
from functions.serving.work import Work

GONE = 410
TIMEOUT = 10.0  # seconds
JSON = {"content-type": "application/json"}
Sentences = Mapping[int, Sequence[ScoredSentence]]  # the best of each passage, by its index


class HandingOver:
    """How `search`, or `prompt` where sentences are wanted, ends the way of a question that wants no answer."""

    def __init__(self, env: Env) -> None:
        self._key, self._passages = env.settings.signing_key, env.passages
        self._gateway: LazyResource[httpx.Client] = LazyResource(lambda: plain_client(TIMEOUT))

    def whole(self, work: Work[Any], found: PassagesFound) -> PassagesFound:
        """Return what was found with the neighbours that were asked for."""
        count = found.search.neighbours if found.search else 0
        if not count:
            return found
        passages = with_neighbours(found.passages, count, work.tenant, self._passages.get())
        return msgspec.structs.replace(found, passages=passages)

    def give(self, work: Work[Any], found: PassagesFound, started: float, sentences: Sentences) -> None:
        """Bring it to the gateway, if one waits; raises `Unavailable` where it is not reached, `Rejected` where it does
        not take it."""
        replyto = work.event.get("replyto")
        if not is_our_address(self._key, replyto):
            return
        result = result_of(found, sentences, timings_with(work.event, work.stage, started))
        try:
            response = self._gateway.get().post(replyto, content=msgspec.json.encode({"found": result}), headers=JSON)
        except CallFailed as error:
            raise Unavailable(f"the gateway that waits is not reached: {type(error).__name__}") from error
        if response.status_code == GONE or response.is_success:
            return
        told = f"the gateway that waits does not take what was found: status {response.status_code}"
        raise Unavailable(told) if response.is_server_error else Rejected(told)


def result_of(found: PassagesFound, sentences: Sentences, timings: Mapping[str, float]) -> SearchResult:
    """Return what whoever searches is told."""
    passages = [
        carried(one, SearchedPassage, scores=one.scores or Scores(), sentences=list(sentences.get(index, ())))
        for index, one in enumerate(found.passages)
    ]
    searched = found.rewritten or found.question
    return SearchResult(query=found.question, searched=searched, passages=passages, timings=dict(timings))
