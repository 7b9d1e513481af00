"""The context that continues token sequences, several at a time, over one cache that they share."""

import numpy as np
import numpy.typing as npt

from events.errors import Unavailable
from model.batch import Batch
from model.encoder import FLASH_ATTENTION
from model.llama import Model, library, releaser

STEP = 256  # tokens computed in one step: a long prompt holds up the other sequences no longer than this takes
OUTPUTS = 64  # rows of one step whose output can be wanted; llama.cpp keeps a buffer for them
NO_ROOM = 1  # llama_decode's status for a cache without free cells


class Decoder:
    """A generating context on a model: `sequences` sequences over `cells` cached tokens. For one thread only.

    A cell belongs to every sequence that begins with the same tokens. llama.cpp skips the cells of other sequences when
    it attends: they cost a look at the mask and no arithmetic, which still is much when many cells are in use.
    """

    def __init__(self, model: Model, *, sequences: int, cells: int, threads: int) -> None:
        """Make a context; raise `Unavailable` when there is no memory for it."""
        self._lib = library()
        self._model = model  # must outlive the context
        self.batch = Batch(STEP)
        params = self._lib.llama_context_default_params()
        params.n_ctx = cells
        params.n_batch = params.n_ubatch = STEP
        params.n_seq_max = sequences
        params.n_outputs_max = params.n_outputs_max_per_seq = OUTPUTS
        params.kv_unified = True
        params.n_threads = params.n_threads_batch = threads
        params.flash_attn_type = FLASH_ATTENTION
        self.context = self._lib.llama_init_from_model(model.handle, params)
        if not self.context:
            raise Unavailable(f"llama.cpp has no memory for {cells} cached tokens: lower SLOTS, or give it more memory")
        self.close = releaser(self, self._lib.llama_free, self.context)
        self._memory = self._lib.llama_get_memory(self.context)

    def compute(self) -> bool:
        """Compute the batch; False when the cache has no room for it. Raises `Unavailable` when llama.cpp fails."""
        status = self._lib.llama_decode(self.context, self.batch.native())
        if status not in (0, NO_ROOM):
            raise Unavailable(f"llama.cpp could not compute {self.batch.size} tokens (status {status})")
        return bool(status == 0)

    def logits(self, row: int) -> npt.NDArray[np.float32]:
        """Return the scores of the tokens after this row of the batch just computed, which must have been wanted:
        float32 (vocabulary,), valid until the next step."""
        pointer = self._lib.llama_get_logits_ith(self.context, row)
        return np.ctypeslib.as_array(pointer, (self._model.vocabulary,))

    def share(self, source: int, target: int, tokens: int) -> None:
        """Let the empty sequence `target` begin with the first `tokens` tokens of `source`; nothing is copied."""
        self._lib.llama_memory_seq_cp(self._memory, source, target, 0, tokens)

    def forget(self, sequence: int, start: int = 0) -> None:
        """Remove a sequence from position `start` on; cells that no other sequence has are free then."""
        self._lib.llama_memory_seq_rm(self._memory, sequence, start, -1)
