"""Last messages that bring a text along."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from events.errors import Rejected
from events.questions import QuestionAsked
from functions.gateway.openai.long_message import MOST, asked_in
from functions.stores.blobs import brought_key
from tests.unit.gateway.serving import Asker, Serving, until, whole

LINE = "The mill stands by the river. Its rent is 900 euros.\n"
ASKS = "What is the rent of the mill?"


def long(lines: int) -> str:
    return LINE * lines + f"\n{ASKS}"


@pytest.fixture
def asker(gateway: Serving) -> Iterator[Asker]:
    asker = Asker(gateway, "/v1/chat/completions")
    yield asker
    asker.close()


def messages(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def test_a_long_message_is_asked_by_its_question_and_brings_the_rest_along_at_its_places() -> None:
    asked = asked_in(long(100))
    assert asked.question == ASKS
    assert (len(asked.text), asked.text.rstrip()) == (len(long(100)), (LINE * 100).rstrip())


def test_a_shorter_one_does_so_where_the_question_stands_apart() -> None:
    assert asked_in(long(40)).question == ASKS


@pytest.mark.parametrize("text", [ASKS, long(3), "x" * 3000, f"{LINE.strip() * 30} {ASKS}"])
def test_any_other_message_is_a_question_as_a_whole(text: str) -> None:
    assert asked_in(text) == (text, "")


@pytest.mark.parametrize("end", [f"<user_query>\n{ASKS}\n</user_query>\n", ASKS, "rent of the mill"])
def test_a_prompt_that_brings_passages_between_tags_is_asked_by_its_question_however_short_it_is(end: str) -> None:
    asked = asked_in(f"### Task:\nRespond.\n<context>\n{LINE}</context>\n\n{end}")
    assert asked.question in (ASKS, "rent of the mill")
    assert "900 euros" in asked.text


def test_of_such_a_prompt_only_the_passages_come_along_at_their_places() -> None:
    source = f'<source id="1" name="mill.txt">{LINE}</source>'
    prompt = f"### Task:\nRespond.\n<context>\n{source}\n</context>\n\n{ASKS}"
    text = asked_in(prompt).text
    assert text.strip() == LINE.strip()
    assert text.index(LINE) == prompt.index(LINE)


def test_the_question_may_stand_before_such_a_prompt_as_some_clients_put_it() -> None:
    asked = asked_in(f"{ASKS}\n### Task:\nRespond to the user query.\n\n<context>\n{LINE * 40}\n</context>\n\n")
    assert (asked.question, asked.text.strip()) == (ASKS, (LINE * 40).strip())


def test_a_long_message_that_asks_nothing_is_told_what_to_do() -> None:
    with pytest.raises(Rejected, match="5300 characters and asks nothing: begin or end it with a question"):
        asked_in(LINE * 100)


def test_a_message_that_no_model_of_ours_takes_is_refused_in_openais_words_with_numbers() -> None:
    with pytest.raises(Rejected, match=rf"maximum context length .* {MOST + 1} characters, and {MOST}"):
        asked_in("x" * (MOST + 1))


def test_a_text_that_fits_travels_with_its_question(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(messages=messages(long(100)))
    gateway.stream(event, whole(event))
    data = msgspec.json.decode(event.data, type=QuestionAsked)
    assert (response.result().status_code, data.question, data.brought_as_blob) == (200, ASKS, False)
    assert data.brought.startswith(LINE)


def test_a_longer_one_lies_among_the_blobs_until_the_answer_has_come(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(messages=messages(long(2000)))
    key = brought_key("default", event.id)
    assert gateway.blobs.get(key).decode().startswith(LINE)
    data = msgspec.json.decode(event.data, type=QuestionAsked)
    assert (data.brought, data.brought_as_blob, len(event.data) < 2000) == ("", True, True)
    gateway.stream(event, whole(event))
    assert response.result().status_code == 200
    until(lambda: not gateway.blobs.exists(key), "the text is removed")


def test_it_is_removed_too_where_the_question_reaches_no_broker(gateway: Serving) -> None:
    gateway.broker.status = 503
    response = gateway.http.post("/v1/chat/completions", json={"messages": messages(long(2000))})
    assert response.status_code == 503
    until(lambda: not [*gateway.blobs.list("default/messages")], "the text is removed")


def test_it_is_removed_too_once_the_client_has_gone(gateway: Serving) -> None:
    body = {"messages": messages(long(2000)), "stream": True}
    with gateway.http.stream("POST", "/v1/chat/completions", json=body) as response:
        assert response.status_code == 200
        event = gateway.broker.question()
        assert gateway.blobs.exists(brought_key("default", event.id))
    until(lambda: not gateway.blobs.exists(brought_key("default", event.id)), "the text is removed")


def test_a_chat_of_more_bytes_than_are_read_is_refused_in_openais_words(gateway: Serving) -> None:
    response = gateway.http.post("/v1/chat/completions", content=b" " * 5_000_000)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, "context_length_exceeded")


@pytest.mark.parametrize("given", [{}, {"brought": LINE}])
def test_no_caller_can_name_a_text_that_lies_among_the_blobs(gateway: Serving, given: dict[str, Any]) -> None:
    asker = Asker(gateway, "/ask", question=ASKS, brought_as_blob=True, **given)
    response, event = asker.asked()
    gateway.stream(event, whole(event))
    assert response.result().status_code == 200
    data = msgspec.json.decode(event.data, type=QuestionAsked)
    assert (data.brought_as_blob, data.brought) == (False, given.get("brought", ""))
    asker.close()


def test_the_instructions_of_a_chat_travel_with_its_question(gateway: Serving, asker: Asker) -> None:
    system = [{"role": "system", "content": "Be brief."}, {"role": "developer", "content": "x" * 2000}]
    response, event = asker.asked(messages=[*system, *messages(ASKS)])
    gateway.stream(event, whole(event))
    response.result().raise_for_status()
    said = msgspec.json.decode(event.data, type=QuestionAsked).instructions
    assert (said[:12], len(said)) == ("Be brief.\n\nx", 1000)
