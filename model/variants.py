"""The variants that weights can be computed in: number type, ubatch, and llama.cpp's extra buffer types or none.

Extra buffer types keep the matrices in a layout of their own for a processor's matrix instructions: AMX on newer ones
of Intel's, dot products on ARM. Elsewhere they make no difference for the number types tried here.
"""

import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from model.catalog import Entry
from model.weights import UBATCH

# An embedder's Q8_0 vectors have a cosine below 0.999 with the exact ones; a generator's F16 was nowhere the fastest.
FORMATS = {"embed": ("f16", "bf16"), "generate": ("q8_0", "bf16")}
LARGEST = 600_000_000  # bytes: larger files are kept as they came, for memory is then dearer than time
UBATCHES = (128, 256, 512)
AS_IT_IS = ""  # the number type of the prepared file


class Variant(NamedTuple):
    """One way to compute with the weights."""

    format_: str
    ubatch: int = UBATCH
    extra_buffers: bool = True

    @property
    def name(self) -> str:
        """What it is called in a sentence; variants that differ in nothing but the ubatch have the same name."""
        return (self.format_ or "as it is") + ("" if self.extra_buffers else " without extra buffers")


def variants(entry: Entry, formats: Sequence[str], *, both: bool) -> Iterator[Variant]:
    """Yield the variants to try, with extra buffers and without where `both` are wanted; the simplest comes first."""
    ubatches = UBATCHES if entry.kind == "embed" else (UBATCH,)
    for format_ in formats:
        for extra in (False, True) if both else (True,):
            yield from (Variant(format_, ubatch, extra) for ubatch in ubatches)


def extra_buffers_matter(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Return whether this processor has matrix instructions for which llama.cpp lays out weights anew."""
    if platform.machine() in ("aarch64", "arm64"):
        return True
    try:
        return "amx_tile" in cpuinfo.read_text().split()
    except OSError:
        return False


def variant_path(prepared: Path, format_: str) -> Path:
    """Return the path of the weights in another number type, or of the prepared file itself."""
    return prepared.with_suffix(f".{format_}.gguf") if format_ else prepared
