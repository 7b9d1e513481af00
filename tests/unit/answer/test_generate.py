"""generate: what becomes of an answer whose gateway dies, or waits no longer. The model is a fake that is named so."""

from collections.abc import Callable, Iterator
from itertools import islice

import msgspec
import pytest

from events.event import Event, make
from events.questions import AnswerGenerated, Message, Options, PromptBuilt, Usage
from events.registry import PROMPT_BUILT
from events.validation import decode
from functions.answer import generate
from functions.serving.http_client import CallFailed
from functions.serving.lazy import LazyResource
from functions.serving.signing import signed_address
from functions.serving.work import Work

KEY, ID = "a key for tests", "019c13ec-9e00-72d7-9642-b726b0440162"
PIECES = ('{"fee"', ": ", "55", "}")  # a lost piece leaves no JSON
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

    @property
    def usage(self) -> Usage:
        return Usage(completion_tokens=self.said)

    def close(self) -> None:
        self.closed = True


class FakeGenerator:
    """A model that always says the same."""

    def __init__(self) -> None:
        self.answer = FakeAnswer()

    def generate(self, *_: object) -> FakeAnswer:
        return self.answer


class FakeGateway:
    """Reads so many lines of the stream, and then dies (None), or answers this status; a report it takes."""

    def __init__(self, lines: int, status: int | None) -> None:
        self._lines, self.status_code = lines, status
        self.heard: list[bytes] = []

    def deliver(self, *_: object) -> int:
        return 204

    def post(self, _: str, *, content: Iterator[bytes], **_options: object) -> "FakeGateway":
        self.heard = list(islice(content, self._lines))
        if self.status_code is None:
            raise CallFailed("the connection broke")
        return self


Answering = Callable[[FakeGateway], Event | None]


@pytest.fixture
def model() -> FakeGenerator:
    return FakeGenerator()


@pytest.fixture
def answering(model: FakeGenerator, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """Return what runs the step, with the model and this gateway."""

    def run(gateway: FakeGateway) -> Event | None:
        monkeypatch.setattr(generate, "settings", msgspec.structs.replace(generate.settings, signing_key=KEY))
        monkeypatch.setattr(generate, "generator", LazyResource(lambda: model))
        monkeypatch.setattr(generate, "gateway", LazyResource(lambda: gateway))
        monkeypatch.setattr(generate, "reports", LazyResource(lambda: gateway))
        event = make(PROMPT_BUILT, "/test", ID, DATA, {"subject": ID, "replyto": REPLYTO})
        return generate.generate_answer(Work(stage="generate", event=event, data=DATA, tenant="default"))

    return run


@pytest.mark.parametrize("lines", range(len(PIECES) + 2))
def test_no_token_is_lost_wherever_the_gateway_dies(answering: Answering, lines: int) -> None:
    reply = answering(FakeGateway(lines, None))
    assert reply is not None
    assert decode(reply.data, AnswerGenerated).answer == "".join(PIECES)


def test_each_line_has_the_number_of_its_token_and_the_last_one_the_answer(answering: Answering) -> None:
    gateway = FakeGateway(len(PIECES) + 1, 204)
    answering(gateway)
    *tokens, last = (msgspec.json.decode(line) for line in gateway.heard)
    assert [(line["n"], line["text"]) for line in tokens] == list(enumerate(PIECES))
    assert last["answer"]["answer"] == "".join(PIECES)


def test_the_model_stops_and_there_is_no_answer_once_nobody_waits(answering: Answering, model: FakeGenerator) -> None:
    assert answering(FakeGateway(2, 410)) is None
    assert (model.answer.closed, model.answer.said) == (True, 2)
