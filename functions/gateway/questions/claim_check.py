"""Texts that come with questions and are too long for an event: they lie among the blobs until the answer has come."""

import asyncio
import logging

import msgspec
from msgspec.structs import replace

from events.errors import MiniRAGError
from events.questions import MAX_BROUGHT, QuestionGiven
from functions.gateway.questions.pending import Question
from functions.gateway.services import Services, in_thread
from functions.stores.blobs import brought_key

_background: set[asyncio.Task[None]] = set()  # the event loop itself keeps only weak references
log = logging.getLogger("minirag")


def put_aside(shared: Services, tenant: str, question: Question, given: QuestionGiven) -> QuestionGiven:
    """Return the question without a text that is too long for its event, and keep that under the question's id."""
    if len(msgspec.json.encode(given)) <= MAX_BROUGHT:
        return replace(given, brought_as_blob=False)  # whatever a caller says: there is nothing under its id
    question.blob = brought_key(tenant, question.id)
    shared.blobs.get().put(question.blob, given.brought.encode())
    return replace(given, brought="", brought_as_blob=True)


def remove(shared: Services, question: Question) -> None:
    """Remove the question's text in the background; where this process dies before, `reconcile` sweeps it away."""
    if question.blob:
        task = asyncio.create_task(_remove(shared, question.blob))
        _background.add(task)
        task.add_done_callback(_background.discard)


async def _remove(shared: Services, key: str) -> None:
    try:
        await in_thread(lambda: shared.blobs.get().delete(key))
    except MiniRAGError as error:
        log.warning("the text of a question is left to `reconcile`: %s", error.detail)
