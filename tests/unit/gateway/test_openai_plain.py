"""Chats with the model alone: at NAME:plain, and a chat client's own tasks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from events.event import Event
from events.questions import AnswerGenerated, PromptBuilt
from events.registry import PROMPT_BUILT
from functions.gateway.openai.plain_chat import schema_named
from tests.unit.gateway.serving import Asker, Serving, serving, token

POEM = [{"role": "user", "content": "Write a poem about rain."}]
TITLE = '### Task:\nGenerate a concise, 3-5 word title summarizing the chat history.\nJSON format: { "title": "..." }'
TASK = [{"role": "user", "content": f"{TITLE}\n<chat_history>\nUSER: Where is Normandy?\n</chat_history>"}]


class Alone(Asker):
    """Chats with the model alone."""

    def __init__(self, gateway: Serving) -> None:
        super().__init__(gateway, "/v1/chat/completions", model=f"{gateway.settings.generator}:plain", messages=POEM)

    def prompt(self, **body: Any) -> PromptBuilt:
        """Send a chat and answer it; return the prompt that the Broker got."""
        response, event = self.asked(**body)
        self._gateway.stream(event, said(event, "Rain falls."))
        response.result().raise_for_status()
        assert event.type == PROMPT_BUILT
        return msgspec.json.decode(event.data, type=PromptBuilt)


def said(event: Event, text: str) -> dict[str, object]:
    """Return the last line of the model's words."""
    asked = msgspec.json.decode(event.data, type=PromptBuilt)
    answer = AnswerGenerated(question=asked.question, answer=text, citations=[], model="a model", plain=asked.plain)
    return {"attempt": "first", "answer": msgspec.to_builtins(answer)}


@pytest.fixture
def alone(gateway: Serving) -> Iterator[Alone]:
    alone = Alone(gateway)
    yield alone
    alone.close()


def refusal(gateway: Serving, **body: Any) -> tuple[httpx.Response, dict[str, Any]]:
    response = gateway.http.post("/v1/chat/completions", json=body)
    return response, response.json()["error"]


def test_a_plain_chat_goes_to_the_model_with_all_its_messages_and_past_all_documents(alone: Alone) -> None:
    chat = [
        {"role": "system", "content": "Rhyme."},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi"},
        {"role": "user", "content": "Write"},
        {"role": "user", "content": "a poem."},
    ]
    prompt = alone.prompt(messages=chat)
    assert [(one.role, one.content) for one in prompt.messages] == [
        ("system", "Rhyme."),
        ("user", "Hello"),
        ("assistant", "Hi"),
        ("user", "Write\n\na poem."),
    ]
    assert (prompt.plain, prompt.citations, prompt.direct) == (True, [], None)


def test_what_the_model_says_alone_is_marked_so_and_claims_no_documents(gateway: Serving, alone: Alone) -> None:
    response, event = alone.asked()
    gateway.stream(event, said(event, "Rain falls."))
    body = response.result().json()
    assert body["choices"][0]["message"]["content"] == "Rain falls."
    assert (body["model"], body["plain"]) == (f"{gateway.settings.generator}:plain", True)
    assert not body.keys() & {"citations", "support", "answered", "quoted", "generated"}


def test_it_streams_as_it_comes_since_nothing_is_checked(gateway: Serving, alone: Alone) -> None:
    response, event = alone.asked(stream=True)
    gateway.stream(
        event, token(0, "Rain ", checked="Rain "), token(1, "falls.", checked="falls."), said(event, "Rain falls.")
    )
    parts = [part.removeprefix("data: ") for part in response.result().text.split("\n\n") if part.startswith("data: {")]
    chunks = [msgspec.json.decode(part) for part in parts]
    assert [one["choices"][0]["delta"].get("content") for one in chunks] == ["", "Rain ", "falls.", None]
    assert (chunks[-1]["plain"], "citations" in chunks[-1]) == (True, False)


def test_what_the_model_says_alone_is_in_no_conversation(gateway: Serving, alone: Alone) -> None:
    alone.prompt()
    assert gateway.http.get("/conversations").json() == {"conversations": []}


def test_without_a_length_the_model_may_write_more_than_an_answer_from_documents(alone: Alone) -> None:
    assert alone.prompt().options.max_tokens == 512
    assert alone.prompt(max_tokens=40).options.max_tokens == 40


def test_a_prompt_that_the_model_does_not_take_is_refused_in_openais_words(gateway: Serving, alone: Alone) -> None:
    response, event = alone.asked()
    reason = "the prompt has 3000 tokens, the model takes 2047: shorten it"
    gateway.reply(event, {"error": {"stage": "generate", "reason": reason, "code": 413}})
    error = response.result().json()["error"]
    assert (response.result().status_code, error["code"], error["param"]) == (
        400,
        "context_length_exceeded",
        "messages",
    )
    assert error["message"] == f"This model's maximum context length is exceeded: {reason}"


def test_a_stream_ends_with_the_same_error(gateway: Serving, alone: Alone) -> None:
    response, event = alone.asked(stream=True)
    gateway.reply(event, {"error": {"stage": "generate", "reason": "3000 tokens", "code": 413}})
    assert '"code":"context_length_exceeded"' in response.result().text


def test_messages_that_no_event_holds_are_refused_with_numbers(gateway: Serving) -> None:
    model = f"{gateway.settings.generator}:plain"
    response, error = refusal(gateway, model=model, messages=[{"role": "user", "content": "word " * 20_000}])
    assert (response.status_code, error["code"]) == (400, "context_length_exceeded")
    assert "97 KiB, and 48 KiB" in error["message"]


def test_an_empty_message_is_refused(gateway: Serving) -> None:
    response, error = refusal(
        gateway, model=f"{gateway.settings.generator}:plain", messages=[{"role": "user", "content": " "}]
    )
    assert (response.status_code, error["param"]) == (400, "messages")


def test_a_clients_own_task_goes_to_the_model_alone_whatever_model_is_named(gateway: Serving, alone: Alone) -> None:
    prompt = alone.prompt(model=gateway.settings.generator, messages=TASK)
    assert (prompt.plain, prompt.messages[0].content) == (True, TASK[0]["content"])


def test_a_task_is_held_to_the_json_that_it_shows(gateway: Serving, alone: Alone) -> None:
    schema = alone.prompt(model=gateway.settings.generator, messages=TASK).options.json_schema
    assert isinstance(schema, dict)
    assert schema["required"] == ["title"]


def test_of_a_long_task_both_ends_are_kept(gateway: Serving, alone: Alone) -> None:
    long = [{"role": "user", "content": TASK[0]["content"].replace("Where", "word " * 20_000)}]
    [message] = alone.prompt(model=gateway.settings.generator, messages=long).messages
    assert len(message.content) < 7_000
    assert (message.content.startswith(TITLE), message.content.endswith("</chat_history>")) == (True, True)


def test_a_task_behind_a_long_chat_stays_whole(gateway: Serving, alone: Alone) -> None:
    turn = [{"role": "user", "content": "word " * 900}, {"role": "assistant", "content": "word " * 900}]
    prompt = alone.prompt(model=gateway.settings.generator, messages=[*turn * 50, *TASK])
    assert prompt.messages[-1].content == TASK[0]["content"]
    assert sum(len(one.content) for one in prompt.messages) < 7_000


def test_where_the_model_may_not_write_alone_a_task_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with serving(tmp_path, plain_generation=False) as gateway:
        response, error = refusal(gateway, messages=TASK)
    assert (response.status_code, "PLAIN_GENERATION" in error["message"]) == (400, True)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ('JSON format: { "title": "your concise title here" }', {"title": "string"}),
        ('Answer in JSON: { "tags": ["tag1", "tag2"], "n": "1" }', {"tags": "array", "n": "string"}),
        ('JSON format: { "follow_ups": [...] }', {}),
        ("No JSON, {please}.", {}),
        ('Use { "a": "b" } as it is.', {}),
    ],
)
def test_the_form_of_a_task_is_that_of_its_example(text: str, kinds: dict[str, str]) -> None:
    schema = schema_named(text) or {"properties": {}}
    assert {key: value["type"] for key, value in schema["properties"].items()} == kinds
