"""generate: the answer, token by token to the waiting gateway, and as an event in the end."""

import re
import time
import uuid
from collections.abc import Iterator

import functions_framework
import msgspec

from events.event import Event
from events.json_schema import schema_text
from events.questions import AnswerGenerated, PromptBuilt, Usage
from events.registry import ANSWER_GENERATED, PROMPT_BUILT
from functions.answer.showing import no_answer, shown_answer, streamed
from functions.serving.env import Env
from functions.serving.handler import serve
from functions.serving.http_client import CallFailed, plain_client
from functions.serving.lazy import LazyResource
from functions.serving.signing import is_our_address
from functions.serving.work import Work
from model.generation import Answer, Generator, Options

GONE = 410
_TIMING = re.compile(r"([^,:]{1,64}):(\d{1,12}(?:\.\d{1,6})?)(?=,|$)", re.ASCII)
STREAM_TIMEOUT, CONNECT_TIMEOUT = 30.0, 10.0  # seconds

env = Env.from_environment()
settings = env.settings
generator = LazyResource(lambda: Generator.load(settings.generator, slots=settings.slots))
gateway = LazyResource(lambda: plain_client(STREAM_TIMEOUT, CONNECT_TIMEOUT))
reports = env.reports


def generate_answer(work: Work[PromptBuilt]) -> Event | None:
    """Write the answer, streaming to the gateway that waits; answer all the same without one, or when it has died."""
    writing = Writing(work)
    replyto = work.event.get("replyto")
    if is_our_address(settings.signing_key, replyto) and not _stream(writing, replyto):
        writing.close()
        return None  # the gateway waits no longer, so nobody wants this answer
    return work.next(ANSWER_GENERATED, writing.finish()).without("replyto")


def _stream(writing: "Writing", replyto: str) -> bool:
    """Send the run to the gateway while it goes on; tell whether somebody still wants the answer."""
    started: dict[str, object] = {"stage": "generate", "state": "started", "attempt": writing.attempt}
    if reports.get().deliver(replyto, started) == GONE:
        return False
    headers = {"content-type": "application/x-ndjson"}
    try:
        return gateway.get().post(replyto, content=writing.lines(), headers=headers).status_code != GONE
    except CallFailed:
        return True  # the gateway died; `remember` keeps the answer for the question's return


class Writing:
    """One run of the model for one question: its text so far, as lines for the gateway, and the answer in the end."""

    def __init__(self, work: Work[PromptBuilt]) -> None:
        self.attempt = str(uuid.uuid4())
        self._work, self._started = work, time.perf_counter()
        self._completion = _complete(work.data) if work.data.messages else None
        self._pieces = streamed(work.data, self._completion)
        self._text: list[str] = []

    def lines(self) -> Iterator[bytes]:
        """Yield a line of JSON for each piece of text, numbered, and a last one with the whole answer."""
        for number, text in enumerate(self._pieces):
            self._text.append(text)  # first, for nothing runs behind a line at which the gateway dies
            yield self._line(n=number, text=text)
        yield self._line(answer=self._answer())

    def finish(self) -> AnswerGenerated:
        """Return the answer, after writing whatever is still to be written."""
        self._text.extend(self._pieces)
        return self._answer()

    def close(self) -> None:
        """Stop the model at once."""
        if self._completion:
            self._completion.close()

    def _line(self, **fields: object) -> bytes:
        return msgspec.json.encode({"attempt": self.attempt, **fields}) + b"\n"

    def _answer(self) -> AnswerGenerated:
        data, said = self._work.data, "".join(self._text).strip() if self._completion else ""
        shown = shown_answer(data, said) if self._completion else no_answer(data)
        return AnswerGenerated(
            question=data.question,
            conversation=data.conversation,
            answer=shown.answer,
            answered=shown.answered,
            quoted=shown.quoted,
            generated=said if said != shown.answer else "",
            support=list(shown.support),
            citations=list(shown.citations),
            model=settings.generator,
            embedder=data.embedder,
            usage=self._completion.usage if self._completion else Usage(),
            finish_reason="length" if self._completion and self._completion.finish_reason == "length" else "stop",
            timings=self._timings(),
        )

    def _timings(self) -> dict[str, float]:
        """Return the milliseconds of each stage so far, this one included."""
        earlier = _TIMING.findall(self._work.event.get("timings"))
        own = round((time.perf_counter() - self._started) * 1000, 1)
        return {stage: float(spent) for stage, spent in earlier} | {"generate": own}


def _complete(data: PromptBuilt) -> Answer:
    asked = data.options
    options = Options(
        max_tokens=asked.max_tokens,
        temperature=asked.temperature,
        top_p=asked.top_p,
        top_k=asked.top_k,
        min_p=asked.min_p,
        seed=asked.seed,
        stop=tuple(asked.stop),
        json_schema=schema_text(asked.json_schema),
    )
    return generator.get().generate(data.messages, options)


generate = functions_framework.http(
    serve("generate", env, {PROMPT_BUILT: generate_answer}, (generator, gateway, reports))
)
