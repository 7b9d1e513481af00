"""POST /v1/responses, GET and DELETE of what it stored."""

from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter

from events.event import Event
from tests.unit.gateway.serving import ID, Asker, Serving, token, whole

SOURCES = "\n\nSources: [1] normandy.txt"
SCHEMA = {"format": {"type": "json_schema", "name": "place", "schema": {"type": "object"}, "strict": True}}
STREAMED: TypeAdapter[Any] = TypeAdapter(ResponseStreamEvent)


class Responding(Asker):
    """Asks for responses, and answers for the functions behind."""

    def __init__(self, gateway: Serving) -> None:
        super().__init__(gateway, "/v1/responses", input="Where?")

    def answered(self, text: str = "In France.", **body: Any) -> dict[str, Any]:
        """Return the whole response to a question that is answered so."""
        response, event = self.asked(**body)
        self._gateway.stream(event, whole(event, text))
        found: dict[str, Any] = response.result().json()
        return found

    def data(self, **body: Any) -> dict[str, Any]:
        """Return the data of the event that a question becomes."""
        response, event = self.asked(**body)
        self._gateway.stream(event, whole(event))
        response.result().raise_for_status()
        data: dict[str, Any] = msgspec.json.decode(event.data)
        return data

    def streamed(self, *lines: dict[str, object], text: str) -> list[dict[str, Any]]:
        """Return the events of a stream whose model writes these lines, and then the text."""
        response, event = self.asked(stream=True)
        self._gateway.stream(event, *lines, whole(event, text))
        return events(response.result())


@pytest.fixture
def responding(gateway: Serving) -> Iterator[Responding]:
    responding = Responding(gateway)
    yield responding
    responding.close()


def events(response: httpx.Response) -> list[dict[str, Any]]:
    """Return the data of each event of a stream, whose name it repeats."""
    found = []
    for frame in response.text.removesuffix("\n\n").split("\n\n"):
        name, _, data = frame.partition("\n")
        found.append(msgspec.json.decode(data.removeprefix("data: ")))
        assert found[-1]["type"] == name.removeprefix("event: ")
    return found


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


def test_a_response_goes_on_from_the_one_before(responding: Responding) -> None:
    first = responding.answered()
    second, event = responding.asked(input="And who?", previous_response_id=first["id"])
    responding._gateway.stream(event, whole(event))
    assert second.result().json()["previous_response_id"] == first["id"]
    [turn] = responding._gateway.records.turns("default", conversation_of(event))[:1]
    assert f"resp_{turn.id}" == first["id"]


def test_a_response_that_goes_on_from_an_earlier_one_knows_nothing_of_what_came_between(
    gateway: Serving, responding: Responding
) -> None:
    first = responding.answered(input="First?")
    responding.answered(input="Second?", previous_response_id=first["id"])
    third, event = responding.asked(input="Third?", previous_response_id=first["id"])
    gateway.stream(event, whole(event))
    third.result().raise_for_status()
    kept = [turn.question for turn in gateway.records.turns("default", conversation_of(event))]
    assert kept == ["First?", "Third?"]


def test_an_unstored_response_cannot_be_gone_on_from(gateway: Serving, responding: Responding) -> None:
    first = responding.answered(store=False)
    status, error = refusal(gateway, previous_response_id=first["id"])
    assert (status, error["code"]) == (400, "previous_response_not_found")


def test_a_stored_response_is_shown_again(gateway: Serving, responding: Responding) -> None:
    first = responding.answered("In France. [1]")
    second = responding.answered("By the sea. [1]", previous_response_id=first["id"])
    shown = gateway.http.get(f"/v1/responses/{second['id']}").json()
    Response.model_validate(shown)
    same = ("id", "status", "output", "usage", "previous_response_id", "citations", "answered")
    assert {name: shown[name] for name in same} == {name: second[name] for name in same}


def test_the_items_of_a_stored_response_are_its_question(gateway: Serving, responding: Responding) -> None:
    items = gateway.http.get(f"/v1/responses/{responding.answered()['id']}/input_items").json()
    assert [item["content"] for item in items["data"]] == [[{"type": "input_text", "text": "Where?"}]]


def test_a_deleted_response_is_gone(gateway: Serving, responding: Responding) -> None:
    path = f"/v1/responses/{responding.answered()['id']}"
    deleted = gateway.http.delete(path)
    assert (deleted.status_code, deleted.json()["deleted"]) == (200, True)
    assert [gateway.http.request(method, path).status_code for method in ("GET", "DELETE")] == [404, 404]


def test_what_is_not_to_be_stored_is_not(gateway: Serving, responding: Responding) -> None:
    first = responding.answered(store=False)
    assert first["store"] is False
    assert gateway.http.get(f"/v1/responses/{first['id']}").status_code == 404
    assert gateway.records.conversations("default") == []


@pytest.mark.parametrize("path", ["resp_1", ID, f"resp_{ID}", f"resp_{ID}/input_items"])
def test_an_unknown_response_is_not_found_in_openais_shape(gateway: Serving, path: str) -> None:
    response = gateway.http.get(f"/v1/responses/{path}")
    assert (response.status_code, response.json()["error"]["type"]) == (404, "invalid_request_error")


def conversation_of(event: Event) -> str:
    found: str = msgspec.json.decode(event.data)["conversation"]
    return found
