"""Encoders side by side: on several texts, one thread for each beats all threads on one text after the other."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

import numpy as np
import numpy.typing as npt

from model.encoder import MAX_SEQUENCES, Encoder
from model.llama import Model, Tokens

Vectors = npt.NDArray[np.float32]


class EncoderWorkers:
    """Encodes any number of sequences: a single one with all threads, several with one thread each, side by side.

    Not for two threads at once.
    """

    def __init__(self, model: Model, *, longest: int, pooling: str, threads: int, ubatch: int) -> None:
        """Make the encoder that has all threads: questions need no other. The lanes are made when they are used."""
        self._make = partial(Encoder, model, longest=longest, pooling=pooling, ubatch=ubatch)
        self._dims, self._threads = model.dims, threads
        self._wide = self._make(threads=threads)
        self._lanes: list[Encoder] = []
        self._free: SimpleQueue[Encoder] = SimpleQueue()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="embed")

    def encode(self, sequences: Sequence[Tokens]) -> Vectors:
        """Return one vector for each sequence, in order, as the model gives it: float32 (n, dims), any length."""
        groups = grouped([len(tokens) for tokens in sequences], self._wide.capacity, self._threads)
        vectors = np.empty((len(sequences), self._dims), np.float32)
        for group, found in zip(
            groups, self._encode([[sequences[at] for at in group] for group in groups]), strict=True
        ):
            vectors[group] = found
        return vectors

    def _encode(self, groups: Sequence[list[Tokens]]) -> Iterable[Vectors]:
        if len(groups) <= 1 or self._threads == 1:
            return map(self._wide.encode, groups)
        while len(self._lanes) < self._threads:
            self._lanes.append(self._make(threads=1))
            self._free.put(self._lanes[-1])
        return self._pool.map(self._in_a_lane, groups)

    def _in_a_lane(self, group: list[Tokens]) -> Vectors:
        lane = self._free.get()
        try:
            return lane.encode(group)
        finally:
            self._free.put(lane)

    @property
    def closed(self) -> bool:
        """Whether the contexts are freed."""
        return not self._wide.close.alive

    def close(self) -> None:
        """Free all contexts."""
        self._pool.shutdown()
        for encoder in (self._wide, *self._lanes):
            encoder.close()


def grouped(lengths: Sequence[int], capacity: int, lanes: int) -> list[list[int]]:
    """Return the indices of sequences with these lengths in tokens, in groups that are computed at once.

    A group has at most `capacity` tokens, and no more than a lane's share of all. The longest come first, so that the
    lanes end at about the same time.
    """
    share = min(capacity, -(-sum(lengths) // lanes))
    groups: list[list[int]] = []
    size = 0
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if not groups or size + lengths[index] > share or len(groups[-1]) == MAX_SEQUENCES:
            groups.append([])
            size = 0
        groups[-1].append(index)
        size += lengths[index]
    return groups
