"""What the model reads, of earlier turns and at all. A real embedder, a real store."""

import base64
from pathlib import Path
from typing import Any

import pytest

from events.event import Event, make
from events.identity import now_ms
from events.questions import Exchange, FoundPassage, PassagesFound, PromptBuilt
from events.registry import PASSAGES_FOUND
from events.searches import SearchWanted
from events.validation import decode
from functions.answer.prompt import Prompt
from functions.serving.lazy import LazyPool, LazyResource
from functions.serving.settings import Settings
from functions.serving.work import Work
from functions.stores.blobs import Blobs, brought_key
from functions.stores.conversations import Turn
from functions.stores.opening import open_blobs, open_records
from functions.stores.records import Records
from model.embedding import Embedder, Tokenizer
from tests.unit.answer.waiting_gateway import KEY, waiting_gateway
from tests.unit.world import env_of

ID = "019c13ec-9e00-72d7-9642-b726b0440162"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """A store with one conversation."""
    records = open_records(f"sqlite://{tmp_path_factory.mktemp('stores')}/store.sqlite")
    records.add_turn(Turn(id=ID, tenant="default", conversation=ID, at=now_ms(), question="Stored?", answer="Yes."))
    return records


PASSAGE = FoundPassage(
    id=ID, document=ID, name="a.txt", text="Normandy is a region in France.", start=0, end=31, score=1.0
)


class Prompting:
    """The step for the questions of a test, with one passage, and with another generator where one is named."""

    def __init__(self, records: Records, embedder: Embedder, blobs: Blobs) -> None:
        self.records, self.embedder, self.settings, self.blobs = records, embedder, Settings(), blobs

    def answered(
        self,
        question: str,
        *history: Exchange,
        conversation: str | None = None,
        passage: FoundPassage = PASSAGE,
        rewritten: str = "",
        **more: Any,
    ) -> PromptBuilt:
        """Return what the step answers."""
        reply = self.reply(question, *history, conversation=conversation, passage=passage, rewritten=rewritten, **more)
        assert reply is not None
        return decode(reply.data, PromptBuilt)

    def reply(
        self,
        question: str,
        *history: Exchange,
        passage: FoundPassage = PASSAGE,
        rewritten: str = "",
        **more: Any,
    ) -> Event | None:
        """Return the event that the step answers with."""
        vector = base64.b64encode(self.embedder.embed_queries([rewritten or question])[0].tobytes()).decode()
        data = PassagesFound(
            question=question,
            history=list(history),
            rewritten=rewritten,
            vector=vector,
            passages=[passage],
            **more,
        )
        event = make(PASSAGES_FOUND, "/test", ID, data, {"subject": ID})
        return self._step().build_prompt(Work(stage="prompt", event=event, data=data, tenant="default"))

    def handed_over(self, question: str, passage: FoundPassage, replyto: str) -> None:
        """Have the step end a search of this question at the gateway."""
        vector = base64.b64encode(self.embedder.embed_queries([question])[0].tobytes()).decode()
        data = PassagesFound(question=question, vector=vector, passages=[passage], search=SearchWanted(spans=True))
        event = make(PASSAGES_FOUND, "/test", ID, data, {"replyto": replyto})
        assert self._step().build_prompt(Work(stage="prompt", event=event, data=data, tenant="default")) is None

    def earlier(self, *history: Exchange, conversation: str | None = None) -> list[str]:
        """Return the messages between the instructions and the question."""
        built = self.answered("Where is Normandy?", *history, conversation=conversation)
        return [message.content for message in built.messages[1:-1]]

    def _step(self) -> Prompt:
        tokenizer = LazyResource(lambda: Tokenizer.load("SmolLM2-135M-Instruct", "generate"))  # counts for any model
        env = env_of(self.settings, records=self.records, blobs=self.blobs)
        return Prompt(env, LazyPool(lambda _: self.embedder, "a model"), tokenizer)


@pytest.fixture
def prompting(records: Records, embedder: Embedder, tmp_path: Path) -> Prompting:
    return Prompting(records, embedder, open_blobs((tmp_path / "blobs").as_uri()))


def test_a_question_alone_has_nothing_before_it(prompting: Prompting) -> None:
    assert prompting.earlier() == []


def test_the_stored_conversation_comes_before_the_question(prompting: Prompting) -> None:
    assert prompting.earlier(conversation=ID) == ["Stored?", "Yes."]


def test_a_history_that_the_question_brings_stands_in_its_place(prompting: Prompting) -> None:
    assert prompting.earlier(Exchange(question="Who?", answer="They."), conversation=ID) == ["Who?", "They."]


def test_a_large_model_gets_whole_passages_and_whole_turns_which_a_small_one_does_not(prompting: Prompting) -> None:
    prompting.settings = Settings(generator="Qwen3-4B-Instruct-2507")
    built = prompting.answered("Where is Normandy?", Exchange(question="long " * 90, answer="so [1]"))
    _, earlier, answer, asked = [message.content for message in built.messages]
    assert (len(earlier), answer) == (450, "so")
    assert "[1] \nNormandy is a region in France." in asked
    assert built.numbered == 1


@pytest.mark.parametrize(
    ("question", "has_messages"), [("In what country is Normandy?", True), ("Which screw holds the shelf?", False)]
)
def test_the_model_is_not_asked_what_no_sentence_comes_near(
    prompting: Prompting, question: str, has_messages: bool
) -> None:
    built = prompting.answered(question)
    assert (bool(built.messages), len(built.citations)) == (has_messages, 1)


@pytest.mark.parametrize(
    ("question", "low_confidence"), [("In what country is Normandy?", False), ("What is eaten in France?", True)]
)
def test_a_sentence_that_is_near_but_not_very_is_no_answer_by_itself(
    prompting: Prompting, question: str, low_confidence: bool
) -> None:
    built = prompting.answered(question)
    assert (bool(built.messages), built.low_confidence) == (True, low_confidence)


NORMANDY = Exchange(question="Is Normandy old?", answer="Yes.")


@pytest.mark.parametrize(
    ("leans_on", "has_messages"), [("Who lives in France?", True), ("Which screw holds it?", False)]
)
def test_a_question_that_leans_on_others_is_judged_with_them(
    prompting: Prompting, leans_on: str, has_messages: bool
) -> None:
    assert bool(prompting.answered("Why?", NORMANDY, rewritten=f"Why? {leans_on}").messages) is has_messages


def test_a_question_that_only_comes_after_others_is_judged_as_one_alone(prompting: Prompting) -> None:
    assert not prompting.answered("Which screw holds the shelf?", NORMANDY).messages


def test_a_quote_stands_at_its_span_in_the_text_of_its_document(prompting: Prompting) -> None:
    text = "A heading.\n\nBread is made of flour. Normandy is a region in France."
    passage = FoundPassage(id=ID, document=ID, name="a.txt", text=text[12:], start=12, end=len(text), score=1.0)
    built = prompting.answered("Where is Normandy?", passage=passage)
    best, sentence = built.citations[0], built.sentences[0]
    assert best.quote == text[best.quote_start : best.quote_end] == "Normandy is a region in France."
    assert sentence.text == text[sentence.start : sentence.end]


TEXT = "The meadows are green. The oldest cathedral of Normandy is that of Bayeux.\n"


def test_a_text_that_comes_with_the_question_answers_it_beside_the_documents(prompting: Prompting) -> None:
    built = prompting.answered("Which cathedral of Normandy is the oldest?", brought=TEXT)
    first = built.citations[0]
    assert (first.name, first.quote) == ("your message", "The oldest cathedral of Normandy is that of Bayeux.")
    assert TEXT[first.quote_start : first.quote_end] == first.quote
    assert {one.name for one in built.citations} == {"your message", "a.txt"}
    assert first.quote in built.messages[-1].content


def test_a_text_that_is_too_long_for_an_event_is_read_under_the_questions_id(prompting: Prompting) -> None:
    prompting.blobs.put(brought_key("default", ID), TEXT.encode())
    built = prompting.answered("Which cathedral of Normandy is the oldest?", brought_as_blob=True)
    assert built.citations[0].name == "your message"


def test_once_it_is_removed_nobody_waits_and_there_is_nothing_to_answer(prompting: Prompting) -> None:
    assert prompting.reply("Which cathedral is the oldest?", brought_as_blob=True) is None


def test_the_summary_of_such_a_text_is_read_out_of_it(prompting: Prompting) -> None:
    built = prompting.answered("Please summarise the text below:", brought=TEXT)
    assert built.direct is not None
    assert (built.messages, {one.name for one in built.citations}) == ([], {"your message"})


def test_a_callers_instructions_come_before_our_own(prompting: Prompting) -> None:
    [own, *_] = prompting.answered("In what country is Normandy?").messages
    [both, *_] = prompting.answered("In what country is Normandy?", instructions="Speak like a pirate.").messages
    assert both.content.endswith(f"\n{own.content}")
    assert "Speak like a pirate." in both.content


def test_where_no_answer_is_wanted_the_best_sentences_go_to_the_gateway_with_their_passage(
    prompting: Prompting,
) -> None:
    prompting.settings = Settings(signing_key=KEY)
    text = "People eat there. Normandy is a region in France."
    passage = FoundPassage(id=ID, document=ID, name="a.txt", text=text, start=5, end=5 + len(text), score=1.0)
    with waiting_gateway() as gateway:
        prompting.handed_over("In what country is Normandy?", passage, gateway.replyto)
    [found] = gateway.told[0]["found"]["passages"]
    assert found["sentences"][0]["text"] == "Normandy is a region in France."
    assert (found["sentences"][0]["start"], found["sentences"][0]["end"]) == (5 + 18, 5 + len(text))
