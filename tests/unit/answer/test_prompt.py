"""What the model reads, of earlier turns and at all. A real embedder, a real store."""

import base64
from pathlib import Path

import msgspec
import pytest

from events.event import make
from events.identity import now_ms
from events.questions import Exchange, FoundPassage, PassagesFound, PromptBuilt
from events.registry import PASSAGES_FOUND
from events.validation import decode
from functions.answer import prompt
from functions.serving.env import Env
from functions.serving.lazy import LazyPool, LazyResource
from functions.serving.work import Work
from functions.stores.conversations import Turn
from model.embedding import Embedder, Tokenizer

ID = "019c13ec-9e00-72d7-9642-b726b0440162"


@pytest.fixture(autouse=True)
def resources(tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/store.sqlite")
    monkeypatch.setattr(prompt, "records", Env.from_environment().records)
    monkeypatch.setattr(prompt, "embedders", LazyPool(lambda _: embedder, "a model"))
    turn = Turn(id=ID, tenant="default", conversation=ID, at=now_ms(), question="Stored?", answer="Yes.")
    prompt.records.get().add_turn(turn)


PASSAGE = FoundPassage(
    id=ID, document=ID, name="a.txt", text="Normandy is a region in France.", start=0, end=31, score=1.0
)


def answered(
    embedder: Embedder,
    question: str,
    *history: Exchange,
    conversation: str | None = None,
    passage: FoundPassage = PASSAGE,
    searched: str = "",
) -> PromptBuilt:
    """Return what the step answers, with one passage."""
    vector = base64.b64encode(embedder.embed_queries([searched or question])[0].tobytes()).decode()
    data = PassagesFound(
        question=question,
        conversation=conversation,
        history=list(history),
        searched=searched,
        vector=vector,
        passages=[passage],
    )
    work = Work(stage="prompt", event=make(PASSAGES_FOUND, "/test", ID, data), data=data, tenant="default")
    return decode(prompt.build_prompt(work).data, PromptBuilt)


def earlier(embedder: Embedder, *history: Exchange, conversation: str | None = None) -> list[str]:
    """Return the messages between the instructions and the question."""
    built = answered(embedder, "Where is Normandy?", *history, conversation=conversation)
    return [message.content for message in built.messages[1:-1]]


def test_a_question_alone_has_nothing_before_it(embedder: Embedder) -> None:
    assert earlier(embedder) == []


def test_the_stored_conversation_comes_before_the_question(embedder: Embedder) -> None:
    assert earlier(embedder, conversation=ID) == ["Stored?", "Yes."]


def test_a_history_that_the_question_brings_stands_in_its_place(embedder: Embedder) -> None:
    assert earlier(embedder, Exchange(question="Who?", answer="They."), conversation=ID) == ["Who?", "They."]


def test_a_large_model_gets_whole_passages_and_whole_turns_which_a_small_one_does_not(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenizer = Tokenizer.load("SmolLM2-135M-Instruct", "generate")
    monkeypatch.setattr(prompt, "tokenizer", LazyResource(lambda: tokenizer))
    monkeypatch.setattr(prompt, "settings", msgspec.structs.replace(prompt.settings, generator="Qwen2.5-1.5B-Instruct"))
    built = answered(embedder, "Where is Normandy?", Exchange(question="long " * 190, answer="so [1]"))
    _, earlier, answer, asked = [message.content for message in built.messages]
    assert (len(earlier), answer) == (950, "so")
    assert "[1] \nNormandy is a region in France." in asked
    assert built.numbered == 1


@pytest.mark.parametrize(
    ("question", "has_messages"), [("In what country is Normandy?", True), ("Which screw holds the shelf?", False)]
)
def test_the_model_is_not_asked_what_no_sentence_comes_near(
    embedder: Embedder, question: str, has_messages: bool
) -> None:
    built = answered(embedder, question)
    assert (bool(built.messages), len(built.citations)) == (has_messages, 1)


@pytest.mark.parametrize(
    ("question", "doubtful"), [("In what country is Normandy?", False), ("What is eaten in France?", True)]
)
def test_a_sentence_that_is_near_but_not_very_is_no_answer_by_itself(
    embedder: Embedder, question: str, doubtful: bool
) -> None:
    built = answered(embedder, question)
    assert (bool(built.messages), built.doubtful) == (True, doubtful)


NORMANDY = Exchange(question="Is Normandy old?", answer="Yes.")


def test_a_question_that_leans_on_others_is_asked_however_little_it_says(embedder: Embedder) -> None:
    assert answered(embedder, "Why?", NORMANDY, searched="Why? Which screw holds the shelf?").messages


def test_a_question_that_only_comes_after_others_is_judged_as_one_alone(embedder: Embedder) -> None:
    assert not answered(embedder, "Which screw holds the shelf?", NORMANDY).messages


def test_a_quote_stands_at_its_span_in_the_text_of_its_document(embedder: Embedder) -> None:
    text = "A heading.\n\nBread is made of flour. Normandy is a region in France."
    passage = FoundPassage(id=ID, document=ID, name="a.txt", text=text[12:], start=12, end=len(text), score=1.0)
    built = answered(embedder, "Where is Normandy?", passage=passage)
    best, sentence = built.citations[0], built.sentences[0]
    assert best.quote == text[best.quote_start : best.quote_end] == "Normandy is a region in France."
    assert sentence.text == text[sentence.start : sentence.end]
