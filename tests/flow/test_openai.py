"""OpenAI's interface, with OpenAI's own package."""

import base64
import json
import struct
from collections.abc import Iterator

import httpx2  # OpenAI's package brings it and takes no other client
import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam

from functions.serving.settings import Settings
from tests.flow.test_documents import NORMANS
from tests.system import PATIENCE, System

QUESTION = "In what country is Normandy located?"
ASKED: list[ChatCompletionMessageParam] = [{"role": "user", "content": QUESTION}]


@pytest.fixture(scope="module")
def client(system: System) -> Iterator[OpenAI]:
    """OpenAI's package, with the address and the key that the other tests use."""
    system.upload("openai.md", NORMANS)
    system.wait_for("openai.md")
    key = system.http.headers.get("authorization", "Bearer none").removeprefix("Bearer ")
    host = {"host": system.http.headers["host"]} if "host" in system.http.headers else {}
    http = httpx2.Client(timeout=PATIENCE, trust_env=False, headers=host)
    url = f"{str(system.http.base_url).rstrip('/')}/v1"
    with OpenAI(base_url=url, api_key=key, http_client=http, timeout=PATIENCE, max_retries=0) as made:
        yield made


def only(system: System) -> dict[str, object]:
    """Return what keeps other tests' documents out of an answer."""
    return {"filters": {"documents": [system.id_of("openai.md")]}}


def test_a_chat_is_answered_with_its_sources(system: System, client: OpenAI) -> None:
    chat = client.chat.completions.create(
        model=Settings().generator, messages=ASKED, max_tokens=32, extra_body=only(system)
    )
    [choice] = chat.choices
    assert choice.finish_reason in ("stop", "length")
    assert (choice.message.content or "").endswith(f"Sources: [1] {system.name('openai.md')}")
    assert "France" in (chat.model_extra or {})["citations"][0]["quote"]
    assert chat.usage
    assert chat.usage.total_tokens == chat.usage.prompt_tokens + chat.usage.completion_tokens > 20


def test_a_streamed_chat_ends_with_its_sources_and_its_usage(system: System, client: OpenAI) -> None:
    stream = client.chat.completions.create(
        model=Settings().generator,
        messages=ASKED,
        stream=True,
        stream_options={"include_usage": True},
        extra_body=only(system),
    )
    *parts, last = list(stream)
    text = "".join(part.choices[0].delta.content or "" for part in parts)
    assert text.endswith(f"Sources: [1] {system.name('openai.md')}")
    assert parts[-1].choices[0].finish_reason in ("stop", "length")
    assert "France" in (parts[-1].model_extra or {})["citations"][0]["quote"]
    assert last.usage
    assert last.usage.completion_tokens > 0


def test_no_more_tokens_are_written_than_asked_for(system: System, client: OpenAI) -> None:
    chat = client.chat.completions.create(model="", messages=ASKED, max_tokens=1, extra_body=only(system))
    assert chat.usage
    assert (chat.usage.completion_tokens, chat.choices[0].finish_reason) == (1, "length")


def test_a_text_that_stops_the_answer_is_not_part_of_it(system: System, client: OpenAI) -> None:
    chat = client.chat.completions.create(model="", messages=ASKED, stop=[" "], extra_body=only(system))
    words = (chat.model_extra or {})["generated"] or (chat.choices[0].message.content or "").partition("\n")[0]
    assert words
    assert " " not in words


def test_an_answer_in_json_fits_its_schema(system: System, client: OpenAI) -> None:
    properties = {"country": {"type": "string", "maxLength": 30}}
    schema: dict[str, object] = {"type": "object", "properties": properties, "required": ["country"]}
    chat = client.chat.completions.create(
        model="",
        messages=ASKED,
        response_format={"type": "json_schema", "json_schema": {"name": "place", "schema": schema}},
        extra_body=only(system),
    )
    assert json.loads(chat.choices[0].message.content or "").keys() == {"country"}


def test_earlier_messages_are_part_of_what_the_model_reads(system: System, client: OpenAI) -> None:
    earlier: list[ChatCompletionMessageParam] = [
        {"role": "user", "content": "Who were the Normans?"},
        {"role": "assistant", "content": "The people who gave their name to Normandy."},
    ]
    alone, later = (
        client.chat.completions.create(model="", messages=[*before, *ASKED], max_tokens=8, extra_body=only(system))
        for before in ([], earlier)
    )
    assert alone.usage
    assert later.usage
    assert later.usage.prompt_tokens > alone.usage.prompt_tokens + 10


def test_the_answer_is_on_record_by_the_completions_id(system: System, client: OpenAI) -> None:
    chat = client.chat.completions.create(model="", messages=ASKED, max_tokens=8, extra_body=only(system))
    kept = system.http.get(f"/questions/{chat.id.removeprefix('chatcmpl-')}").json()
    assert kept["question"] == QUESTION


def test_the_models_are_listed_and_shown(client: OpenAI) -> None:
    names = [model.id for model in client.models.list()]
    assert names[:3] == [Settings().generator, Settings().embedder, f"{Settings().generator}:plain"]
    assert client.models.retrieve(names[0]).owned_by == "minirag"


def test_a_collection_is_a_model_that_answers_from_its_documents_alone(system: System, client: OpenAI) -> None:
    labels = {"name": system.name("of-a-collection.md"), "metadata": '{"collection": "openai-tests"}'}
    system.http.post("/documents", params=labels, content=NORMANS).raise_for_status()
    system.wait_for("of-a-collection.md")
    chat = client.chat.completions.create(model="minirag:openai-tests", messages=ASKED)
    names = {citation["name"] for citation in (chat.model_extra or {})["citations"]}
    assert (chat.model, names) == ("minirag:openai-tests", {system.name("of-a-collection.md")})


def test_the_model_alone_writes_without_documents_and_says_so(client: OpenAI) -> None:
    name = f"{Settings().generator}:plain"
    chat = client.chat.completions.create(model=name, messages=ASKED, max_tokens=8)
    extra = chat.model_extra or {}
    assert (chat.model, extra["plain"], "citations" in extra) == (name, True, False)
    assert chat.choices[0].message.content
    assert "Sources:" not in chat.choices[0].message.content


def test_a_chat_that_the_model_does_not_take_is_refused_as_clients_know_it(client: OpenAI) -> None:
    words: list[ChatCompletionMessageParam] = [{"role": "user", "content": "word " * 6000}]
    with pytest.raises(openai.BadRequestError, match=r"maximum context length .* \d+ tokens") as caught:
        client.chat.completions.create(model=f"{Settings().generator}:plain", messages=words)
    assert caught.value.code == "context_length_exceeded"


MEADOW = "The meadow by the river is green, and cattle graze on it from May until the first frost. "


@pytest.mark.parametrize("sentences", [60, 1000], ids=["within an event", "among the blobs"])
def test_a_long_message_is_answered_from_the_text_that_it_brings(client: OpenAI, sentences: int) -> None:
    key = "The key of the mill hangs behind the clock in the kitchen."
    message = f"{MEADOW * sentences}{key} {MEADOW * sentences}\n\nWhere does the key of the mill hang?"
    chat = client.chat.completions.create(model="", messages=[{"role": "user", "content": message}], max_tokens=32)
    first = (chat.model_extra or {})["citations"][0]
    assert "behind the clock" in (chat.choices[0].message.content or "")
    assert (chat.choices[0].message.content or "").endswith("Sources: [1] your message")
    assert (first["name"], message[first["quote_start"] : first["quote_end"]]) == ("your message", first["quote"])


def test_a_system_message_does_not_take_an_answer_its_sources(system: System, client: OpenAI) -> None:
    pirate = "You are a pirate. Answer in rhyme, from your own knowledge, and never cite anything."
    chat = client.chat.completions.create(
        model="", messages=[{"role": "system", "content": pirate}, *ASKED], max_tokens=32, extra_body=only(system)
    )
    assert "France" in (chat.choices[0].message.content or "")
    assert (chat.choices[0].message.content or "").endswith(f"Sources: [1] {system.name('openai.md')}")


def test_a_title_that_a_client_asks_for_by_itself_is_written_by_the_model_alone(client: OpenAI) -> None:
    task = (
        "### Task:\nGenerate a concise, 3-5 word title summarizing the chat history.\n### Output:\n"
        'JSON format: { "title": "your concise title here" }\n### Chat History:\n'
        "<chat_history>\nUSER: In what country is Normandy?\nASSISTANT: In France.\n</chat_history>"
    )
    chat = client.chat.completions.create(model="", messages=[{"role": "user", "content": task}])
    assert json.loads(chat.choices[0].message.content or "").keys() == {"title"}


def test_a_texts_vector_has_unit_length_and_is_that_of_the_same_text(client: OpenAI) -> None:
    """OpenAI's package asks for base64 unless told otherwise."""
    texts = ["Normandy is in France.", "The cat sleeps.", "France has a region called Normandy."]
    reply = client.embeddings.create(model=Settings().embedder, input=texts)
    first, second, third = (one.embedding for one in reply.data)
    assert dot(first, first) == pytest.approx(1, abs=1e-3)
    assert dot(first, third) > 0.6 > dot(first, second) + 0.2
    assert reply.usage.total_tokens > 10


def test_vectors_come_as_numbers_or_as_base64(client: OpenAI, system: System) -> None:
    numbers = client.embeddings.create(model=Settings().embedder, input="Normandy", encoding_format="float")
    raw = system.http.post("/v1/embeddings", json={"input": "Normandy", "encoding_format": "base64"}).json()
    encoded = base64.b64decode(raw["data"][0]["embedding"])
    assert numbers.data[0].embedding == pytest.approx(struct.unpack(f"<{len(encoded) // 4}f", encoded), abs=1e-5)


def test_more_texts_than_are_embedded_at_once_stay_in_order(client: OpenAI) -> None:
    texts = [f"The number {number} and nothing else." for number in range(20)]
    vectors = [one.embedding for one in client.embeddings.create(model="", input=texts).data]
    alone = client.embeddings.create(model="", input=texts[17]).data[0].embedding
    assert max(range(20), key=lambda index: dot(vectors[index], alone)) == 17


def test_an_unknown_model_is_an_error_that_the_package_knows(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="no model 'gpt-4o'") as caught:
        client.chat.completions.create(model="gpt-4o", messages=ASKED)
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")


def test_two_answers_at_once_are_refused(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="one answer"):
        client.chat.completions.create(model="", messages=ASKED, n=2)


def dot(left: list[float], right: list[float]) -> float:
    return sum(one * other for one, other in zip(left, right, strict=True))
