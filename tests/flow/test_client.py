"""The Python client against a whole MiniRAG."""

from collections.abc import Iterator

import pytest

from minirag import Answer, Checked, Citations, Client, Conversation, Done, Filters, Options, Stage, Token, Turn
from tests.running import Running
from tests.unit.client.test_one_source import types
from tests.unit.ingest.bombs import zipped

COLLECTION = Filters(collections=["clients"])
QUESTION = "How many boats does the Alder club own?"
TEXT = b"The Alder club owns seven boats. Its house opens at nine."


@pytest.fixture(scope="module")
def client(laptop: Running) -> Iterator[Client]:
    with Client(laptop.url) as opened:
        opened.wait(opened.upload(TEXT, "client/alder.txt", metadata={"collection": "clients"}))
        yield opened


def test_an_answer_cites_what_was_uploaded(client: Client) -> None:
    answer = client.ask(QUESTION, filters=COLLECTION, options=Options(max_tokens=32))
    assert answer.answered
    assert (answer.citations[0].name, "seven boats" in answer.citations[0].quote) == ("client/alder.txt", True)


def test_a_stream_brings_stages_tokens_citations_and_the_answer_in_this_order(client: Client) -> None:
    with client.stream(QUESTION, filters=COLLECTION) as stream:
        events = list(stream)
    first, citations, done = events[0], events[-2], events[-1]
    assert isinstance(first, Stage) and isinstance(citations, Citations) and isinstance(done, Done)
    assert (first.id, citations.citations) == (done.answer.id, done.answer.citations)
    certain = "".join(event.text for event in events if isinstance(event, Checked))
    assert any(isinstance(event, Token) for event in events) and done.answer.answer.startswith(certain)


def test_a_search_finds_the_passage_with_its_scores_and_best_sentence(client: Client) -> None:
    found = client.search(QUESTION, filters=COLLECTION, limit=1, spans=True)
    [passage] = found.passages
    assert (passage.name, passage.text, passage.scores.fused is not None) == ("client/alder.txt", TEXT.decode(), True)
    assert passage.sentences[0].text == "The Alder club owns seven boats."


def test_a_search_in_another_collection_finds_nothing(client: Client) -> None:
    assert client.search(QUESTION, filters=Filters(collections=["none such"])).passages == []


def test_a_conversation_is_kept(client: Client) -> None:
    answer = client.ask(QUESTION, filters=COLLECTION)
    again = client.ask("When does its house open?", conversation=answer.conversation, filters=COLLECTION)
    assert [turn.id for turn in client.conversation(answer.conversation)] == [answer.id, again.id]
    assert client.conversations(limit=1)[0].id == answer.conversation


def test_the_gateway_tells_of_answers_and_conversations_just_what_the_client_knows(client: Client) -> None:
    told = client.request("POST", "/ask", json={"question": QUESTION}).json()
    conversation = client.request("GET", f"/conversations/{told['conversation']}").json()
    listed = client.request("GET", "/conversations").json()["conversations"][0]
    assert (set(told), set(conversation["turns"][0]), set(listed)) == (
        *(set(types(Answer)), set(types(Turn)), set(types(Conversation))),
    )


def test_an_archive_is_waited_for_with_its_files(client: Client) -> None:
    packed = zipped({"green.txt": b"The seventh boat is green.", "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(99)})
    *_, tally = client.upload_all({"client/boats.zip": packed})
    assert (sorted(tally.documents), list(tally.failed)) == (
        *(["client/boats.zip", "client/boats.zip/green.txt", "client/boats.zip/picture.png"],),
        ["client/boats.zip/picture.png"],
    )
