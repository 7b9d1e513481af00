"""generate: the answer, token by token to the waiting gateway, and as an event in the end."""

import time
import uuid
from collections.abc import Callable, Iterator

import functions_framework
import httpx
import msgspec

from events.carried import carried
from events.event import Event
from events.json_schema import schema_text
from events.questions import AnswerGenerated, PromptBuilt, Usage
from events.registry import ANSWER_GENERATED, PROMPT_BUILT
from functions.answer.release import Release
from functions.answer.showing import no_answer, streamed, with_notes
from functions.answer.timings import timings_with
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.http_client import CallFailed, plain_client
from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings
from functions.serving.signing import is_our_address
from functions.serving.work import Work
from model.generation import Answer, Generator, Options

GONE = 410
STREAM_TIMEOUT, CONNECT_TIMEOUT = 30.0, 10.0  # seconds
BEAT = 2.0  # seconds between two empty lines, by which a gateway can say before the first token that nobody waits


class Writing:
    """One run of the model for one question: its text so far, as lines for the gateway, and the answer in the end."""

    def __init__(self, work: Work[PromptBuilt], model: str, completion: Answer | None, started: float) -> None:
        self.attempt = str(uuid.uuid4())
        self._work, self._model, self._completion, self._started = work, model, completion, started
        self._release = Release(work.data)
        self._pieces = self._written()

    def lines(self) -> Iterator[bytes]:
        """Yield a line of JSON for each piece of text, numbered, with what it makes certain of the answer, if anything,
        and a last one with the whole answer; empty ones while the question is still being read."""
        while self._completion and not self._completion.is_ready(BEAT):
            yield b"\n"
        for number, (text, certain) in enumerate(self._pieces):
            yield self._line(n=number, text=text, **({"checked": certain} if certain else {}))
        yield self._line(answer=self._answer())

    def finish(self) -> AnswerGenerated:
        """Return the answer, after writing whatever is still to be written."""
        for _ in self._pieces:
            pass
        return self._answer()

    def close(self) -> None:
        """Stop the model at once."""
        if self._completion:
            self._completion.close()

    def _written(self) -> Iterator[tuple[str, str]]:
        """Yield each piece with what it makes certain; the run ends with the last one, also where that is garbage."""
        for text in streamed(self._work.data, self._completion):
            # Known here first, for nothing runs behind a line at which the gateway dies.
            yield text, self._release.add(text) if self._completion else text
        self.close()

    def _line(self, **fields: object) -> bytes:
        return msgspec.json.encode({"attempt": self.attempt, **fields}) + b"\n"

    def _answer(self) -> AnswerGenerated:
        data = self._work.data
        shown = with_notes(self._release.finish() if self._completion else no_answer(data), data)
        return carried(
            data,
            AnswerGenerated,
            **msgspec.structs.asdict(shown),
            model=self._model,
            is_json=data.options.json_schema is not None,
            usage=self._completion.usage if self._completion else Usage(),
            finish_reason="length" if self._completion and self._completion.finish_reason == "length" else "stop",
            timings=timings_with(self._work.event, "generate", self._started),
        )


class Generate:
    """The step."""

    def __init__(self, env: Env, generator: LazyResource[Generator], gateway: LazyResource[httpx.Client]) -> None:
        self._settings, self._reports = env.settings, env.reports
        self._generator, self._gateway = generator, gateway

    def generate_answer(self, work: Work[PromptBuilt]) -> Event | None:
        """Write the answer, streaming to the gateway that waits; also where none does, or it dies."""
        writing = self._begun(work)
        replyto = work.event.get("replyto")
        if is_our_address(self._settings.signing_key, replyto) and not self._stream(writing, replyto):
            writing.close()
            return None  # the gateway waits no longer, so nobody wants this answer
        return work.next(ANSWER_GENERATED, writing.finish()).without("replyto")

    def _stream(self, writing: Writing, replyto: str) -> bool:
        """Send the run to the gateway while it goes on; tell whether somebody still wants the answer."""
        started: dict[str, object] = {"stage": "generate", "state": "started", "attempt": writing.attempt}
        if self._reports.get().deliver(replyto, started) == GONE:
            return False
        headers = {"content-type": "application/x-ndjson"}
        try:
            return self._gateway.get().post(replyto, content=writing.lines(), headers=headers).status_code != GONE
        except CallFailed:
            return True  # the gateway died; `remember` keeps the answer for the question's return

    def _begun(self, work: Work[PromptBuilt]) -> Writing:
        started = time.perf_counter()
        completion = self._complete(work.data) if work.data.messages else None
        return Writing(work, self._settings.shown_generator, completion, started)

    def _complete(self, data: PromptBuilt) -> Answer:
        asked = data.options
        options = carried(asked, Options, stop=tuple(asked.stop), json_schema=schema_text(asked.json_schema))
        return self._generator.get().generate(data.messages, options)


def build(env: Env, load: Callable[[Settings], Generator]) -> Function:
    """Return the function of this world, with the model that `load` loads."""
    generator = LazyResource(lambda: load(env.settings), is_mended_by_hand=True)
    gateway = LazyResource(lambda: plain_client(STREAM_TIMEOUT, CONNECT_TIMEOUT))
    step = Generate(env, generator, gateway)
    return serve("generate", env, {PROMPT_BUILT: step.generate_answer}, (generator, gateway, env.reports))


def load_generator(settings: Settings) -> Generator:
    """Return the model that the settings name, with as many slots."""
    return Generator.load(settings.generator, slots=settings.slots, context=settings.generator_context)


generate = functions_framework.http(build(Env.from_environment(), load_generator))
