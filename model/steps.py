"""One step of the engine: which tokens are computed together, and what came out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.errors import Unavailable
from model.decoder import Decoder
from model.job import Job
from model.llama import Tokens
from model.prefixes import Prefixes, common_prefix

WRITING_ROWS = 8  # tokens of all answers, drafts among them; beyond that a draft takes longer than it saves
WORTH_WAITING = 32  # tokens: shared with a prompt that is just being read, they are not computed twice


@dataclass(frozen=True, slots=True)
class Part:
    """A job's rows of the batch: pending tokens, the last of them in `row`, and the draft that follows it."""

    job: Job
    tokens: Tokens
    row: int
    draft: Tokens

    @property
    def is_whole(self) -> bool:
        """Whether the rows leave nothing pending, so that the next token can be chosen."""
        return len(self.tokens) == len(self.job.pending)


class Step:
    """Answers go first, each by one token and a draft; the room that they leave is for prompts, in the order they came.

    So a long prompt never stalls the others' tokens, and the first of several prompts is answered soonest.
    """

    def __init__(self, decoder: Decoder, prefixes: Prefixes, jobs: Sequence[Job], context: int) -> None:
        self._decoder, self._prefixes, self._context = decoder, prefixes, context
        self._jobs = jobs
        decoder.batch.clear()
        self._parts = [*self._write(), *self._read()]

    def compute(self) -> None:
        """Compute the batch, at the cost of what the cache keeps for later when there is no room else."""
        while self._decoder.batch.size and not self._decoder.compute():
            if not self._prefixes.evict():
                raise Unavailable("the cache of the model is full: ask again, or lower SLOTS")

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

    def _write(self) -> Iterator[Part]:
        writing = [job for job in self._jobs if job.is_read]
        for job in writing:
            draft = job.drafts.next(job.tokens, self._room_for_draft(job, len(writing)))
            row = self._decoder.batch.add(job.pending, job.computed, job.begun, wanted=True)
            if len(draft):
                self._decoder.batch.add(draft, len(job.tokens), job.begun, wanted=True)
            yield Part(job, job.pending, row, draft)

    def _room_for_draft(self, job: Job, writing: int) -> int:
        to_come = min(self._context - len(job.tokens), job.max_tokens - job.made - 1)
        return max(0, min(WRITING_ROWS // writing - 1, to_come))

    def _read(self) -> Iterator[Part]:
        batch = self._decoder.batch
        for job in (job for job in self._jobs if not job.is_read):
            if batch.size < batch.capacity and self._begin(job):
                tokens = job.pending[: batch.capacity - batch.size]
                ends = len(tokens) == len(job.pending)
                yield Part(job, tokens, batch.add(tokens, job.computed, job.begun, last_wanted=ends), tokens[:0])

    def _begin(self, job: Job) -> bool:
        """Give a job its sequence; False when it had better wait for what another one is just reading."""
        if job.sequence is None:
            wanted = job.prompt[:-1]  # the last token is computed in any case, for what follows it
            others = [other for other in self._jobs if other.sequence is not None]
            source, reused = self._prefixes.best(wanted)
            for other in others:
                shared = common_prefix(other.tokens[: other.computed], wanted)
                source, reused = (other.sequence, shared) if shared > reused else (source, reused)
            soon = max((common_prefix(other.prompt, wanted) for other in others if not other.is_read), default=0)
            if soon >= reused + WORTH_WAITING:
                return False
            job.sequence = self._prefixes.take(source, reused)
            job.computed = job.reused = reused
        return True
