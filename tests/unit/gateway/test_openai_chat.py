"""POST /v1/chat/completions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from tests.unit.gateway.serving import ID, Asker, Serving, serving, token, whole

SOURCES = "\n\nSources: [1] normandy.txt"
WHERE = [{"role": "user", "content": "Where?"}]


class Chatting(Asker):
    """Chats as an asker asks."""

    def __init__(self, gateway: Serving) -> None:
        super().__init__(gateway, "/v1/chat/completions", messages=WHERE)

    def data(self, **body: Any) -> dict[str, Any]:
        """Send a chat and answer it; return the data of the event that the Broker got."""
        response, event = self.asked(**body)
        self._gateway.stream(event, whole(event))
        response.result().raise_for_status()
        data: dict[str, Any] = msgspec.json.decode(event.data)
        return data


@pytest.fixture
def chatting(gateway: Serving) -> Iterator[Chatting]:
    chatting = Chatting(gateway)
    yield chatting
    chatting.close()


def refusal(gateway: Serving, **body: Any) -> tuple[int, dict[str, Any]]:
    """Send a chat that is refused; return the status and the error."""
    response = gateway.http.post("/v1/chat/completions", json={"messages": WHERE, **body})
    return response.status_code, response.json()["error"]


def chunks(response: httpx.Response) -> list[Any]:
    """Return the data of the events of a stream; the last one is no JSON and is left as it is."""
    *frames, last = [part for part in response.text.split("\n\n") if part.startswith("data: ")]
    assert last == "data: [DONE]"
    return [msgspec.json.decode(frame.removeprefix("data: ")) for frame in frames]


def text(parts: list[Any]) -> str:
    return "".join(choice["delta"].get("content", "") for part in parts for choice in part["choices"])


def test_an_answer_comes_as_one_completion(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(model=gateway.settings.generator)
    gateway.stream(event, token(0, "In France."), whole(event))
    body = response.result().json()
    [choice] = body["choices"]
    assert (body["object"], body["id"]) == ("chat.completion", f"chatcmpl-{event.id}")
    message = choice["message"]
    assert (message["role"], message["content"], message["refusal"]) == ("assistant", f"In France.{SOURCES}", None)
    assert choice["finish_reason"] == "stop"
    assert body["usage"] == {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7}
    assert body["citations"][0]["text"] == "It lies in France."


def test_an_answer_streams_in_chunks_up_to_done(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(stream=True)
    lines = [token(0, "In France."), token(1, " Not", checked="In France. [1]"), token(2, " far.")]
    gateway.stream(event, *lines, whole(event, "In France. [1] Not far."))
    parts = chunks(response.result())
    assert response.result().headers["content-type"].startswith("text/event-stream")
    assert parts[0]["choices"][0]["delta"] == {"role": "assistant", "content": ""}
    assert text(parts) == f"In France. [1] Not far.{SOURCES}"
    assert [part["choices"][0]["finish_reason"] for part in parts] == [None, None, None, "stop"]
    assert parts[-1]["citations"][0]["name"] == "normandy.txt"
    assert {part["object"] for part in parts} == {"chat.completion.chunk"}


def test_words_that_have_not_passed_the_check_are_never_sent(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(stream=True)
    gateway.stream(event, token(0, "In Spain."), token(1, " Or"), whole(event))
    assert text(chunks(response.result())) == f"In France.{SOURCES}"


def test_where_there_is_no_answer_the_nearest_passages_are_no_sources(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked()
    gateway.stream(event, whole(event, "I do not know.", answered=False))
    body = response.result().json()
    assert body["choices"][0]["message"]["content"] == "I do not know."
    assert (body["answered"], len(body["citations"])) == (False, 1)


JSON = {"type": "json_schema", "json_schema": {"name": "place", "schema": {"type": "object"}, "strict": True}}


@pytest.mark.parametrize("form", [JSON, {"type": "json_object"}], ids=["schema", "any object"])
def test_the_schema_of_an_answer_travels_with_the_question(chatting: Chatting, form: dict[str, Any]) -> None:
    assert chatting.data(response_format=form)["options"]["json_schema"] == {"type": "object"}


def test_an_answer_in_json_has_no_sources_in_its_text(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(response_format=JSON)
    gateway.stream(event, token(0, '{"in": 1}'), whole(event, '{"in": 1}'))
    body = response.result().json()
    assert (body["choices"][0]["message"]["content"], len(body["citations"])) == ('{"in": 1}', 1)


def test_a_stream_of_json_holds_nothing_but_json(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(response_format=JSON, stream=True)
    pieces = ['{"in"', ": 1}"]
    lines = [token(number, piece, checked=piece) for number, piece in enumerate(pieces)]
    gateway.stream(event, *lines, whole(event, '{"in": 1}'))
    assert text(chunks(response.result())) == '{"in": 1}'


@pytest.mark.parametrize("stream", [False, True])
def test_where_there_is_no_answer_in_json_the_words_are_a_refusal(
    gateway: Serving, chatting: Chatting, stream: bool
) -> None:
    response, event = chatting.asked(response_format=JSON, stream=stream)
    gateway.stream(event, whole(event, "I do not know.", answered=False))
    parts = chunks(response.result()) if stream else [response.result().json()]
    said = [choice.get("delta", choice.get("message")) for part in parts for choice in part["choices"]]
    assert [one["refusal"] for one in said if one.get("refusal")] == ["I do not know."]
    assert not any(one.get("content") for one in said)


def test_a_stream_tells_its_usage_when_asked_to(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(stream=True, stream_options={"include_usage": True})
    gateway.stream(event, whole(event))
    last = chunks(response.result())[-1]
    assert (last["choices"], last["usage"]["total_tokens"]) == ([], 7)


def test_an_answer_that_starts_over_with_the_same_words_is_shown_once(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(stream=True)
    gateway.stream(event, token(0, "In France. It", checked="In France."))
    gateway.stream(event, token(0, "In France. It", "second", "In France."), whole(event, attempt="second"))
    assert text(chunks(response.result())) == f"In France.{SOURCES}"


def test_an_answer_that_starts_over_with_other_words_says_so(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(stream=True)
    gateway.stream(event, token(0, "By the sea. It", checked="By the sea."))
    gateway.stream(event, token(0, "In", "second"), whole(event, attempt="second"))
    assert text(chunks(response.result())) == f"By the sea.\n\n(The answer starts over.)\n\nIn France.{SOURCES}"


def test_a_stream_that_fails_ends_with_an_error(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked(stream=True)
    gateway.reply(event, {"error": {"stage": "search", "reason": "the store is gone", "code": 503}})
    error = chunks(response.result())[-1]["error"]
    assert (error["type"], "the store is gone" in error["message"]) == ("server_error", True)


def test_a_question_that_fails_is_a_server_error(gateway: Serving, chatting: Chatting) -> None:
    response, event = chatting.asked()
    gateway.reply(event, {"error": {"stage": "search", "reason": "the store is gone", "code": 503}})
    body = response.result().json()
    assert (response.result().status_code, body["error"]["type"], body["error"]["code"]) == (502, "server_error", None)


def test_a_question_that_expires_is_a_server_error(tmp_path: Path) -> None:
    with serving(tmp_path, question_deadline_seconds=0.3) as gateway:
        status, error = refusal(gateway)
    assert (status, error["type"]) == (504, "server_error")


def test_the_messages_before_the_last_one_are_the_history(chatting: Chatting) -> None:
    chat = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": "Who?"},
        {"role": "assistant", "content": f"The Normans.{SOURCES}"},
        {"role": "user", "content": "Hello?"},
        {"role": "user", "content": [{"type": "text", "text": "Where?"}]},
    ]
    data = chatting.data(messages=chat)
    assert (data["question"], data["history"]) == ("Where?", [{"question": "Who?", "answer": "The Normans."}])
    assert data["instructions"] == "You are a pirate."


def test_a_long_chat_is_cut_to_its_newest_part(chatting: Chatting) -> None:
    turn = [{"role": "user", "content": "u" * 9000}, {"role": "assistant", "content": "\u00e4" * 9000}]
    data = chatting.data(messages=[*turn * 20, *WHERE])
    assert [(len(one["question"]), len(one["answer"])) for one in data["history"]] == [(1000, 1000)] * 4


def test_what_was_called_for_an_earlier_answer_is_left_out_of_the_history(chatting: Chatting) -> None:
    call = {"id": "1", "type": "function", "function": {"name": "look", "arguments": "{}"}}
    chat = [
        {"role": "user", "content": "Who?"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {
            "role": "tool",
            "tool_call_id": "1",
            "content": [{"type": "image_url", "image_url": {"url": "http://nowhere"}}],
        },
        {"role": "function", "name": "look", "content": "4"},
        {"role": "assistant", "content": "They."},
    ]
    assert chatting.data(messages=[*chat, *WHERE])["history"] == [{"question": "Who?", "answer": "They."}]


@pytest.mark.parametrize("given", [("tools", "tool_choice"), ("functions", "function_call")])
def test_tools_that_are_not_to_be_called_are_ignored(chatting: Chatting, given: tuple[str, str]) -> None:
    tools, choice = given
    assert chatting.data(**{tools: [{"name": "look"}], choice: "none"})["question"] == "Where?"


def test_options_travel_with_the_question(chatting: Chatting) -> None:
    chance = {"temperature": 0.5, "top_p": 0.9, "top_k": 40, "min_p": 0.1}
    data = chatting.data(max_tokens=40, seed=-2, stop="\n", passages=3, user="somebody", **chance)
    assert data["options"] == {
        "passages": 3,
        "max_tokens": 40,
        **chance,
        "seed": 2**32 - 2,
        "stop": ["\n"],
    }


def test_options_that_are_null_are_as_good_as_left_out(chatting: Chatting) -> None:
    nothing = dict.fromkeys(("max_tokens", "temperature", "top_p", "seed", "stop", "n", "tools", "stream"))
    assert chatting.data(**nothing)["options"] == {}


def test_without_a_seed_chance_decides_anew_each_time(chatting: Chatting) -> None:
    assert chatting.data(temperature=1)["options"].get("seed") != chatting.data(temperature=1)["options"].get("seed")


def test_more_tokens_than_an_answer_may_have_are_the_most_that_it_may(chatting: Chatting) -> None:
    assert chatting.data(max_completion_tokens=100_000)["options"]["max_tokens"] == 4096


def test_filters_travel_with_the_question(chatting: Chatting) -> None:
    assert chatting.data(filters={"documents": [ID]})["filters"] == {"documents": [ID]}


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("n", 2),
        ("tools", [{"type": "function", "function": {"name": "look"}}]),
        ("functions", [{"name": "look"}]),
        ("response_format", {"type": "json_schema", "json_schema": {"schema": {"type": "nothing"}}}),
        ("logprobs", True),
    ],
)
def test_what_is_not_there_is_refused_by_name(gateway: Serving, param: str, value: object) -> None:
    status, error = refusal(gateway, **{param: value})
    assert (status, error["type"], error["param"]) == (400, "invalid_request_error", param)
    assert param in error["message"]


@pytest.mark.parametrize(
    "chat",
    [
        [],
        [{"role": "system", "content": "Be brief."}],
        [*WHERE, {"role": "assistant", "content": "Here."}],
        [{"role": "user", "content": "  "}],
        [{"role": "user", "content": "x" * 5000}],
        [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://nowhere"}}]}],
        [*WHERE, {"role": "tool", "content": "4"}],
        [{"role": "narrator", "content": "4"}, *WHERE],
    ],
    ids=["empty", "no question", "answer last", "blank", "too long", "picture", "tool last", "unknown role"],
)
def test_messages_that_end_with_no_question_are_refused(gateway: Serving, chat: list[Any]) -> None:
    status, error = refusal(gateway, messages=chat)
    assert (status, error["param"]) == (400, "messages")


@pytest.mark.parametrize(
    "body",
    [
        {"temperature": 3},
        {"top_p": 2},
        {"top_k": "many"},
        {"filters": 5},
        {"stop": ["a"] * 5},
        {"response_format": {"type": "xml"}},
        {"messages": "?"},
    ],
)
def test_a_field_that_does_not_fit_is_refused(gateway: Serving, body: dict[str, Any]) -> None:
    status, error = refusal(gateway, **body)
    [field] = body
    assert (status, error["type"], field in error["message"]) == (400, "invalid_request_error", True)
    assert error["param"].partition(".")[0] == field


def test_an_unknown_model_is_not_found(gateway: Serving) -> None:
    status, error = refusal(gateway, model="gpt-4o")
    assert (status, error["code"], gateway.settings.generator in error["message"]) == (404, "model_not_found", True)
