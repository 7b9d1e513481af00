"""generate: the answer, to the gateway that waits and as an event; a gateway that dies, or waits no longer.

The model and the gateway are fakes that are named so.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from events.errors import Unavailable
from events.event import Event, make
from events.questions import AnswerGenerated, Message, Options, PromptBuilt, Usage
from events.registry import PROMPT_BUILT
from events.validation import decode
from functions.answer.generate import GONE, Generate
from functions.answer.own_sentences import UNANSWERED
from functions.serving.http_client import CallFailed
from functions.serving.settings import Settings
from functions.serving.signing import signed_address
from functions.serving.work import Work
from functions.text.frames import framed
from tests.unit.answer.test_grounding import CITATIONS, NEAREST
from tests.unit.world import env_of, opened

KEY, ID = "a key for tests", "019c13ec-9e00-72d7-9642-b726b0440162"
SETTINGS = Settings(signing_key=KEY, generator="a model")
PIECES = ('{"fee"', ": ", "55", "}")  # a lost piece leaves no JSON
SAID = "".join(PIECES)
REPLYTO = signed_address(KEY, f"http://127.0.0.1:1/answers/{ID}")
DATA = PromptBuilt(
    question="What is the fee?",
    messages=[Message(role="user", content="What is the fee?")],
    citations=[],
    options=Options(json_schema={"type": "object"}),
)


class FakeAnswer:
    """Says the pieces; `usage` counts those that were said."""

    finish_reason = "stop"

    def __init__(self) -> None:
        self.said, self.closed = 0, False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.said == len(PIECES):
            raise StopIteration
        self.said += 1
        return PIECES[self.said - 1]

    def is_ready(self, _patience: float) -> bool:
        return True

    @property
    def usage(self) -> Usage:
        return Usage(completion_tokens=self.said)

    def close(self) -> None:
        self.closed = True


class FakeGenerator:
    """A model that always says the same, and keeps what it was asked with."""

    def __init__(self) -> None:
        self.answer, self.asked = FakeAnswer(), list[Any]()
        self.failure: Exception | None = None

    def generate(self, messages: object, options: object) -> FakeAnswer:
        if self.failure:
            raise self.failure
        self.asked.append((messages, options))
        return self.answer


class FakeGateway:
    """Reads so many lines of the stream, and then dies (None), or answers this status; a report it answers, too."""

    def __init__(self, lines: int, status: int | None, at_reports: int = 204) -> None:
        self._lines, self.status_code, self._at_reports = lines, status, at_reports
        self.heard, self.reports = list[bytes](), list[dict[str, object]]()

    def deliver(self, _: str, message: dict[str, object]) -> int:
        self.reports.append(message)
        return self._at_reports

    def post(self, _: str, *, content: Iterator[bytes], **_options: object) -> "FakeGateway":
        self.heard = list(islice(content, self._lines))
        if self.status_code is None:
            raise CallFailed("the connection broke")
        return self


ALL = len(PIECES) + 1  # lines: one for each piece, and one for the answer
LISTENING = 204


@pytest.fixture
def model() -> FakeGenerator:
    return FakeGenerator()


def run(model: FakeGenerator, gateway: FakeGateway, data: PromptBuilt = DATA, **extensions: str) -> Event | None:
    """Return what the step answers, with the model and this gateway."""
    step = Generate(env_of(SETTINGS, reports=gateway), opened(model), opened(gateway))
    event = make(PROMPT_BUILT, "/test", ID, data, {"subject": ID, "replyto": REPLYTO} | extensions)
    return step.generate_answer(Work(stage="generate", event=event, data=data, tenant="default"))


def answer_of(reply: Event | None) -> AnswerGenerated:
    assert reply is not None
    return decode(reply.data, AnswerGenerated)


@pytest.mark.parametrize("lines", range(ALL + 1))
def test_no_token_is_lost_wherever_the_gateway_dies(model: FakeGenerator, lines: int) -> None:
    assert answer_of(run(model, FakeGateway(lines, None))).answer == SAID


def test_each_line_has_the_number_of_its_token_and_the_last_one_the_answer(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING)
    run(model, gateway)
    *tokens, last = (msgspec.json.decode(line) for line in gateway.heard)
    assert [(line["n"], line["text"]) for line in tokens] == list(enumerate(PIECES))
    assert last["answer"]["answer"] == SAID


def test_every_line_names_the_attempt_that_was_announced_before_them(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING)
    run(model, gateway)
    ((stage, state, attempt),) = [tuple(report.values()) for report in gateway.reports]
    assert (stage, state) == ("generate", "started")
    assert {msgspec.json.decode(line)["attempt"] for line in gateway.heard} == {attempt}


def test_two_runs_of_one_question_are_two_attempts(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING)
    run(model, gateway)
    run(model, gateway)
    first, second = (report["attempt"] for report in gateway.reports)
    assert first != second


def test_the_event_has_the_same_answer_as_the_last_line(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING)
    answer = answer_of(run(model, gateway))
    last = msgspec.json.decode(gateway.heard[-1], type=dict[str, msgspec.Raw])["answer"]
    assert replace(decode(bytes(last), AnswerGenerated), timings={}) == replace(answer, timings={})


def test_the_model_stops_and_there_is_no_answer_once_nobody_waits(model: FakeGenerator) -> None:
    assert run(model, FakeGateway(2, 410)) is None
    assert (model.answer.closed, model.answer.said) == (True, 2)


def test_where_nobody_waits_from_the_start_not_a_token_is_written(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING, at_reports=410)
    assert run(model, gateway) is None
    assert (model.answer.closed, model.answer.said, gateway.heard) == (True, 0, [])


def test_a_gateway_that_answers_with_an_error_is_no_reason_to_give_up_the_answer(model: FakeGenerator) -> None:
    assert answer_of(run(model, FakeGateway(2, 500))).answer == SAID


def test_a_gateway_that_does_not_answer_the_report_may_still_hear_the_stream(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING, at_reports=0)
    assert answer_of(run(model, gateway)).answer == SAID
    assert len(gateway.heard) == ALL


@pytest.mark.parametrize("replyto", ["", "http://127.0.0.1:1/answers/1/forged"])
def test_without_an_address_of_ours_nobody_is_called_and_the_event_is_the_answer(
    model: FakeGenerator, replyto: str
) -> None:
    gateway = FakeGateway(ALL, LISTENING)
    reply = run(model, gateway, replyto=replyto)
    assert (answer_of(reply).answer, gateway.reports, gateway.heard) == (SAID, [], [])


def test_the_answer_goes_on_without_the_address_that_it_was_streamed_to(model: FakeGenerator) -> None:
    reply = run(model, FakeGateway(ALL, LISTENING))
    assert reply is not None
    assert (reply.get("replyto"), reply.get("subject")) == ("", ID)


def test_a_model_that_is_not_to_be_asked_is_not_and_the_answer_says_so(model: FakeGenerator) -> None:
    gateway = FakeGateway(2, LISTENING)
    answer = answer_of(run(model, gateway, replace(DATA, messages=[], options=Options())))
    assert (answer.answer, answer.answered, answer.generated, model.asked) == (framed("en", UNANSWERED), False, "", [])
    assert {msgspec.json.decode(gateway.heard[0])[name] for name in ("text", "checked")} == {framed("en", UNANSWERED)}


def test_the_model_gets_the_questions_options(model: FakeGenerator) -> None:
    options = Options(max_tokens=7, temperature=0.5, top_p=0.9, top_k=3, min_p=0.1, seed=5, stop=["x"])
    run(model, FakeGateway(ALL, LISTENING), replace(DATA, options=options))
    ((messages, given),) = model.asked
    assert messages == DATA.messages
    assert msgspec.to_builtins(given) == {
        "max_tokens": 7,
        "temperature": 0.5,
        "top_p": 0.9,
        "top_k": 3,
        "min_p": 0.1,
        "seed": 5,
        "json_schema": "",
        "stop": ("x",),
    }


def test_the_answer_tells_its_model_its_usage_and_how_it_ended(model: FakeGenerator) -> None:
    model.answer.finish_reason = "length"
    answer = answer_of(run(model, FakeGateway(ALL, LISTENING)))
    assert (answer.model, answer.usage.completion_tokens, answer.finish_reason) == ("a model", len(PIECES), "length")


def test_the_time_of_each_stage_before_it_stands_beside_its_own(model: FakeGenerator) -> None:
    answer = answer_of(run(model, FakeGateway(ALL, LISTENING), timings="embed:1.5,search:20"))
    assert {name: answer.timings[name] for name in ("embed", "search")} == {"embed": 1.5, "search": 20.0}
    assert list(answer.timings) == ["embed", "search", "generate"]


def test_what_the_model_fails_by_is_what_the_step_fails_by(model: FakeGenerator) -> None:
    model.failure = Unavailable("no slot is free")
    with pytest.raises(Unavailable, match="no slot"):
        run(model, FakeGateway(ALL, LISTENING))


class Reading(FakeAnswer):
    """Reads its question for two beats before it says anything."""

    beats = 2

    def is_ready(self, _patience: float) -> bool:
        self.beats -= 1
        return self.beats < 0


def test_while_the_model_reads_the_gateway_gets_empty_lines(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL + Reading.beats, LISTENING)
    model.answer = Reading()
    assert answer_of(run(model, gateway)).answer == SAID
    assert gateway.heard[: Reading.beats] == [b"\n"] * Reading.beats


def test_a_gateway_that_waits_no_longer_stops_a_model_that_still_reads(model: FakeGenerator) -> None:
    model.answer = Reading()
    assert run(model, FakeGateway(1, GONE)) is None
    assert (model.answer.said, model.answer.closed) == (0, True)


class Saying(FakeAnswer):
    """Says these pieces, one after another."""

    def __init__(self, *pieces: str) -> None:
        super().__init__()
        self._rest = list(pieces)

    def __next__(self) -> str:
        if not self._rest:
            raise StopIteration
        self.said += 1
        return self._rest.pop(0)


PLAIN = replace(DATA, options=Options(), citations=CITATIONS, sentences=NEAREST, question="What is told?", numbered=2)


def lines_of(gateway: FakeGateway) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in gateway.heard]


def test_a_line_tells_what_its_token_makes_certain_of_the_answer(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING)
    model.answer = Saying("A region in France. ", "Palermo ", "fell in 1072.")
    answer = answer_of(run(model, gateway, PLAIN))
    certain = [line["checked"] for line in lines_of(gateway) if "checked" in line]
    assert certain == ["A region in France. [1]"]
    assert answer.answer.startswith("A region in France. [1]")


def test_a_run_that_becomes_garbage_is_closed_at_once(model: FakeGenerator) -> None:
    model.answer = Saying("In France.", *["\nUser: And then?"] * 1000)
    answer = answer_of(run(model, FakeGateway(ALL, LISTENING), PLAIN))
    assert (model.answer.closed, model.answer.said) == (True, 2)
    assert (answer.answer, answer.generated) == ("In France. [1]", "In France.\nUser: And then?")


@pytest.mark.parametrize("lines", range(5))
def test_wherever_the_gateway_dies_what_it_was_told_is_the_beginning_of_the_answer(
    model: FakeGenerator, lines: int
) -> None:
    gateway = FakeGateway(lines, None)
    model.answer = Saying("A region in France. ", "Palermo ", "fell in 1072. ", "It was")
    answer = answer_of(run(model, gateway, PLAIN))
    assert answer.answer.startswith("".join(line.get("checked", "") for line in lines_of(gateway)))


@pytest.mark.parametrize("data", [DATA, replace(DATA, options=Options())], ids=["JSON", "words"])
def test_an_answer_says_whether_it_is_json(model: FakeGenerator, data: PromptBuilt) -> None:
    assert answer_of(run(model, FakeGateway(ALL, LISTENING), data)).is_json is (data is DATA)


def test_an_answer_that_is_to_be_kept_nowhere_says_so(model: FakeGenerator) -> None:
    assert answer_of(run(model, FakeGateway(ALL, LISTENING), replace(DATA, store=False))).store is False


ALONE = replace(DATA, plain=True, options=Options())


def test_what_the_model_says_of_no_documents_goes_out_unchecked_as_it_comes_and_is_marked(model: FakeGenerator) -> None:
    gateway = FakeGateway(ALL, LISTENING)
    answer = answer_of(run(model, gateway, ALONE))
    tokens = [msgspec.json.decode(line) for line in gateway.heard[:-1]]
    assert "".join(line["checked"] for line in tokens) == "".join(line["text"] for line in tokens) == SAID
    assert (answer.answer, answer.plain, answer.citations, answer.support, answer.quoted) == (SAID, True, [], [], False)
