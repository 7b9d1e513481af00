"""One answer while it is made: its tokens so far, and the queue that its text comes through."""

from queue import SimpleQueue
from typing import Literal

import numpy as np

from events.errors import MiniRAGError
from model.llama import Tokens
from model.prompt_lookup import Drafts
from model.sampler import Sampler
from model.textstream import TextStream

Reason = Literal["stop", "length", "cancelled"]


class Job:
    """An answer to make. `out` gives pieces of text, and in the end None or an error."""

    def __init__(self, prompt: Tokens, sampler: Sampler, text: TextStream, max_tokens: int) -> None:
        self.prompt, self.sampler, self.text, self.max_tokens = prompt, sampler, text, max_tokens
        self.out: SimpleQueue[str | MiniRAGError | None] = SimpleQueue()
        self.drafts = Drafts()
        self.sequence: int | None = None  # of the decoder, once its prompt is being read
        self.reused = 0  # tokens of the prompt that the cache held already
        self.computed = 0  # tokens in the cache
        self.made = 0  # tokens of the answer's text
        self.reason: Reason | None = None
        self._tokens = np.array(prompt)
        self._size = len(prompt)

    @property
    def tokens(self) -> Tokens:
        """The prompt and what follows it so far."""
        return self._tokens[: self._size]

    @property
    def pending(self) -> Tokens:
        """The tokens that are not in the cache yet: what is left of the prompt, later the token chosen last."""
        return self._tokens[self.computed : self._size]

    @property
    def begun(self) -> int:
        """Its sequence of the decoder; raise `RuntimeError` before it has one."""
        if self.sequence is None:
            raise RuntimeError("this answer has no sequence yet")
        return self.sequence

    @property
    def is_read(self) -> bool:
        """Whether the whole prompt has been computed."""
        return self._size > len(self.prompt)

    def append(self, token: int) -> None:
        """Add the token chosen after the last one."""
        if self._size == len(self._tokens):
            self._tokens = np.concatenate([self._tokens, np.zeros(max(self._size, 64), np.int32)])
        self._tokens[self._size] = token
        self._size += 1
