"""What computing one token costs at least, from the tensors in a GGUF file."""

from dataclasses import dataclass
from pathlib import Path

from gguf import GGUFReader

LOOKED_UP = ("token_embd.", "position_embd.", "token_types.")  # a row of them per token, no product


@dataclass(frozen=True, slots=True)
class WeightSizes:
    """Bytes that decoding one token reads, and operations that one token of a prompt needs (its attention aside)."""

    bytes_per_token: int
    flops_per_token: int


def weight_sizes(path: Path) -> WeightSizes:
    """Return both for the model in `path`: a product costs two operations (multiply, add) for each weight.

    Only the last token of a prompt goes through the output matrix. Where the file has none, the table of the token
    vectors is the output matrix as well, and decoding reads all of it.
    """
    tensors = GGUFReader(path).tensors
    tied = not any(tensor.name == "output.weight" for tensor in tensors)
    read = sum(int(tensor.n_bytes) for tensor in tensors if tied or not tensor.name.startswith(LOOKED_UP))
    blocks = [tensor for tensor in tensors if tensor.name.startswith("blk.") and len(tensor.shape) > 1]
    return WeightSizes(read, 2 * sum(int(tensor.n_elements) for tensor in blocks))
