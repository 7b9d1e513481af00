"""The context that continues token sequences, several at a time, and the sampler that chooses each next token."""

from events.errors import Unavailable
from model.batch import Batch
from model.encoder import FLASH_ATTENTION
from model.llama import Model, library, releaser

STEP = 256  # tokens computed in one step: a long prompt holds up the other sequences no longer than this takes


class Decoder:
    """A generating context on a model: `slots` sequences of up to `context` tokens each. For one thread only."""

    def __init__(self, model: Model, *, slots: int, context: int, threads: int) -> None:
        """Make a context; raise `Unavailable` when there is no memory for it."""
        self._lib = library()
        self._model = model  # must outlive the context
        self.batch = Batch(max(STEP, slots))
        params = self._lib.llama_context_default_params()
        params.n_ctx = slots * context
        params.n_batch = params.n_ubatch = self.batch.capacity
        params.n_seq_max = slots
        params.n_outputs_max = params.n_outputs_max_per_seq = 0
        params.kv_unified = False  # a sequence never computes over the cache of another
        params.n_threads = params.n_threads_batch = threads
        params.flash_attn_type = FLASH_ATTENTION
        self._context = self._lib.llama_init_from_model(model.handle, params)
        if not self._context:
            raise Unavailable(
                f"llama.cpp has no memory for {slots} slots of {context} tokens: give it fewer or more memory"
            )
        self.close = releaser(self, self._lib.llama_free, self._context)
        self._memory = self._lib.llama_get_memory(self._context)

    def compute(self) -> None:
        """Compute the batch; raise `Unavailable` when llama.cpp fails."""
        if status := self._lib.llama_decode(self._context, self.batch.native()):
            raise Unavailable(f"llama.cpp could not compute {self.batch.size} tokens (status {status})")

    def sample(self, sampler: "Sampler", row: int) -> int:
        """Return the next token after this row of the batch just computed, which must have been wanted."""
        return int(self._lib.llama_sampler_sample(sampler.handle, self._context, row))

    def forget(self, sequence: int) -> None:
        """Remove a sequence from the cache."""
        self._lib.llama_memory_seq_rm(self._memory, sequence, -1, -1)


class Sampler:
    """Chooses the next token: the likeliest at temperature 0, else by chance from the `top_p` nucleus.

    Nucleus sampling is from Holtzman et al., The Curious Case of Neural Text Degeneration, ICLR 2020.
    """

    def __init__(self, temperature: float, top_p: float, seed: int) -> None:
        lib = library()
        self.handle = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
        self.close = releaser(self, lib.llama_sampler_free, self.handle)
        if temperature <= 0:
            lib.llama_sampler_chain_add(self.handle, lib.llama_sampler_init_greedy())
            return
        lib.llama_sampler_chain_add(self.handle, lib.llama_sampler_init_top_p(top_p, 1))
        lib.llama_sampler_chain_add(self.handle, lib.llama_sampler_init_temp(temperature))
        lib.llama_sampler_chain_add(self.handle, lib.llama_sampler_init_dist(seed))
