"""The questions that somebody waits for, and what has been heard of each."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from events.questions import AnswerGenerated
from events.searches import SearchResult
from events.stages import ASKED, waited_for
from functions.gateway.questions.throughput import Turnover

IDLE = 15.0  # seconds of silence after which a sign of life is due
LAST_WORDS = frozenset(("answer", "found", "error"))


class Attempts:
    """Tells which tokens count, and what is told of them. A redelivered question makes `generate` start over under a
    new attempt; what was checked and told of an earlier one is never taken back."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._current = ""
        self._next = 0  # number of the next token of the current attempt
        self._pieces: list[str] = []
        self._checked = ""  # of the current attempt
        self._told = ""  # of what was checked

    @property
    def text(self) -> str:
        """The text of the current attempt so far."""
        return "".join(self._pieces)

    def begin(self, attempt: str) -> bool:
        """Follow the attempt if it is a new one; tell whether tokens that were shown are void from now on."""
        if attempt in self._seen:
            return False
        self._seen.add(attempt)
        void = bool(self._pieces)
        self._current, self._next, self._pieces, self._checked = attempt, 0, [], ""
        return void

    def follows(self, attempt: str) -> bool:
        """Tell whether this is the attempt that counts."""
        return attempt == self._current

    def token(self, number: int, text: str) -> bool:
        """Take a token of the current attempt; tell whether it is new. A gap is no reason to hold back the rest."""
        if number < self._next:
            return False
        self._next = number + 1
        self._pieces.append(text)
        return True

    def checked(self, text: str) -> str:
        """Take checked text of the current attempt; return what is to be told: nothing while it only repeats what was
        told of an earlier attempt, or says it in other words."""
        self._checked += text
        if not self._checked.startswith(self._told):
            return ""
        due, self._told = self._checked[len(self._told) :], self._checked
        return due


@dataclass(frozen=True, slots=True)
class Message:
    """What the asker is to be told: the name of a server-sent event and its data."""

    name: str
    data: Any


@dataclass(slots=True)
class Question:
    """A question on its way. Used from the event loop only, so nothing here needs a lock."""

    id: str
    conversation: str
    text: str
    expires: float  # by time.monotonic(), as `latest` and `asked`
    latest: float = 0.0  # so far tokens that arrive put it off
    asked: float = field(default_factory=time.monotonic)
    blob: str = ""  # the key of the text that came with it, where that is too long for an event
    is_search: bool = False  # it wants passages, and no answer
    first_token: float = 0.0  # milliseconds since it was asked; 0 before it
    settled: bool = False  # answered, failed or expired
    stages: list[dict[str, Any]] = field(default_factory=list)
    attempts: Attempts = field(default_factory=Attempts)
    _messages: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)

    @property
    def age(self) -> float:
        """Milliseconds since it was asked."""
        return round((time.monotonic() - self.asked) * 1000, 1)

    @property
    def waiting_for(self) -> str:
        """The stage after the furthest one that was heard of."""
        return waited_for([heard["stage"] for heard in self.stages])

    def hear_stage(self, stage: str, ms: float | None = None, state: str = "") -> None:
        """Take a report that a stage is done, or that it has come to a state; a repeated one says nothing new.

        The Broker may be faster with the next stage's report than with its reply: then the question is asked, too.
        """
        if not self.stages and stage != ASKED.name:
            self.hear_stage(ASKED.name, ms=self.age)
        if any(heard["stage"] == stage and heard.get("state", "") == state for heard in self.stages):
            return
        heard: dict[str, Any] = {"stage": stage, "at": self.age}
        heard |= {"ms": ms} if ms is not None else {}
        heard |= {"state": state} if state else {}
        self.stages.append(heard)
        known = {} if len(self.stages) > 1 else {"id": self.id, "conversation": self.conversation}
        self.tell("stage", heard | {"waiting_for": self.waiting_for} | known)

    def hear_attempt(self, attempt: str) -> None:
        """Follow an attempt at the answer from now on, if it is a new one."""
        if self.attempts.begin(attempt):
            self.tell("restart", {})

    def hear_token(self, number: int, text: str, checked: str = "") -> None:
        """Take a token of the attempt that is followed, with what it makes certain of the answer."""
        if not self.attempts.token(number, text):
            return
        self.first_token = self.first_token or self.age
        self.expires = max(self.expires, min(time.monotonic() + IDLE, self.latest))
        self.tell("token", {"text": text, "checked": False})
        if due := self.attempts.checked(checked):
            self.tell("checked", {"text": due})

    def hear_answer(self, answer: AnswerGenerated) -> None:
        """Take the whole answer."""
        self.tell("answer", answer)

    def hear_found(self, found: SearchResult) -> None:
        """Take the passages, where no answer is wanted."""
        self.tell("found", found)

    def tell(self, name: str, data: object) -> None:
        """Put a message in the asker's queue; after the last word there is nothing more to say.

        The first message is always that the question is asked, for it holds the ids.
        """
        if not self.stages:
            self.hear_stage(ASKED.name, ms=self.age)
        if not self.settled:
            self._messages.put_nowait(Message(name, data))
        self.settled = self.settled or name in LAST_WORDS

    async def next(self) -> Message | None:
        """Return the next message, or None after a long silence; raise `TimeoutError` once the question has expired."""
        try:
            async with asyncio.timeout(min(self.expires - time.monotonic(), IDLE)):
                return await self._messages.get()
        except TimeoutError:
            if time.monotonic() >= self.expires:
                raise
            return None


class PendingQuestions:
    """The questions that this process waits for, by id.

    Searches have a queue and a pace of their own: they are over long before an answer is.
    """

    def __init__(self) -> None:
        self._turnovers = {False: Turnover(), True: Turnover()}
        self._questions: dict[str, Question] = {}
        self._last_asked = {False: 0.0, True: 0.0}  # by time.monotonic(); 0 before the first

    def __len__(self) -> int:
        return len(self._questions)

    def count(self, *, searches: bool) -> int:
        """Return how many searches are waited for, or how many others."""
        return sum(question.is_search == searches for question in self._questions.values())

    def turnover(self, *, searches: bool) -> Turnover:
        """Return how fast searches come to their end, or answers."""
        return self._turnovers[searches]

    def add(self, question: Question, idle: float) -> bool:
        """Wait for a question from now on; tell whether the last one is longer than `idle` seconds ago.

        An answer takes all functions that a search does, and not the other way round.
        """
        last = self._last_asked
        before = max(last.values()) if question.is_search else last[False]
        last[question.is_search] = question.asked
        self._questions[question.id] = question
        return not before or question.asked - before > idle

    def get(self, id_: str) -> Question | None:
        """Return the question if somebody waits for it."""
        return self._questions.get(id_)

    def remove(self, id_: str) -> None:
        """Wait for it no longer."""
        self._questions.pop(id_, None)
