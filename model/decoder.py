"""The context that continues token sequences, several at a time."""

import numpy as np
import numpy.typing as npt

from events.errors import Unavailable
from model.batch import Batch
from model.encoder import FLASH_ATTENTION
from model.llama import Model, library, releaser

STEP = 256  # tokens computed in one step: a long prompt holds up the other sequences no longer than this takes
OUTPUTS = 64  # rows of one step whose output can be wanted; llama.cpp keeps a buffer for them


class Decoder:
    """A generating context on a model: `sequences` sequences of up to `context` tokens. For one thread only.

    Each has a cache of its own: attention over one that all share looks at the mask of every cell in use, for each
    token, head and layer. The price is that llama.cpp computes sequences together only when their numbers follow each
    other, and only as many tokens of each as the shortest of them has in the batch; the rest comes after that.
    """

    def __init__(self, model: Model, *, sequences: int, context: int, threads: int) -> None:
        """Make a context; raise `Unavailable` when there is no memory for it."""
        self._lib = library()
        self._model = model  # must outlive the context
        self.batch = Batch(STEP)
        params = self._lib.llama_context_default_params()
        params.n_ctx = sequences * context
        params.n_batch = params.n_ubatch = STEP
        params.n_seq_max = sequences
        params.n_outputs_max = params.n_outputs_max_per_seq = OUTPUTS
        params.kv_unified = False
        params.n_threads = params.n_threads_batch = threads
        params.flash_attn_type = FLASH_ATTENTION
        self.context = self._lib.llama_init_from_model(model.handle, params)
        if not self.context:
            raise Unavailable(
                f"llama.cpp has no memory for {sequences} slots of {context} tokens: lower SLOTS, or give more memory"
            )
        self.close = releaser(self, self._lib.llama_free, self.context)
        self._memory = self._lib.llama_get_memory(self.context)

    def compute(self) -> None:
        """Compute the batch. Raises `Unavailable` when llama.cpp fails."""
        if status := self._lib.llama_decode(self.context, self.batch.native()):
            raise Unavailable(f"llama.cpp could not compute {self.batch.size} tokens (status {status})")

    def logits(self, row: int) -> npt.NDArray[np.float32]:
        """Return the scores of the tokens after this row of the batch just computed, which must have been wanted:
        float32 (vocabulary,), valid until the next step."""
        pointer = self._lib.llama_get_logits_ith(self.context, row)
        return np.ctypeslib.as_array(pointer, (self._model.vocabulary,))

    def share(self, source: int, target: int, tokens: int) -> None:
        """Let the sequence `target` hold a copy of the first `tokens` tokens of `source`, and nothing else.

        llama.cpp copies the whole stream with the next batch, which takes as long as computing some ten tokens.
        """
        self._lib.llama_memory_seq_cp(self._memory, source, target, -1, -1)
        self.forget(target, tokens)

    def forget(self, sequence: int, start: int = 0) -> None:
        """Remove a sequence from position `start` on."""
        self._lib.llama_memory_seq_rm(self._memory, sequence, start, -1)
