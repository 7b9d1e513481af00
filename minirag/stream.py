"""An answer while it is written: server-sent events, read into structures."""

from collections.abc import Iterator
from typing import Any

import msgspec

from minirag.errors import MiniRAGError, Rejected, Unavailable, problem_error
from minirag.questions import Answer, Citation

BROKEN_OFF = "the answer broke off: ask again"


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage has finished or begun. The first one tells the ids of the question and of its conversation."""

    stage: str
    at: float = 0.0  # milliseconds since the question came
    ms: float | None = None  # that it took
    state: str = ""
    waiting_for: str = ""  # the next one
    id: str = ""
    conversation: str = ""


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """The model's own words, unchecked: a draft at most."""

    text: str


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the answer goes on with for certain, with its markers."""

    text: str


class Restart(msgspec.Struct, frozen=True, kw_only=True):
    """The tokens so far are void: the model starts over. What was checked stays."""


class Citations(msgspec.Struct, frozen=True, kw_only=True):
    """The passages behind the answer."""

    citations: list[Citation]


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """The whole answer, in place of all tokens."""

    answer: Answer


Event = Stage | Token | Checked | Restart | Citations | Done
_PLAIN: dict[str, type[Stage | Token | Checked | Restart]] = {
    "stage": Stage,
    "token": Token,
    "checked": Checked,
    "restart": Restart,
}


class EventReader:
    """Reads the bytes of a stream, in whatever pieces they come."""

    def __init__(self) -> None:
        self._rest = b""
        self._citations: list[Citation] = []
        self._done = False

    def feed(self, piece: bytes) -> Iterator[Event]:
        """Yield the events that are whole now, but for unknown ones; raise the error that a stream ends with."""
        *frames, self._rest = (self._rest + piece).replace(b"\r\n", b"\n").split(b"\n\n")
        for frame in frames:
            if event := self._read(*_fields(frame)):
                yield event

    def end(self) -> None:
        """Raise `Unavailable` when the stream ended before its answer."""
        if not self._done:
            raise Unavailable(BROKEN_OFF)

    def _read(self, name: str, data: bytes) -> Event | None:
        try:
            return self._event(name, data)
        except msgspec.DecodeError as error:
            raise Rejected(f"what the stream says is not what this client knows: {error}") from error

    def _event(self, name: str, data: bytes) -> Event | None:
        if name in _PLAIN:
            return msgspec.json.decode(data, type=_PLAIN[name])
        if name == "citations":
            self._citations = msgspec.json.decode(data, type=list[Citation])
            return Citations(citations=self._citations)
        if name == "done":
            self._done = True
            answer = msgspec.json.decode(data, type=Answer)
            return Done(answer=msgspec.structs.replace(answer, citations=self._citations))
        if name == "error":
            raise _failure(msgspec.json.decode(data, type=dict[str, Any]))
        return None


def _fields(frame: bytes) -> tuple[str, bytes]:
    """Return the name and the data of one event; lines that are comments, and other fields, say nothing here."""
    name, data = "", []
    for line in frame.split(b"\n"):
        field, _, value = line.partition(b":")
        if field == b"event":
            name = value.strip().decode()
        elif field == b"data":
            data.append(value.removeprefix(b" "))
    return name, b"\n".join(data)


def _failure(problem: dict[str, Any]) -> MiniRAGError:
    status = problem.get("status")
    return problem_error(problem, status if isinstance(status, int) else 0)
