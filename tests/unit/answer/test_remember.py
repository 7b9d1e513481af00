"""The conversation log: only what was signed comes into it, and the same answer again changes nothing. A real store."""

from collections.abc import Callable
from pathlib import Path

import flask
import pytest
from functions_framework import create_app

from events import binding
from events.event import Event, make
from events.questions import AnswerGenerated
from events.registry import ANSWER_GENERATED
from functions.serving.signing import signed
from functions.stores.opening import open_records
from functions.stores.records import Records

KEY = "a key for tests"
QUESTION, CONVERSATION = "019c13ec-9e00-72d7-9642-b726b0440162", "019c13ec-9e00-72d7-9642-b726b0440163"
Post = Callable[[Event], int]


def answered(text: str, *, store: bool = True) -> Event:
    data = AnswerGenerated(
        question="Why?", conversation=CONVERSATION, answer=text, citations=[], model="m", store=store
    )
    return make(ANSWER_GENERATED, "/minirag/generate", "1", data, {"subject": QUESTION})


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Records:
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/store.sqlite")
    monkeypatch.setenv("SIGNING_KEY", KEY)
    return open_records(f"sqlite://{tmp_path}/store.sqlite")


@pytest.fixture
def post(records: Records) -> Post:
    """The function itself, as it is served."""
    source = Path(__file__).parents[3] / "functions" / "answer" / "remember.py"
    client = create_app("remember", str(source)).test_client()  # type: ignore[no-untyped-call]

    def send(event: Event) -> int:
        headers, body = binding.send(event)
        response: flask.Response = client.post("/", headers=headers, data=body)
        return response.status_code

    return send


def test_an_answer_of_ours_comes_into_its_conversation(records: Records, post: Post) -> None:
    assert post(signed(KEY, answered("Because."))) == 204
    assert [turn.answer for turn in records.turns("default", CONVERSATION)] == ["Because."]


def test_a_forged_answer_comes_into_none(records: Records, post: Post) -> None:
    assert post(answered("To the account FORGED-1234.")) == 403
    assert records.turns("default", CONVERSATION) == []


def test_the_same_answer_again_changes_nothing(records: Records, post: Post) -> None:
    for _ in range(3):
        post(signed(KEY, answered("Because.")))
    assert len(records.turns("default", CONVERSATION)) == 1


def test_an_answer_that_is_to_be_kept_nowhere_comes_into_none(records: Records, post: Post) -> None:
    assert post(signed(KEY, answered("Because.", store=False))) == 204
    assert records.turns("default", CONVERSATION) == []


def test_an_answer_that_was_forgotten_does_not_come_back(records: Records, post: Post) -> None:
    post(signed(KEY, answered("Because.")))
    records.forget_turn("default", QUESTION)
    assert post(signed(KEY, answered("Because."))) == 204
    assert records.turns("default", CONVERSATION) == []
