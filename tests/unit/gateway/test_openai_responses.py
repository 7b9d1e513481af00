"""POST /v1/responses, GET and DELETE of what it stored."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from events.registry import PROMPT_BUILT
from tests.unit.gateway.responding import Responding, events, responding
from tests.unit.gateway.serving import ID, Serving, serving, token, until, whole
from tests.unit.gateway.test_openai_plain import said

SOURCES = "\n\nSources: [1] normandy.txt"
SCHEMA = {"format": {"type": "json_schema", "name": "place", "schema": {"type": "object"}, "strict": True}}
EMPTY_SEARCH: dict[str, Any] = {"type": "file_search", "vector_store_ids": []}
__all__ = ["responding"]  # the fixture
STREAMED: TypeAdapter[Any] = TypeAdapter(ResponseStreamEvent)


def refusal(gateway: Serving, **body: Any) -> tuple[int, dict[str, Any]]:
    response = gateway.http.post("/v1/responses", json={"input": "Where?", **body})
    return response.status_code, response.json()["error"]


def test_a_response_is_what_openais_package_expects(responding: Responding) -> None:
    found = responding.answered("In France. [1]", instructions="Be brief.", metadata={"a": "b"})
    response = Response.model_validate(found)
    assert (response.status, response.output_text) == ("completed", f"In France. [1]{SOURCES}")
    assert (response.instructions, response.metadata) == ("Be brief.", {"a": "b"})
    assert response.usage
    assert (response.usage.input_tokens, response.usage.output_tokens, response.usage.total_tokens) == (5, 2, 7)


def test_a_text_marks_its_sources(gateway: Serving, responding: Responding) -> None:
    [part] = responding.answered("In France. [1]")["output"][0]["content"]
    [mark] = part["annotations"]
    assert (mark["type"], mark["title"]) == ("url_citation", "normandy.txt")
    assert mark["url"] == f"{gateway.url}/documents/{ID}/content"
    assert part["text"][mark["start_index"] : mark["end_index"]] == "[1]"


def test_a_stream_has_openais_events_in_openais_order(responding: Responding) -> None:
    found = responding.streamed(
        token(0, "In France."), token(1, " Not", checked="In France. [1]"), text="In France. [1] Not far."
    )
    assert [one["type"].removeprefix("response.") for one in found] == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.delta",
        "output_text.annotation.added",
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "completed",
    ]
    assert [one["sequence_number"] for one in found] == list(range(len(found)))
    for one in found:
        STREAMED.validate_python(one)


def test_a_streams_pieces_add_up_to_its_whole_text(responding: Responding) -> None:
    found = responding.streamed(token(0, "In"), token(1, " Not", checked="In France. [1]"), text="In France. [1] Yes.")
    pieces = "".join(one["delta"] for one in found if one["type"] == "response.output_text.delta")
    assert pieces == f"In France. [1] Yes.{SOURCES}"
    assert found[-1]["response"]["output"][0]["content"][0]["text"] == pieces


def test_an_answer_that_starts_over_is_marked_where_it_stands(responding: Responding) -> None:
    response, event = responding.asked(stream=True)
    first = token(0, "By the sea. It", checked="By the sea.")
    responding._gateway.stream(event, first)
    responding._gateway.stream(event, token(0, "In", "second"), whole(event, "In France. [1]", attempt="second"))
    part = events(response.result())[-1]["response"]["output"][0]["content"][0]
    [mark] = part["annotations"]
    assert part["text"][mark["start_index"] - len("In France. ") : mark["end_index"]] == "In France. [1]"


@pytest.mark.parametrize("stream", [False, True])
def test_where_there_is_no_answer_in_json_the_words_are_a_refusal(
    gateway: Serving, responding: Responding, stream: bool
) -> None:
    response, event = responding.asked(text=SCHEMA, stream=stream)
    gateway.stream(event, whole(event, "I do not know.", answered=False))
    found = events(response.result())[-1]["response"] if stream else response.result().json()
    assert found["output"][0]["content"] == [{"type": "refusal", "refusal": "I do not know."}]


def test_a_streamed_refusal_has_openais_events(gateway: Serving, responding: Responding) -> None:
    response, event = responding.asked(text=SCHEMA, stream=True)
    gateway.stream(event, whole(event, "I do not know.", answered=False))
    found = events(response.result())
    assert [one["type"] for one in found if "refusal" in one["type"]] == [
        "response.refusal.delta",
        "response.refusal.done",
    ]
    for one in found:
        STREAMED.validate_python(one)


def test_a_stream_that_fails_ends_as_failed(gateway: Serving, responding: Responding) -> None:
    response, event = responding.asked(stream=True)
    gateway.reply(event, {"error": {"stage": "search", "reason": "the store is gone", "code": 503}})
    last = events(response.result())[-1]
    assert last["type"] == "response.failed"
    assert (last["response"]["status"], last["response"]["error"]["code"]) == ("failed", "server_error")
    assert "the store is gone" in last["response"]["error"]["message"]
    STREAMED.validate_python(last)


def test_an_answer_that_was_cut_off_is_incomplete(gateway: Serving, responding: Responding) -> None:
    response, event = responding.asked(max_output_tokens=1)
    line: dict[str, Any] = whole(event)
    line["answer"] |= {"finish_reason": "length"}
    gateway.stream(event, line)
    body = response.result().json()
    assert (body["status"], body["incomplete_details"]) == ("incomplete", {"reason": "max_output_tokens"})
    assert body["max_output_tokens"] == 1


@pytest.mark.parametrize(
    "given",
    [
        "Where?",
        [{"role": "user", "content": "Where?"}],
        [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Where?"}]}],
        [{"type": "reasoning", "id": "rs_1", "summary": []}, {"role": "user", "content": "Where?"}],
    ],
    ids=["text", "message", "parts", "after reasoning"],
)
def test_a_question_comes_as_a_text_or_as_items(responding: Responding, given: object) -> None:
    assert responding.data(input=given)["question"] == "Where?"


def test_items_before_the_question_are_its_history(responding: Responding) -> None:
    items = [
        {"role": "user", "content": "Who?"},
        {
            "type": "message",
            "role": "assistant",
            "content": [{"type": "output_text", "text": f"The Normans.{SOURCES}"}],
        },
        {"role": "user", "content": "Where?"},
    ]
    assert responding.data(input=items)["history"] == [{"question": "Who?", "answer": "The Normans."}]


def test_options_travel_with_the_question(responding: Responding) -> None:
    data = responding.data(max_output_tokens=40, temperature=0.5, top_p=0.9, text=SCHEMA, passages=3)
    options = data["options"]
    assert options.pop("seed", 0) >= 0
    assert options == {
        "max_tokens": 40,
        "temperature": 0.5,
        "top_p": 0.9,
        "json_schema": {"type": "object"},
        "passages": 3,
    }


def test_fields_that_are_null_are_as_good_as_left_out(responding: Responding) -> None:
    nothing = (
        "instructions",
        "max_output_tokens",
        "previous_response_id",
        "store",
        "text",
        "tools",
        "top_p",
        "filters",
    )
    assert responding.data(**dict.fromkeys(nothing))["question"] == "Where?"


def test_the_search_of_files_is_the_tool_that_is_there_and_its_stores_are_collections(responding: Responding) -> None:
    tool = {"type": "file_search", "vector_store_ids": ["contracts"], "max_num_results": 50}
    data = responding.data(tools=[tool])
    assert (data["filters"], data["options"]) == ({"collections": ["contracts"]}, {"passages": 20})


def test_a_search_of_no_vector_store_is_refused_as_openai_does(gateway: Serving) -> None:
    status, error = refusal(gateway, tools=[{"type": "file_search", "vector_store_ids": ["a"]}, EMPTY_SEARCH])
    assert (status, error["param"], error["code"]) == (400, "tools[1].vector_store_ids", "empty_array")


def test_a_search_that_names_no_vector_stores_is_one_of_all(responding: Responding) -> None:
    assert responding.data(tools=[{"type": "file_search"}])["filters"] == {}


@pytest.mark.parametrize(
    ("tools", "named"),
    [
        ([{"type": "function", "name": "get_weather", "parameters": {}}], "get_weather"),
        ([{"type": "web_search"}], "web_search"),
    ],
)
def test_another_tool_is_refused_by_its_name(gateway: Serving, tools: list[Any], named: str) -> None:
    status, error = refusal(gateway, tools=tools)
    assert (status, error["param"], named in error["message"]) == (400, "tools", True)


def test_tools_that_are_not_to_be_called_are_no_reason_to_refuse(responding: Responding) -> None:
    tools = [{"type": "function", "name": "get_weather", "parameters": {}}]
    assert responding.data(tools=tools, tool_choice="none")["question"] == "Where?"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"input": 5}, "input"),
        ({"input": []}, "input"),
        ({"input": [{"role": "user", "content": 5}]}, "input[0].content"),
        ({"input": [{"type": "function_call_output", "output": "4"}]}, "input[0]"),
        ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, "input[0].content"),
        ({"text": {"format": {"type": "xml"}}}, "text.format.type"),
        ({"text": {"format": {"type": "json_schema", "schema": {"type": "nothing"}}}}, "text.format"),
        ({"max_output_tokens": "many"}, "max_output_tokens"),
        ({"background": True}, "background"),
        ({"conversation": "conv_1"}, "conversation"),
        ({"prompt": {"id": "pmpt_1"}}, "prompt"),
        ({"model": "gpt-4o"}, "model"),
        ({"previous_response_id": "resp_1"}, "previous_response_id"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_by_its_name(gateway: Serving, body: dict[str, Any], param: str) -> None:
    status, error = refusal(gateway, **body)
    assert (status in (400, 404), error["type"], error["param"]) == (True, "invalid_request_error", param)
    assert gateway.broker.events == []


def test_a_longer_body_than_any_that_is_read_is_too_long_an_input(gateway: Serving) -> None:
    status, error = refusal(gateway, instructions="x" * 5_000_000)
    assert (status, error["code"], error["param"]) == (400, "context_length_exceeded", "input")


def test_the_model_alone_answers_without_sources_and_nothing_is_stored(
    gateway: Serving, responding: Responding
) -> None:
    response, event = responding.asked(model=f"{gateway.settings.generator}:plain", instructions="Be brief.")
    gateway.stream(event, said(event, "Rain falls."))
    body = response.result().json()
    assert event.type == PROMPT_BUILT
    assert (body["output"][0]["content"][0]["text"], body["plain"], body["store"]) == ("Rain falls.", True, False)


def test_a_collections_model_answers_from_its_documents(gateway: Serving, responding: Responding) -> None:
    gateway.upload("1.txt", b"text", metadata='{"collection": "contracts"}')
    assert responding.data(model="minirag:contracts")["filters"] == {"collections": ["contracts"]}


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_a_client_that_leaves_is_noticed_and_nobody_waits_any_more(gateway: Serving, stream: bool) -> None:
    with httpx.Client(base_url=gateway.url, timeout=0.3, trust_env=False) as client, pytest.raises(httpx.ReadTimeout):
        client.post("/v1/responses", json={"input": "Where?", "stream": stream})
    event = gateway.broker.question()
    until(lambda: not gateway.waits(), "the gateway notices that the client has gone")
    assert gateway.reply(event, {"stage": "embed", "ms": 1.0}) == 410
    assert "minirag_questions_abandoned_total 1" in gateway.http.get("/metrics").text


@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("GET", f"/resp_{ID}"), ("DELETE", f"/resp_{ID}")])
def test_without_the_key_nothing_is_asked_shown_or_deleted(tmp_path: Path, method: str, path: str) -> None:
    with serving(tmp_path, api_key="secret") as gateway:
        refused = gateway.http.request(method, f"/v1/responses{path}", headers={"authorization": "Bearer wrong"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "invalid_api_key")


def test_a_question_that_fails_is_a_server_error(gateway: Serving, responding: Responding) -> None:
    response, event = responding.asked()
    gateway.reply(event, {"error": {"stage": "search", "reason": "the store is gone", "code": 503}})
    assert (response.result().status_code, response.result().json()["error"]["type"]) == (502, "server_error")
