"""The context that continues token sequences, several at a time."""

import ctypes
import mmap

import numpy as np
import numpy.typing as npt

from events.errors import Unavailable
from model.batch import Batch
from model.encoder import FLASH_ATTENTION
from model.llama import Model, library, releaser

STEP = 512  # tokens computed in one step: a long prompt holds up the other sequences no longer than this takes
State = npt.NDArray[np.uint8]  # what llama.cpp's cache holds of a sequence, as bytes
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
        self._free = set(range(sequences))

    def compute(self) -> None:
        """Compute the batch. Raises `Unavailable` when llama.cpp fails."""
        if status := self._lib.llama_decode(self.context, self.batch.native()):
            raise Unavailable(f"llama.cpp could not compute {self.batch.size} tokens (status {status})")

    def logits(self, row: int) -> npt.NDArray[np.float32]:
        """Return the scores of the tokens after this row of the batch just computed, which must have been wanted:
        float32 (vocabulary,), valid until the next step."""
        pointer = self._lib.llama_get_logits_ith(self.context, row)
        return np.ctypeslib.as_array(pointer, (self._model.vocabulary,))

    def begin(self, state: State | None = None, tokens: int = -1) -> int:
        """Return a free sequence that holds the first `tokens` tokens (-1: all) of a saved one, empty without one.

        There must be a free one. The lowest is taken, so that those in use are neighbours.
        """
        sequence = min(self._free)
        self._free.remove(sequence)
        if state is not None:
            read = self._lib.llama_state_seq_set_data(self.context, _bytes(state), state.size, sequence)
            if read != state.size:
                self.end(sequence)
                raise Unavailable("llama.cpp could not take up what an earlier prompt had computed")
            if tokens >= 0:
                self.forget(sequence, tokens)
        return sequence

    def end(self, sequence: int) -> None:
        """Empty a sequence and let it be taken again."""
        self.forget(sequence)
        self._free.add(sequence)

    def close_ranks(self, sequence: int) -> int:
        """Return the lowest free sequence with all that this one held, or this one if none is lower."""
        if not self._free or min(self._free) > sequence:
            return sequence
        state = self.save(sequence)
        self.end(sequence)
        return self.begin(state)

    def save(self, sequence: int) -> State:
        """Return all that the cache holds of a sequence."""
        state = _own_pages(self._lib.llama_state_seq_get_size(self.context, sequence))
        self._lib.llama_state_seq_get_data(self.context, _bytes(state), state.size, sequence)
        return state

    def forget(self, sequence: int, start: int = 0) -> None:
        """Remove a sequence from position `start` on."""
        self._lib.llama_memory_seq_rm(self._memory, sequence, start, -1)


def _own_pages(size: int) -> State:
    """Return an array on pages of its own, large ones if there are: they go back to the system with it.

    From the heap, some tens of arrays of many megabytes that come and go would take two to three times their size.
    """
    pages = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        pages.madvise(mmap.MADV_HUGEPAGE)
    return np.frombuffer(pages, np.uint8)


def _bytes(state: State) -> "ctypes._Pointer[ctypes.c_uint8]":
    return state.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
