"""Several answers at once: one thread computes the next token of all running ones in one step (continuous batching).

The idea is Orca's iteration-level scheduling (Yu et al., OSDI 2022), as llama.cpp's server does it with its slots.
"""

import logging
import threading
from collections import deque
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Literal

import numpy as np

from events.errors import MiniRAGError, Unavailable
from model.decoder import Decoder, Sampler
from model.llama import Model, Tokens
from model.textstream import TextStream

LOG = logging.getLogger(__name__)
Reason = Literal["stop", "length", "cancelled"]


@dataclass(eq=False)
class Job:
    """One answer to make, and the queue that its text comes through: pieces, then a reason or an error."""

    pending: Tokens  # to be computed: the prompt first, then each time the token just chosen
    sampler: Sampler
    text: TextStream
    max_tokens: int
    out: "SimpleQueue[str | MiniRAGError | None]" = field(default_factory=SimpleQueue)
    position: int = 0  # tokens in the cache
    made: int = 0  # tokens of the answer
    reason: Reason | None = None


class Engine:
    """Runs jobs on a decoder's slots, in the order they come; the others wait. Safe for several threads."""

    def __init__(self, model: Model, decoder: Decoder, *, slots: int, context: int) -> None:
        self._model = model
        self._decoder = decoder
        self._context = context
        self._free = list(range(slots))
        self._running: dict[int, Job] = {}  # by slot
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="generate", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a job; raise `Unavailable` when the engine is closed."""
        with self._changed:
            if self._closed:
                raise Unavailable("the model is closed: load it again")
            self._waiting.append(job)
            self._changed.notify()

    def cancel(self, job: Job) -> None:
        """Stop a job: its slot is free for the next one before the next step."""
        with self._changed:
            job.reason = job.reason or "cancelled"
            self._changed.notify()

    def close(self) -> None:
        """Stop everything; whoever still waits for text gets `Unavailable`. Returns once the thread has ended."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        while self._ready():
            try:
                self._step()
            except MiniRAGError as error:
                self._fail(error)
            except Exception:  # whatever it is, nobody may wait for ever
                LOG.exception("a step of the engine failed")
                self._fail(Unavailable("the model failed at this answer: ask again"))
        self._fail(Unavailable("the model was closed before the answer was complete: ask again"))
        self._decoder.close()

    def _ready(self) -> bool:
        """Wait until there is something to compute and put it into the slots; False when the engine is closed."""
        with self._changed:
            while not self._closed:
                self._sweep()
                while self._waiting and self._free:
                    self._running[self._free.pop(0)] = self._waiting.popleft()
                if self._running:
                    return True
                self._changed.wait()
        return False

    def _sweep(self) -> None:
        """Take finished and cancelled jobs out of their slots and out of the queue."""
        for slot, job in list(self._running.items()):
            if job.reason:
                self._decoder.forget(slot)
                del self._running[slot]
                self._free.append(slot)
                _finish(job)
        for job in [job for job in self._waiting if job.reason]:
            self._waiting.remove(job)
            _finish(job)

    def _step(self) -> None:
        """Compute the pending tokens of all slots, as many as fit; choose the next token where none is left."""
        batch = self._decoder.batch
        batch.clear()
        ends: list[tuple[Job, int]] = []
        for slot, job in sorted(self._running.items(), key=lambda item: len(item[1].pending)):  # answers before prompts
            part = job.pending[: batch.capacity - batch.size]
            if len(part):
                whole = len(part) == len(job.pending)
                row = batch.add(part, job.position, slot, last_wanted=whole)
                job.position += len(part)
                job.pending = job.pending[len(part) :]
                if whole:
                    ends.append((job, row))
        self._decoder.compute()
        for job, row in ends:
            self._extend(job, self._decoder.sample(job.sampler, row))

    def _extend(self, job: Job, token: int) -> None:
        """Give out the text of the token just chosen, and end the job or make the token its next input."""
        ended = self._model.ends(token)
        job.made += not ended
        full = job.made >= job.max_tokens or job.position >= self._context
        piece = job.text.feed(b"" if ended else self._model.piece(token), final=ended or full)
        if piece:
            job.out.put(piece)
        job.pending = np.array([token], np.int32)
        with self._changed:
            job.reason = job.reason or ("stop" if ended or job.text.stopped else "length" if full else None)

    def _fail(self, error: MiniRAGError) -> None:
        with self._changed:
            for slot, job in self._running.items():
                self._decoder.forget(slot)
                self._free.append(slot)
                job.out.put(error)
            for job in self._waiting if self._closed else ():
                job.out.put(error)
            self._running.clear()


def _finish(job: Job) -> None:
    job.sampler.close()
    job.out.put(None)
