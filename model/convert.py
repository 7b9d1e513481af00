"""From safetensors to GGUF: a BERT encoder and its WordPiece vocabulary as llama.cpp wants them.

The names, keys and vocabulary rules are those of llama.cpp's own `convert_hf_to_gguf.py` (its class `BertModel`).
"""

from pathlib import Path
from typing import Annotated, Literal

import gguf
import msgspec
import numpy as np
from gguf.quants import quantize
from safetensors import safe_open

from events.errors import Rejected
from events.validation import decode
from model.catalog import Entry

POOLING = {"mean": gguf.PoolingType.MEAN, "cls": gguf.PoolingType.CLS, "last": gguf.PoolingType.LAST}
TYPES = {
    "f32": (gguf.GGMLQuantizationType.F32, gguf.LlamaFileType.ALL_F32),
    "f16": (gguf.GGMLQuantizationType.F16, gguf.LlamaFileType.MOSTLY_F16),
    "bf16": (gguf.GGMLQuantizationType.BF16, gguf.LlamaFileType.MOSTLY_BF16),
}
SPECIAL = {
    "[PAD]": gguf.Keys.Tokenizer.PAD_ID,
    "[UNK]": gguf.Keys.Tokenizer.UNK_ID,
    "[CLS]": gguf.Keys.Tokenizer.BOS_ID,
    "[SEP]": gguf.Keys.Tokenizer.SEP_ID,
    "[MASK]": gguf.Keys.Tokenizer.MASK_ID,
}
IGNORED = ("embeddings.position_ids", "pooler.")  # not part of a sentence embedding
SMALL = ("embeddings.position_embeddings", "embeddings.token_type_embeddings")  # llama.cpp adds these in F32

Size = Annotated[int, msgspec.Meta(ge=1)]


class BertConfig(msgspec.Struct, frozen=True):
    """What a BERT's `config.json` says of its shape."""

    model_type: Literal["bert"]
    hidden_act: Literal["gelu"]
    hidden_size: Size
    intermediate_size: Size
    num_hidden_layers: Size
    num_attention_heads: Size
    max_position_embeddings: Size
    vocab_size: Size
    layer_norm_eps: float


def convert(entry: Entry, folder: Path, target: Path) -> None:
    """Write `folder`'s `*.safetensors`, `config.json` and `vocab.txt` as the GGUF file `target`.

    Matrices get the type of `entry.matrices`, norms and biases stay F32. Raises `Rejected` when the model is no BERT.
    """
    config = decode((folder / "config.json").read_bytes(), BertConfig)
    writer = gguf.GGUFWriter(target, gguf.MODEL_ARCH_NAMES[gguf.MODEL_ARCH.BERT])
    try:
        _add_shape(writer, entry, config)
        _add_vocabulary(writer, (folder / "vocab.txt").read_text("utf-8").splitlines(), config)
        _add_tensors(writer, next(folder.glob("*.safetensors")), config, entry.matrices)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def _add_shape(writer: gguf.GGUFWriter, entry: Entry, config: BertConfig) -> None:
    writer.add_name(entry.name)
    writer.add_license(entry.licence)
    writer.add_file_type(TYPES[entry.matrices][1])
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_head_count(config.num_attention_heads)
    writer.add_layer_norm_eps(config.layer_norm_eps)
    writer.add_causal_attention(False)
    writer.add_pooling_type(POOLING.get(entry.pooling, gguf.PoolingType.MEAN))


def _add_vocabulary(writer: gguf.GGUFWriter, words: list[str], config: BertConfig) -> None:
    if len(words) != config.vocab_size or not set(SPECIAL) <= set(words):
        raise Rejected(
            f"vocab.txt has {len(words)} words, config.json says {config.vocab_size}: take both from one model"
        )
    control, normal = gguf.TokenType.CONTROL, gguf.TokenType.NORMAL
    writer.add_tokenizer_model("bert")
    writer.add_token_list([wordpiece(word) for word in words])
    writer.add_token_types([control if word in SPECIAL else normal for word in words])
    writer.add_token_type_count(2)
    for word, key in SPECIAL.items():
        writer.add_uint32(key, words.index(word))


def wordpiece(word: str) -> str:
    """Return a WordPiece entry as GGUF writes it: "##x" as "x", special tokens as they are, all others after U+2581."""
    if word in SPECIAL:
        return word
    return word.removeprefix("##") if word.startswith("##") else "\u2581" + word


def _add_tensors(writer: gguf.GGUFWriter, path: Path, config: BertConfig, matrices: str) -> None:
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, config.num_hidden_layers)
    with safe_open(path, framework="numpy") as tensors:
        for key in tensors.keys():  # noqa: SIM118 - not a mapping
            plain = key.removeprefix("bert.")
            if plain.startswith(IGNORED):
                continue
            name = names.get_name(plain, try_suffixes=(".weight", ".bias"))
            if name is None:
                raise Rejected(f"{path.name} has a tensor {key} that is not part of a BERT encoder")
            data = tensors.get_tensor(key).astype(np.float32)
            kind = TYPES[matrices][0] if data.ndim == 2 and not plain.startswith(SMALL) else TYPES["f32"][0]
            writer.add_tensor(name, quantize(data, kind), raw_dtype=kind)
