"""The way of a question, from the gateway to the conversation log."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from events.identity import derived_id
from functions.text.frames import framed
from tests.flow.test_documents import NORMANS
from tests.system import System, until

QUESTION = "In what country is Normandy located?"


@pytest.fixture(scope="module", autouse=True)
def document(system: System) -> None:
    system.upload("normandy.md", NORMANS)
    system.wait_for("normandy.md")


def events_of(system: System, **body: object) -> Iterator[tuple[str, object]]:
    """Ask with streaming, and yield each server-sent event's name and data."""
    with system.http.stream("POST", "/ask", json={"question": QUESTION, "stream": True, **body}) as response:
        name = ""
        for line in response.iter_lines():
            if line.startswith("event:"):
                name = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                yield name, json.loads(line.removeprefix("data:"))


def test_an_answer_cites_the_passage_and_quotes_the_sentence_that_names_the_country(system: System) -> None:
    """The words of so small a model are no subject of a test; the quote is right whatever it says."""
    answer = system.ask(QUESTION, filters={"documents": [system.id_of("normandy.md")]})
    assert answer["answer"]
    assert answer["citations"][0]["name"] == system.name("normandy.md")
    assert "France" in answer["citations"][0]["quote"]


def test_the_pieces_of_a_streamed_answer_are_the_models_words_that_can_be_fetched(system: System) -> None:
    """Not what a second question would give: of two words that are as likely, the model may take the other then."""
    events: list[tuple[str, Any]] = list(events_of(system))
    pieces = [data["text"] for name, data in events if name == "token"]
    _, done = events[-1]
    kept = system.http.get(f"/questions/{done['id']}").json()
    assert "".join(pieces).strip() == (kept["generated"] or kept["answer"])


def test_an_answer_is_shown_with_the_sentences_it_rests_on_which_stand_where_they_say(system: System) -> None:
    answer = system.ask(QUESTION, filters={"documents": [system.id_of("normandy.md")]})
    assert "France" in " ".join(sentence["text"] for sentence in answer["support"])
    passages = {citation["number"]: citation for citation in answer["citations"]}
    for sentence in answer["support"]:
        passage = passages[sentence["number"]]
        start, end = (sentence[name] - passage["start"] for name in ("start", "end"))
        assert passage["text"][start:end] == sentence["text"]


def test_every_marker_of_an_answer_names_a_citation_that_says_it_is_cited(system: System) -> None:
    answer = system.ask(QUESTION)
    cited = {citation["number"] for citation in answer["citations"] if citation.get("cited")}
    assert cited
    assert {int(number) for number in re.findall(r"\[(\d+)\]", answer["answer"])} == cited


def test_a_stream_tells_its_stages_and_ends_with_citations_and_done(system: System) -> None:
    names = [name for name, _ in events_of(system)]
    assert names[0] == "stage"
    assert names[-2:] == ["citations", "done"]


def test_an_answer_tells_how_long_each_stage_took(system: System) -> None:
    assert {"embed", "search", "prompt", "generate"} <= set(system.ask(QUESTION)["timings"])


def test_the_finished_answer_can_be_fetched_again(system: System) -> None:
    answer = system.ask(QUESTION)
    again = system.http.get(f"/questions/{answer['id']}").json()
    assert again["answer"] == answer["answer"]


def test_a_conversation_is_kept(system: System) -> None:
    first = system.ask(QUESTION)
    system.ask("Who were the Normans?", conversation=first["conversation"])
    turns = system.http.get(f"/conversations/{first['conversation']}").json()["turns"]
    assert [turn["question"] for turn in turns] == [QUESTION, "Who were the Normans?"]


@pytest.mark.parametrize("question", ["", "   ", "x" * 5000])
def test_a_question_that_is_empty_or_too_long_is_refused(system: System, question: str) -> None:
    response = system.http.post("/ask", json={"question": question})
    assert response.status_code == 422
    assert "question" in response.json()["detail"]


def test_filters_keep_other_documents_out(system: System) -> None:
    answer = system.ask(QUESTION, filters={"documents": [str(uuid.uuid4())]})
    assert answer["citations"] == []
    assert answer["answer"] == framed("en", "nothing let through")


def test_a_question_by_event_without_a_replyto_is_remembered(system: System) -> None:
    conversation, id_ = str(uuid.uuid4()), str(uuid.uuid4())
    filters = {"documents": [system.id_of("normandy.md")]}
    asked = {"question": QUESTION, "conversation": conversation, "filters": filters}
    system.post_event("minirag.question.asked", asked, id=id_)
    question = derived_id("outside question", "default", "/test", id_)
    answered = until(lambda: _answered(system, question), "the answer is in the log")
    assert "France" in answered["citations"][0]["quote"]
    assert answered["conversation"] != conversation
    assert system.http.get(f"/conversations/{conversation}").status_code == 404


def _answered(system: System, question: str) -> dict[str, Any] | None:
    found = system.http.get(f"/questions/{question}").json()
    return dict(found) if found.get("answer") else None


def test_a_question_that_the_documents_say_nothing_about_is_not_answered_but_shown_the_nearest_passages(
    system: System,
) -> None:
    filters = {"documents": [system.id_of("normandy.md")]}  # other tests' tables have shelves
    answer = system.ask("Which screws hold the shelf of the left cupboard?", filters=filters)
    assert not answer["answered"]
    assert answer["usage"] == {}
    assert answer["citations"]


def test_a_question_that_the_documents_answer_says_so(system: System) -> None:
    assert system.ask(QUESTION)["answered"]
