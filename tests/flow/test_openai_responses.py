"""/v1/responses, with OpenAI's own package."""

import json
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI
from openai.types.responses import Response, ResponseOutputMessage, ResponseOutputText

from tests.flow.test_openai import QUESTION, client, only
from tests.system import System

__all__ = ["client"]  # the fixture


def ask(client: OpenAI, system: System, **more: Any) -> Response:
    given = {"model": "", "input": QUESTION, "max_output_tokens": 32, "extra_body": only(system), **more}
    response: Response = client.responses.create(**given)
    return response


def text_of(response: Response) -> ResponseOutputText:
    """Return the text of the one message of a response."""
    [message] = response.output
    assert isinstance(message, ResponseOutputMessage)
    [part] = message.content
    assert isinstance(part, ResponseOutputText)
    return part


def test_a_question_is_answered_with_marks_that_lead_to_its_sources(system: System, client: OpenAI) -> None:
    response = ask(client, system)
    part = text_of(response)
    assert "France" in response.output_text
    mark = part.annotations[0]
    assert mark.type == "url_citation"
    assert part.text[mark.start_index : mark.end_index] == "[1]"
    assert "Normandy" in system.http.get(httpx.URL(mark.url).raw_path.decode()).text
    assert mark.title == system.name("openai.md")
    assert response.usage
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens


def test_a_stream_ends_with_the_response_that_its_pieces_add_up_to(system: System, client: OpenAI) -> None:
    with client.responses.stream(model="", input=QUESTION, extra_body=only(system)) as stream:
        pieces = "".join(event.delta for event in stream if event.type == "response.output_text.delta")
        whole = stream.get_final_response()
    assert whole.output_text == pieces
    assert pieces.endswith(f"Sources: [1] {system.name('openai.md')}")


def test_a_response_goes_on_from_the_one_before(system: System, client: OpenAI) -> None:
    first = ask(client, system, input="Who were the Normans?")
    second = ask(client, system, input="Who was their leader?", previous_response_id=first.id)
    assert second.previous_response_id == first.id
    turns = [turn["id"] for turn in conversation_of(system, second)["turns"]]
    assert turns == [one.id.removeprefix("resp_") for one in (first, second)]


def test_a_response_is_shown_again_until_it_is_deleted(system: System, client: OpenAI) -> None:
    response = ask(client, system)
    assert client.responses.retrieve(response.id).output_text == response.output_text
    [item] = client.responses.input_items.list(response.id).data
    assert QUESTION in json.dumps(item.to_dict())
    client.responses.delete(response.id)
    with pytest.raises(openai.NotFoundError, match="no response"):
        client.responses.retrieve(response.id)


def test_what_is_not_stored_can_neither_be_shown_nor_gone_on_from(system: System, client: OpenAI) -> None:
    response = ask(client, system, store=False)
    with pytest.raises(openai.NotFoundError):
        client.responses.retrieve(response.id)
    with pytest.raises(openai.BadRequestError) as caught:
        ask(client, system, previous_response_id=response.id)
    assert caught.value.code == "previous_response_not_found"


def test_an_answer_in_json_fits_its_schema(system: System, client: OpenAI) -> None:
    properties = {"country": {"type": "string", "maxLength": 30}}
    schema: dict[str, object] = {"type": "object", "properties": properties, "required": ["country"]}
    response = ask(client, system, text={"format": {"type": "json_schema", "name": "place", "schema": schema}})
    assert json.loads(response.output_text).keys() == {"country"}


def test_a_limit_that_was_reached_leaves_a_response_incomplete(system: System, client: OpenAI) -> None:
    response = ask(client, system, max_output_tokens=1)
    assert response.incomplete_details
    assert (response.status, response.incomplete_details.reason) == ("incomplete", "max_output_tokens")


def test_a_tool_is_refused_by_its_name(system: System, client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="get_weather") as caught:
        ask(client, system, tools=[{"type": "function", "name": "get_weather", "parameters": {}}])
    assert caught.value.param == "tools"


def conversation_of(system: System, response: Response) -> dict[str, Any]:
    turn = system.http.get(f"/questions/{response.id.removeprefix('resp_')}").json()
    found: dict[str, Any] = system.http.get(f"/conversations/{turn['conversation']}").json()
    return found
