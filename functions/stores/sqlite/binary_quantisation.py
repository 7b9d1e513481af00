"""The signs of many vectors packed in memory, to find the few whose cosine is worth computing exactly."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from functions.stores.passages import Vectors

_WORD = 8  # bytes: 64 signs
_BLOCK = 32_768  # vectors compared at a time, so that what is between the steps stays in the processor's cache

Numbers = NDArray[np.int64]
Chosen = NDArray[np.bool_]


class Entries(NamedTuple):
    """What an index holds, in the ascending order of the passages' row numbers; never changed, only replaced."""

    rows: Numbers
    lengths: NDArray[np.float32]  # of the texts, in words
    planes: NDArray[np.uint64]  # shape (words of 64 signs, vectors): one array for each word

    @property
    def nbytes(self) -> int:
        """The memory that it takes."""
        return self.rows.nbytes + self.lengths.nbytes + self.planes.nbytes

    def positions(self, rows: Numbers) -> Numbers:
        """Return where each of these rows is, -1 for one that it does not hold."""
        if not len(self.rows):
            return np.full(len(rows), -1, dtype=np.int64)
        found = np.searchsorted(self.rows, rows).clip(max=len(self.rows) - 1)
        return np.where(self.rows[found] == rows, found, -1)

    def nearest(self, signs: bytes, count: int, chosen: Chosen | None = None) -> Numbers:
        """Return the rows of at least `count` vectors (if there are so many) that share the most signs with this one,
        of the chosen ones only."""
        distances = self._distances(packed([0], [0], [signs], len(self.planes)).planes[:, 0])
        candidates = np.arange(len(distances)) if chosen is None else np.flatnonzero(chosen)
        of_chosen = distances if chosen is None else distances[candidates]
        within = np.cumsum(np.bincount(of_chosen, minlength=1))
        if within[-1] > count:
            farthest = np.searchsorted(within, count)
            candidates = candidates[of_chosen <= farthest]
        rows: Numbers = self.rows[candidates]
        return rows

    def most_alike(self, rows: Numbers, vector: Vectors, count: int) -> Numbers:
        """Return the `count` of these rows (all, if there are no more) whose signs agree best with this vector, each
        number of it counting by its size.

        Gordo, Perronnin, Gong and Lazebnik, "Asymmetric Distances for Binary Embeddings" (TPAMI 2014): a question needs
        no rounding to bits, and of as many candidates more are right.
        """
        if len(rows) <= count:
            return rows
        planes = np.ascontiguousarray(self.planes[:, self.positions(rows)].T)
        bits = np.unpackbits(planes.view(np.uint8), axis=1, count=len(vector), bitorder="little")
        agreement = bits.astype(np.float32) @ vector
        return rows[np.sort(np.argpartition(-agreement, count - 1)[:count])]

    def _distances(self, signs: NDArray[np.uint64]) -> NDArray[np.uint16]:
        total = np.zeros(len(self.rows), dtype=np.uint16)
        for first in range(0, len(total), _BLOCK):
            block = total[first : first + _BLOCK]
            for plane, word in zip(self.planes, signs, strict=True):
                block += np.bitwise_count(plane[first : first + _BLOCK] ^ word)
        return total


def words_of(signs: bytes) -> int:
    """Return how many words of 64 hold these signs."""
    return -(-len(signs) // _WORD)


def packed(rows: Sequence[int], lengths: Sequence[int], signs: Sequence[bytes], words: int) -> Entries:
    """Return what these say as entries; signs of vectors of another length are cut or filled up with zeros."""
    each = words * _WORD
    joined_signs = b"".join(one if len(one) == each else one[:each].ljust(each, b"\0") for one in signs)
    return Entries(
        np.array(rows, dtype=np.int64), np.array(lengths, dtype=np.float32), _words(joined_signs, words, len(signs))
    )


def joined(parts: Sequence[Entries]) -> Entries:
    """Return the entries of all parts, whose rows ascend from one to the next."""
    return Entries(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.lengths for part in parts]),
        np.concatenate([part.planes for part in parts], axis=1),
    )


def without(entries: Entries, rows: list[int]) -> Entries:
    """Return the entries without these rows."""
    found = entries.positions(np.array(rows, dtype=np.int64))
    gone = found[found >= 0]
    if not len(gone):
        return entries
    return Entries(
        np.delete(entries.rows, gone), np.delete(entries.lengths, gone), np.delete(entries.planes, gone, axis=1)
    )


def _words(signs: bytes, words: int, vectors: int = 1) -> NDArray[np.uint64]:
    """Return the signs as words of 64, an array for each: shape (words, vectors)."""
    given = np.frombuffer(signs, dtype="<u8").reshape(vectors, words)
    return np.ascontiguousarray(given.T)
