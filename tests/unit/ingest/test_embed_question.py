"""embed for a question: alone, or with the turns that it leans on. A real model and a real store."""

import base64
from pathlib import Path

import numpy as np
import pytest

from events.event import make
from events.identity import now_ms
from events.questions import Exchange, QuestionAsked, QuestionEmbedded
from events.registry import QUESTION_ASKED
from events.validation import decode
from functions.embed import Embed
from functions.serving.lazy import LazyPool
from functions.serving.work import Work
from functions.stores.conversations import Turn
from functions.stores.opening import open_records
from model.embedding import Embedder
from tests.unit.world import env_of

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
NORMANDY = Exchange(question="Where is Normandy?", answer="In France.")


def embedded(step: Embed, question: str, *history: Exchange, conversation: str | None = None) -> QuestionEmbedded:
    """Return what the step answers."""
    data = QuestionAsked(question=question, history=list(history), conversation=conversation, embedder="a model")
    work = Work(stage="embed", event=make(QUESTION_ASKED, "/test", ID, data), data=data, tenant="default")
    return decode(step.embed_question(work).data, QuestionEmbedded)


@pytest.fixture
def step(tmp_path: Path, embedder: Embedder) -> Embed:
    """The step with a store of its own, in which there is one conversation."""
    records = open_records(f"sqlite://{tmp_path}/store.sqlite")
    turn = Turn(id=ID, tenant="default", conversation=ID, at=now_ms(), question="Who was Rollo?", answer="A leader.")
    records.add_turn(turn)
    return Embed(env_of(records=records), LazyPool(lambda _: embedder, "a model"))


def test_a_question_that_leans_on_a_history_is_searched_for_with_it(step: Embed) -> None:
    assert embedded(step, "And when?", NORMANDY).rewritten == "And when? Where is Normandy?"


def test_a_question_that_leans_on_its_stored_conversation_is_searched_for_with_that(step: Embed) -> None:
    assert embedded(step, "And when?", conversation=ID).rewritten == "And when? Who was Rollo?"


def test_its_vector_is_that_of_all_that_is_searched_for(step: Embed, embedder: Embedder) -> None:
    vector = np.frombuffer(base64.b64decode(embedded(step, "And when?", NORMANDY).vector), "<f4")
    expected = embedder.embed_queries(["And when? Where is Normandy?"])[0]
    np.testing.assert_allclose(vector, expected, atol=1e-4)


def test_a_question_that_stands_alone_does_without_its_conversation(embedder: Embedder) -> None:
    step = Embed(env_of(), LazyPool(lambda _: embedder, "a model"))  # it has nothing to read it from
    assert not embedded(step, "Where is the Eiffel Tower?", conversation=ID).rewritten
