"""The places of an answer that say what it rests on."""

from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from events.questions import Citation
from functions.gateway.openai.annotations import Addresses, Annotation, annotations
from tests.unit.gateway.serving import ID, PDF, Asker, Serving, token, whole

SITE = "http://localhost:8080"
QUESTION = "019c13ec-9e00-72d7-9642-b726b0440199"
AT = Addresses(SITE, QUESTION)
FIRST = PDF
SECOND = replace(FIRST, number=2, name="b.md", page=None)


def marked(text: str, *sources: Citation) -> list[tuple[str, str]]:
    """Return the title of each annotation with the text that it marks."""
    found = annotations(text, sources, AT)
    return [(one.title, text[one.start_index : one.end_index]) for one in found]


def test_each_mark_in_the_answer_leads_to_its_source() -> None:
    text = "In France. [1] By the sea. [2] Not far. [1]\n\nSources: [1] a.pdf, page 3; [2] b.md"
    assert marked(text, FIRST, SECOND) == [("a.pdf, page 3", "[1]"), ("b.md", "[2]"), ("a.pdf, page 3", "[1]")]


def test_a_source_without_a_mark_in_the_answer_is_marked_where_it_is_named() -> None:
    text = "In France.\n\nSources: [1] a.pdf, page 3"
    [one] = annotations(text, [FIRST], AT)
    assert (text[one.start_index : one.end_index], one.start_index) == ("[1]", text.index("[1]"))


def test_a_mark_in_a_quote_behind_the_answer_counts() -> None:
    text = "In France.\n\n> It lies in France. [1]\n\nSources: [1] a.pdf, page 3"
    assert [one.start_index for one in annotations(text, [FIRST], AT)] == [text.index("[1]")]


def test_numbers_that_name_no_source_are_no_marks() -> None:
    assert marked("In 1066 [2] or [99].", FIRST) == []


def test_the_address_is_the_documents_content_at_its_page() -> None:
    assert [one.url for one in annotations("[1] [2]", [FIRST, SECOND], AT)] == [
        f"http://localhost:8080/documents/{ID}/content#page=3",
        f"http://localhost:8080/documents/{ID}/content",
    ]


def test_the_address_of_a_page_of_the_web_is_its_own() -> None:
    page = replace(FIRST, url="https://example.org/a")
    assert [one.url for one in annotations("[1]", [page], AT)] == ["https://example.org/a"]


def test_a_text_that_came_with_the_question_is_read_with_that() -> None:
    assert [one.url for one in annotations("[1]", [replace(FIRST, document=QUESTION, page=None)], AT)] == [
        f"http://localhost:8080/questions/{QUESTION}"
    ]


def test_places_count_from_the_beginning_of_all_that_was_shown() -> None:
    assert annotations("[1]", [FIRST], AT, 10) == [
        Annotation(f"{SITE}/documents/{ID}/content#page=3", "a.pdf, page 3", 10, 13)
    ]


@pytest.fixture
def asker(gateway: Serving) -> Iterator[Asker]:
    asker = Asker(gateway, "/v1/chat/completions", messages=[{"role": "user", "content": "Where?"}])
    yield asker
    asker.close()


def parts(response: httpx.Response) -> list[dict[str, Any]]:
    frames = [part.removeprefix("data: ") for part in response.text.split("\n\n") if part.startswith("data: {")]
    return [msgspec.json.decode(frame) for frame in frames]


def test_a_completion_has_them_as_openais_package_reads_them(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked()
    gateway.stream(event, whole(event, "In France. [1]"))
    completion = ChatCompletion.model_validate(response.result().json())
    message = completion.choices[0].message
    assert message.annotations
    [mark] = [one.url_citation for one in message.annotations]
    assert (message.content or "")[mark.start_index : mark.end_index] == "[1]"
    assert (mark.title, mark.url) == ("normandy.txt", f"{gateway.url}/documents/{ID}/content")


@pytest.mark.parametrize(("told", "scheme"), [("https", "https"), ("https, http", "https"), ("gopher", "http")])
def test_an_address_has_the_scheme_that_the_client_used(gateway: Serving, asker: Asker, told: str, scheme: str) -> None:
    response, event = asker.asked(headers={"x-forwarded-proto": told})
    gateway.stream(event, whole(event, "In France. [1]"))
    [mark] = response.result().json()["choices"][0]["message"]["annotations"]
    assert mark["url_citation"]["url"].partition(":")[0] == scheme


def test_a_stream_has_them_in_the_piece_that_ends_the_text(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(stream=True)
    gateway.stream(
        event, token(0, "In"), token(1, " Not", checked="In France. [1]"), whole(event, "In France. [1] So.")
    )
    found = parts(response.result())
    text = "".join(part["choices"][0]["delta"].get("content", "") for part in found)
    [marks] = [delta["annotations"] for part in found if "annotations" in (delta := part["choices"][0]["delta"])]
    [mark] = [one["url_citation"] for one in marks]
    assert text[: mark["end_index"]] == "In France. [1]"
    for part in found:
        ChatCompletionChunk.model_validate(part)


@pytest.mark.parametrize("answered", [False, True])
def test_only_an_answer_in_words_has_any(gateway: Serving, asker: Asker, answered: bool) -> None:
    response, event = asker.asked(**({"response_format": {"type": "json_object"}} if answered else {}))
    gateway.stream(event, whole(event, '{"a": [1]}', answered=answered))
    assert response.result().json()["choices"][0]["message"]["annotations"] == []


@pytest.mark.parametrize("options", [None, {}, {"include_usage": None}, {"include_usage": False}], ids=str)
def test_a_stream_tells_no_usage_unless_asked_to(gateway: Serving, asker: Asker, options: object) -> None:
    response, event = asker.asked(stream=True, stream_options=options)
    gateway.stream(event, whole(event))
    assert not [part for part in parts(response.result()) if "usage" in part or not part["choices"]]


def test_a_stream_that_tells_its_usage_has_null_in_all_but_the_last_piece(gateway: Serving, asker: Asker) -> None:
    response, event = asker.asked(stream=True, stream_options={"include_usage": True})
    gateway.stream(event, whole(event))
    *others, last = parts(response.result())
    assert {part["usage"] for part in others} == {None}
    assert (last["choices"], last["usage"]["total_tokens"]) == ([], 7)
