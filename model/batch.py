"""Tokens of several sequences for one call of llama.cpp."""

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt

from model.llama import Tokens, library


class Batch:
    """A table of tokens: in each row the token, its position, its sequence, and whether its output is wanted."""

    def __init__(self, capacity: int) -> None:
        self._lib = library()
        self._token = np.zeros(capacity, np.int32)
        self._position = np.zeros(capacity, np.int32)
        self._sequence = np.zeros(capacity, np.int32)
        self._wanted = np.zeros(capacity, np.int8)
        self._one = np.ones(capacity, np.int32)
        # seq_id[i] points to a list of one sequence: the i-th entry of _sequence
        self._lists = self._sequence.ctypes.data + self._sequence.itemsize * np.arange(capacity, dtype=np.uintp)
        self.capacity = capacity
        self.size = 0

    def clear(self) -> None:
        """Forget all rows."""
        self.size = 0

    def add(self, tokens: Tokens, start: int, sequence: int, *, wanted: bool = False, last_wanted: bool = False) -> int:
        """Append tokens of one sequence from position `start`; return the last row. Raises ValueError when full."""
        end = self.size + len(tokens)
        if end > self.capacity:
            raise ValueError(f"{end} tokens do not fit a batch of {self.capacity}")
        rows = slice(self.size, end)
        self._token[rows] = tokens
        self._position[rows] = np.arange(start, start + len(tokens))
        self._sequence[rows] = sequence
        self._wanted[rows] = wanted
        self._wanted[end - 1] |= last_wanted
        self.size = end
        return end - 1

    def native(self) -> Any:  # noqa: ANN401 - a ctypes structure
        """Return llama.cpp's view of the rows; it is valid as long as this object is."""

        def at(array: npt.NDArray[Any], kind: Any) -> Any:  # noqa: ANN401
            return ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))

        return self._lib.llama_batch(
            n_tokens=self.size,
            token=at(self._token, ctypes.c_int32),
            pos=at(self._position, ctypes.c_int32),
            n_seq_id=at(self._one, ctypes.c_int32),
            seq_id=at(self._lists, ctypes.POINTER(ctypes.c_int32)),
            logits=at(self._wanted, ctypes.c_int8),
        )
