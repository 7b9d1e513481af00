"""A BERT as it was published: its shape, its vocabulary and its tensors, out of whichever files there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import numpy.typing as npt
from safetensors.numpy import load_file

from events.errors import Rejected
from events.validation import decode
from model.packed_e5 import read_packed
from model.unigram import Unigram

Array = npt.NDArray[Any]
Size = Annotated[int, msgspec.Meta(ge=1)]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What a BERT's `config.json` says of its shape; what has a default is so in every BERT."""

    model_type: Literal["bert"] = "bert"
    hidden_act: Literal["gelu"] = "gelu"
    hidden_size: Size
    intermediate_size: Size
    num_hidden_layers: Size
    num_attention_heads: Size
    max_position_embeddings: Size
    vocab_size: Size
    layer_norm_eps: float = 1e-12


class WordPiece(msgspec.Struct, frozen=True):
    """The vocabulary in a `tokenizer.json`."""

    type: Literal["WordPiece"]
    continuing_subword_prefix: Literal["##"]
    vocab: dict[str, int]


class Normalizer(msgspec.Struct, frozen=True):
    """What a `tokenizer.json` does to a text first."""

    type: Literal["BertNormalizer"]
    lowercase: bool


class TokenizerFile(msgspec.Struct, frozen=True):
    """What matters of a `tokenizer.json`."""

    model: WordPiece
    normalizer: Normalizer


@dataclass(frozen=True)
class Checkpoint:
    """A BERT's shape, its words by their token numbers, and its tensors by their PyTorch names.

    A tensor of bytes holds blocks of 4 bits, Q4_0: (rows, bytes of a row).
    """

    shape: Shape
    words: list[str] | Unigram
    tensors: Mapping[str, Array]


def read_checkpoint(folder: Path, heads: int | None) -> Checkpoint:
    """Return the BERT whose files are in `folder`: weights as `*.safetensors` or `*.onnx`, and its vocabulary, or all
    of it in one packed file.

    `heads` is the number of attention heads, which tensors do not tell; `config.json` does, where there is one.
    Raises `Rejected` when the files are not those of one BERT with a lower-case vocabulary.
    """
    for path in folder.glob("*.bin"):
        numbers, vocabulary, packed = read_packed(path)
        return Checkpoint(Shape(**numbers), vocabulary, packed)
    tensors = {name.removeprefix("bert."): array for name, array in _tensors(folder).items()}
    shape, words = _shape(folder / "config.json", tensors, heads), _words(folder)
    if len(words) != shape.vocab_size:
        raise Rejected(f"the vocabulary has {len(words)} words, the model {shape.vocab_size}: take both from one model")
    return Checkpoint(shape, words, tensors)


def _tensors(folder: Path) -> dict[str, Array]:
    for path in folder.glob("*.safetensors"):
        return load_file(path)
    for path in folder.glob("*.onnx"):
        from model.onnx_weights import read_onnx  # noqa: PLC0415 - only for the models that come as ONNX

        return read_onnx(path)
    raise Rejected("only weights in .safetensors or .onnx can be converted: correct the catalogue")


def _shape(config: Path, tensors: Mapping[str, Array], heads: int | None) -> Shape:
    if config.exists():
        return decode(config.read_bytes(), Shape)
    if heads is None:
        raise Rejected("there is no config.json: say in the catalogue how many heads the model has")
    try:
        vocabulary, hidden = tensors["embeddings.word_embeddings.weight"].shape
        return Shape(
            hidden_size=hidden,
            intermediate_size=len(tensors["encoder.layer.0.intermediate.dense.bias"]),
            num_hidden_layers=len({name.split(".")[2] for name in tensors if name.startswith("encoder.layer.")}),
            num_attention_heads=heads,
            max_position_embeddings=len(tensors["embeddings.position_embeddings.weight"]),
            vocab_size=vocabulary,
        )
    except KeyError as error:
        raise Rejected(f"the weights have no {error.args[0]}: they are not those of a BERT encoder") from error


def _words(folder: Path) -> list[str]:
    plain = folder / "vocab.txt"
    if plain.exists():
        return plain.read_text("utf-8").splitlines()
    for path in folder.glob("*tokenizer.json"):
        tokenizer = decode(path.read_bytes(), TokenizerFile)
        if not tokenizer.normalizer.lowercase:
            raise Rejected(f"{path.name} keeps capitals, which llama.cpp's WordPiece does not: take an uncased model")
        return sorted(tokenizer.model.vocab, key=tokenizer.model.vocab.__getitem__)
    raise Rejected("there is neither a vocab.txt nor a tokenizer.json: correct the catalogue")
