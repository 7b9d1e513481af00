"""Several answers at once: one thread computes the next tokens of all running ones in one step (continuous batching).

The idea is Orca's iteration-level scheduling (Yu et al., OSDI 2022), as llama.cpp's server does it with its slots.
"""

import logging
import threading
from collections import deque

from events.errors import MiniRAGError, Unavailable
from model.decoder import Decoder
from model.job import Job
from model.llama import Model
from model.prefixes import Prefixes
from model.steps import Step

LOG = logging.getLogger(__name__)


class Engine:
    """Runs up to `slots` jobs at a time, in the order they come; the others wait. Safe for several threads."""

    def __init__(self, model: Model, decoder: Decoder, *, slots: int, context: int) -> None:
        self._model = model
        self._decoder = decoder
        self._prefixes = Prefixes(room=slots * context)
        self._slots, self._context = slots, context
        self._running: list[Job] = []  # in the order they came
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
        """Wait until there is something to compute, and let as much of it run as may; False when closed."""
        with self._changed:
            while not self._closed:
                self._sweep()
                while self._waiting and len(self._running) < self._slots:
                    self._running.append(self._waiting.popleft())
                if self._running:
                    return True
                self._changed.wait()
        return False

    def _sweep(self) -> None:
        """Take finished and cancelled jobs out; what they have computed is kept."""
        ended = [job for job in (*self._running, *self._waiting) if job.reason]
        for job in ended:
            (self._running if job in self._running else self._waiting).remove(job)
            _finish(job)
            self._keep(job)

    def _keep(self, job: Job) -> None:
        if job.sequence is not None:
            tokens = job.tokens[: job.computed]
            self._decoder.forget(job.sequence, len(tokens))  # a draft may reach beyond the end
            self._prefixes.keep(tokens, self._decoder.save(job.sequence))
            self._decoder.end(job.sequence)

    def _step(self) -> None:
        """Compute what is pending, as much as fits, and choose the next tokens."""
        step = Step(self._decoder, self._prefixes, self._running, self._context)
        step.compute()
        for job, chosen in step.outcomes():
            for token in chosen:
                self._extend(job, token)
                if job.reason:
                    break

    def _extend(self, job: Job, token: int) -> None:
        """Give out the text of the token just chosen, and end the job or make the token its next input."""
        ended = self._model.ends(token)
        job.made += not ended
        full = job.made >= job.max_tokens or len(job.tokens) >= self._context
        job.append(token)
        piece = job.text.feed(b"" if ended else self._model.piece(token), final=ended or full)
        if piece:
            job.out.put(piece)
        with self._changed:
            job.reason = job.reason or ("stop" if ended or job.text.stopped else "length" if full else None)

    def _fail(self, error: MiniRAGError) -> None:
        with self._changed:
            for job in self._running:
                if job.sequence is not None:
                    self._decoder.end(job.sequence)
                job.out.put(error)
            for job in self._waiting if self._closed else ():
                job.out.put(error)
            self._running.clear()


def _finish(job: Job) -> None:
    job.sampler.close()
    job.out.put(None)
