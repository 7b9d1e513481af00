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
from functions import embed
from functions.serving.env import Env
from functions.serving.lazy import LazyPool
from functions.serving.work import Work
from functions.stores.conversations import Turn
from model.embedding import Embedder

ID = "019c13ec-9e00-72d7-9642-b726b0440162"
NORMANDY = Exchange(question="Where is Normandy?", answer="In France.")


@pytest.fixture(autouse=True)
def resources(tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/store.sqlite")
    monkeypatch.setattr(embed, "records", Env.from_environment().records)
    monkeypatch.setattr(embed, "embedders", LazyPool(lambda _: embedder, "a model"))
    turn = Turn(id=ID, tenant="default", conversation=ID, at=now_ms(), question="Who was Rollo?", answer="A leader.")
    embed.records.get().add_turn(turn)


def embedded(question: str, *history: Exchange, conversation: str | None = None) -> QuestionEmbedded:
    """Return what the step answers."""
    data = QuestionAsked(question=question, history=list(history), conversation=conversation, embedder="a model")
    work = Work(stage="embed", event=make(QUESTION_ASKED, "/test", ID, data), data=data, tenant="default")
    return decode(embed.embed_question(work).data, QuestionEmbedded)


def test_a_question_that_leans_on_a_history_is_searched_for_with_it() -> None:
    assert embedded("And when?", NORMANDY).searched == "And when? Where is Normandy?"


def test_a_question_that_leans_on_its_stored_conversation_is_searched_for_with_that() -> None:
    assert embedded("And when?", conversation=ID).searched == "And when? Who was Rollo?"


def test_its_vector_is_that_of_all_that_is_searched_for(embedder: Embedder) -> None:
    vector = np.frombuffer(base64.b64decode(embedded("And when?", NORMANDY).vector), "<f4")
    expected = embedder.embed_queries(["And when? Where is Normandy?"])[0]
    np.testing.assert_allclose(vector, expected, atol=1e-4)


def test_a_question_that_stands_alone_does_without_its_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(embed, "records")  # nothing is read there
    assert not embedded("Where is the Eiffel Tower?", conversation=ID).searched
