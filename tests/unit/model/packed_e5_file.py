"""A tiny made-up model in the layout of `e5-small-q4.bin`."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", "\u2581river", "\u2581s", "ea", "\u6cb3", "1", "<mask>"]
SCORES = [0.0, 0.0, 0.0, 0.0, -9.0, -3.0, -4.0, -4.0, -5.0, -6.0, 0.0]
REPLACED = {"\t": " ", "\u2460": "1", "\x01": ""}
HIDDEN, FEED_FORWARD, HEADS, POSITIONS, ROWS = 32, 64, 2, 16, 13  # more rows than pieces
MATRICES = {"q": HIDDEN, "k": HIDDEN, "v": HIDDEN, "ao": HIDDEN, "fi": FEED_FORWARD, "fo": HIDDEN}  # and their rows


def write_packed(path: Path) -> Path:
    """Write the file; its numbers are random, and always the same."""
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, 1, HEADS, FEED_FORWARD, ROWS, POSITIONS, 2, 1e-12, 32)
    head += _vocabulary() + _replaced()
    tensors = _tensors()
    place = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    table = struct.pack("<i", len(tensors))
    for name, array in tensors.items():
        packed, size = array.dtype == np.uint8, array.nbytes
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", packed, size // 18 * 32 if packed else array.size, place, size)
        place += size
    path.write_bytes(head + table + b"".join(array.tobytes() for array in tensors.values()))
    return path


def _vocabulary() -> bytes:
    raw = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, raw)]).astype("<u4").tobytes()
    numbers = struct.pack("<5iQ", len(raw), 0, 2, 1, 3, len(b"".join(raw)))
    return numbers + ends + np.array(SCORES, "<f4").tobytes() + b"".join(raw)


def _replaced() -> bytes:
    rows = [struct.pack("<IB", ord(key), len(value)) + value.encode("utf-32-le") for key, value in REPLACED.items()]
    return struct.pack("<iI", len(rows), len(b"".join(rows))) + b"".join(rows)


def _tensors() -> dict[str, npt.NDArray[Any]]:
    chance = np.random.default_rng(0)

    def numbers(size: int) -> npt.NDArray[Any]:
        return chance.normal(0, 0.1, size).astype("<f4")

    def blocks(size: int) -> npt.NDArray[Any]:
        found = chance.integers(0, 256, (size // 32, 18), dtype=np.uint8)
        found[:, :2] = np.frombuffer(np.float16(0.02).tobytes(), np.uint8)
        return found.reshape(-1)

    found = {"emb.word": blocks(ROWS * HIDDEN), "emb.pos": numbers(POSITIONS * HIDDEN), "emb.type": numbers(2 * HIDDEN)}
    found |= {"emb.ln.w": numbers(HIDDEN) + 1, "emb.ln.b": numbers(HIDDEN)}
    for name, rows in MATRICES.items():
        found[f"l0.{name}.w"] = blocks(HIDDEN * max(rows, FEED_FORWARD if name == "fo" else 0))
        found[f"l0.{name}.b"] = numbers(rows)
    return found | {f"l0.{name}": numbers(HIDDEN) + (name[-1] == "w") for name in ("aln.w", "aln.b", "oln.w", "oln.b")}
