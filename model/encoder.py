"""A context that turns token sequences into vectors, several sequences at a time."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from events.errors import Unavailable
from model.batch import Batch
from model.llama import Model, Tokens, library, releaser

MAX_SEQUENCES = 64  # in one ubatch; llama.cpp allows 256, but even short texts fill a ubatch before that
POOLING = {"model": -1, "mean": 1, "cls": 2, "last": 3}  # llama_pooling_type
SCORES = (
    128 << 20
)  # bytes, of what llama.cpp clears: for every token a score of each in the vocabulary, which nobody reads
FLASH_ATTENTION = 1  # LLAMA_FLASH_ATTN_TYPE_ENABLED


class Encoder:
    """An embedding context on a model. Not for two threads at once."""

    def __init__(self, model: Model, *, longest: int, pooling: str, threads: int, ubatch: int) -> None:
        """Make a context for sequences of up to `longest` tokens; raise `Unavailable` when memory is short.

        `ubatch` tokens are computed at once: with more of them every token looks at more that are not its own.
        """
        self._lib = library()
        self._model = model  # must outlive the context
        # A ubatch shorter than a sequence would abort the whole process.
        self._batch = Batch(max(ubatch, longest))
        params = self._lib.llama_context_default_params()
        params.n_ctx = params.n_batch = params.n_ubatch = self._batch.capacity
        params.n_seq_max = MAX_SEQUENCES
        params.n_outputs_max_per_seq = 0  # pooling reads every token
        params.kv_unified = True  # for embedders made of decoders: one cache, shared by the sequences of a ubatch
        params.n_threads = params.n_threads_batch = threads
        params.pooling_type = POOLING[pooling]
        params.flash_attn_type = FLASH_ATTENTION
        params.embeddings = True
        self._context = self._lib.llama_init_from_model(model.handle, params)
        if not self._context:
            raise Unavailable("llama.cpp cannot make an embedding context: is there enough memory?")
        self.close = releaser(self, self._lib.llama_free, self._context)
        self._memory = self._lib.llama_get_memory(self._context)
        # Tokens, in up to MAX_SEQUENCES sequences; a longer one may come alone.
        self.capacity = min(self._batch.capacity, SCORES // (4 * model.vocabulary))

    def encode(self, sequences: Sequence[Tokens]) -> npt.NDArray[np.float32]:
        """Return one vector for each sequence, in order, as the model gives it: float32 (n, dims), any length.

        Raises ValueError when the sequences are more than the context takes at once.
        """
        vectors = np.empty((len(sequences), self._model.dims), np.float32)
        self._batch.clear()
        for index, tokens in enumerate(sequences):
            self._batch.add(tokens, 0, index, wanted=True)
        self._compute()
        for index in range(len(sequences)):
            pointer = self._lib.llama_get_embeddings_seq(self._context, index)
            vectors[index] = np.ctypeslib.as_array(pointer, (self._model.dims,))
        return vectors

    def _compute(self) -> None:
        if self._memory:
            self._lib.llama_memory_clear(self._memory, False)
        run = self._lib.llama_decode if self._memory else self._lib.llama_encode
        if status := run(self._context, self._batch.native()):
            raise Unavailable(f"llama.cpp could not embed {self._batch.size} tokens (status {status})")
