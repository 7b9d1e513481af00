"""One step of the engine: which tokens are computed together, and what came out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.decoder import Decoder
from model.job import Job
from model.llama import Tokens
from model.prefixes import Prefixes, common_prefix

NOTHING: Tokens = np.zeros(0, np.int32)
WORTH_WAITING = 32  # tokens: shared with a prompt that is just being read, they are not computed twice


@dataclass(slots=True)
class Part:
    """A job's rows of the batch: pending tokens, the last of them in `row`, and the draft that follows it."""

    job: Job
    tokens: Tokens
    draft: Tokens
    row: int = -1

    @property
    def is_whole(self) -> bool:
        """Whether the rows leave nothing pending, so that the next token can be chosen."""
        return len(self.tokens) == len(self.job.pending)


class Step:
    """Answers go first, each by one token; the room that they leave is for prompts, in the order they came.

    So a long prompt never stalls the others' tokens, and the first of several prompts is answered soonest. An answer
    that is written alone gets a draft too.
    """

    def __init__(self, decoder: Decoder, prefixes: Prefixes, jobs: Sequence[Job], context: int) -> None:
        self._decoder, self._prefixes, self._context = decoder, prefixes, context
        self._jobs = jobs
        self._parts = list(self._write())
        self._parts += self._read(
            decoder.batch.capacity - sum(len(part.tokens) + len(part.draft) for part in self._parts)
        )
        self._close_ranks()
        self._parts.sort(key=lambda part: part.job.begun)  # neighbours are computed together

    def compute(self) -> None:
        """Compute the tokens of all parts."""
        batch = self._decoder.batch
        batch.clear()
        for part in self._parts:
            part.row = batch.add(part.tokens, part.job.computed, part.job.begun, last_wanted=part.is_whole)
            if len(part.draft):
                batch.add(part.draft, len(part.job.tokens), part.job.begun, wanted=True)
        if batch.size:
            self._decoder.compute()

    def outcomes(self) -> Iterator[tuple[Job, list[int]]]:
        """Yield each job that has new tokens, with them: as many of its draft as are right, and one more."""
        for part in self._parts:
            whole = part.is_whole
            chosen = self._choose(part) if whole else []
            part.job.computed += len(part.tokens) + max(0, len(chosen) - 1)
            if len(part.draft):
                self._correct(part, len(chosen) - 1)
            if whole:
                yield part.job, chosen

    def _choose(self, part: Part) -> list[int]:
        chosen = [part.job.sampler.sample(self._decoder, part.row)]
        for index, token in enumerate(part.draft, 1):
            if chosen[-1] != token:
                break
            chosen.append(part.job.sampler.sample(self._decoder, part.row + index))
        return chosen

    def _correct(self, part: Part, right: int) -> None:
        """Take the wrong end of a draft out of the cache."""
        part.job.drafts.learn(len(part.draft), right)
        if right < len(part.draft):
            self._decoder.forget(part.job.begun, part.job.computed)

    def _close_ranks(self) -> None:
        """Let the running jobs have neighbouring sequences, as far as moving one does it."""
        begun = [job for job in self._jobs if job.sequence is not None]
        for job in sorted(begun, key=lambda job: job.begun, reverse=True):
            job.sequence = self._decoder.close_ranks(job.begun)

    def _write(self) -> Iterator[Part]:
        writing = [job for job in self._jobs if job.is_read]
        for job in writing:
            yield Part(job, job.pending, self._draft(job) if len(writing) == 1 else NOTHING)

    def _draft(self, job: Job) -> Tokens:
        to_come = min(self._context - len(job.tokens), job.max_tokens - job.made - 1)
        return job.drafts.next(job.tokens, to_come)

    def _read(self, room: int) -> Iterator[Part]:
        """Yield the first prompt as far as there is room, and those of the next ones of which the rest fits: what a
        second one has more than the first would be computed on its own, and slowly if it is little."""
        first = True
        for job in (job for job in self._jobs if not job.is_read):
            if self._begin(job) and (first or len(job.pending) <= room):
                part = Part(job, job.pending[:room], NOTHING)
                room -= len(part.tokens)
                first = False
                yield part

    def _begin(self, job: Job) -> bool:
        """Give a job its sequence; False when it had better wait for what another one is just reading."""
        if job.sequence is None:
            wanted = job.prompt[:-1]  # the last token is computed in any case, for what follows it
            others = [other for other in self._jobs if other.sequence is not None]
            state, reused = self._prefixes.best(wanted)
            source, shared = _longest(
                (other, common_prefix(other.tokens[: other.computed], wanted)) for other in others
            )
            _, soon = _longest((other, common_prefix(other.prompt, wanted)) for other in others if not other.is_read)
            if soon >= max(reused, shared) + WORTH_WAITING:
                return False
            if source and shared >= reused + WORTH_WAITING:
                state, reused = self._decoder.save(source.begun), shared
            job.sequence = self._decoder.begin(state, reused)
            job.computed = job.reused = reused
        return True


def _longest(shared: Iterable[tuple[Job, int]]) -> tuple[Job | None, int]:
    """Return the job that shares the most tokens, and how many."""
    return max(shared, key=lambda one: one[1], default=(None, 0))
