"""Query rewriting on conversations: 60 turns over three documents, in English and German, without a model."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.questions import Exchange
from functions.conversation.rewriting import needs_rewriting, rewritten

FILE = Path(__file__).parents[2] / "data/conversations/turns.jsonl"
CONVERSATIONS: list[dict[str, Any]] = [msgspec.json.decode(line) for line in FILE.read_bytes().splitlines()]


def is_dev(conversation: dict[str, Any]) -> bool:
    """Tell whether the rules were made on this conversation; the others only test them."""
    first: str = conversation["turns"][0]["question"]
    return hashlib.sha256(first.encode()).digest()[0] % 2 == 0


def searched_for(turns: list[dict[str, Any]]) -> str:
    """Return what the last turn's question is rewritten to."""
    earlier = [Exchange(question=turn["question"], answer=turn["answer"]) for turn in turns[:-1]]
    return rewritten(turns[-1]["question"], earlier)


def is_right(turns: list[dict[str, Any]]) -> bool:
    found, turn = searched_for(turns).lower(), turns[-1]
    return (
        all(one.lower() in found for one in turn["must"])
        and any(one.lower() in found for one in turn.get("must_any", [""]))
        and not any(one.lower() in found for one in turn["must_not"])
    )


def right(*, dev: bool) -> list[bool]:
    """Return for each turn of a half whether it is rewritten as it should be."""
    chosen = [one["turns"] for one in CONVERSATIONS if is_dev(one) == dev]
    return [is_right(turns[: number + 1]) for turns in chosen for number in range(len(turns))]


def test_the_set_has_60_turns_whose_sentences_stand_in_their_documents() -> None:
    turns = [(one["document"], turn) for one in CONVERSATIONS for turn in one["turns"]]
    texts = {name: (FILE.parent / "documents" / name).read_text() for name, _ in turns}
    assert len(turns) == 60
    assert all(turn["sentence"] in texts[name] for name, turn in turns)


@pytest.mark.parametrize(("dev", "share"), [(True, 1.0), (False, 0.9)], ids=["dev", "test"])
def test_turns_are_rewritten_as_they_should_be(dev: bool, share: float) -> None:
    results = right(dev=dev)
    assert sum(results) / len(results) >= share


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one["turns"][0]["question"])
def test_a_first_question_is_searched_for_as_it_is(conversation: dict[str, Any]) -> None:
    question = conversation["turns"][0]["question"]
    assert rewritten(question, []) == question
    assert not needs_rewriting(question)
