"""From a checkpoint to GGUF: a BERT encoder and its vocabulary, WordPiece or Unigram, as llama.cpp wants them.

The names, keys and vocabulary rules are those of llama.cpp's own `convert_hf_to_gguf.py` (its class `BertModel`).
"""

from pathlib import Path

import gguf
import numpy as np
from gguf.quants import dequantize, quantize

from events.errors import Rejected
from model.catalog import Entry
from model.checkpoint import Array, Checkpoint, Shape, read_checkpoint
from model.unigram import Unigram, add_unigram

POOLING = {"mean": gguf.PoolingType.MEAN, "cls": gguf.PoolingType.CLS, "last": gguf.PoolingType.LAST}
TYPES = {
    "f32": (gguf.GGMLQuantizationType.F32, gguf.LlamaFileType.ALL_F32),
    "f16": (gguf.GGMLQuantizationType.F16, gguf.LlamaFileType.MOSTLY_F16),
    "bf16": (gguf.GGMLQuantizationType.BF16, gguf.LlamaFileType.MOSTLY_BF16),
    "q4_0": (gguf.GGMLQuantizationType.Q4_0, gguf.LlamaFileType.MOSTLY_Q4_0),
}
WORDS = "embeddings.word_embeddings"  # single rows are read of it: it stays as small as it comes
SPECIAL = {
    "[PAD]": gguf.Keys.Tokenizer.PAD_ID,
    "[UNK]": gguf.Keys.Tokenizer.UNK_ID,
    "[CLS]": gguf.Keys.Tokenizer.BOS_ID,
    "[SEP]": gguf.Keys.Tokenizer.SEP_ID,
    "[MASK]": gguf.Keys.Tokenizer.MASK_ID,
}
IGNORED = ("embeddings.position_ids", "pooler.")  # not part of a sentence embedding
SMALL = ("embeddings.position_embeddings", "embeddings.token_type_embeddings")  # llama.cpp adds these in F32


def convert(entry: Entry, folder: Path, target: Path) -> None:
    """Write the model whose files `read_checkpoint` finds in `folder` as the GGUF file `target`.

    Matrices get the type of `entry.matrices`, norms and biases stay F32. Raises `Rejected` when the model is no BERT.
    """
    checkpoint = read_checkpoint(folder, entry.heads)
    writer = gguf.GGUFWriter(target, gguf.MODEL_ARCH_NAMES[gguf.MODEL_ARCH.BERT])
    try:
        _add_shape(writer, entry, checkpoint.shape)
        if isinstance(checkpoint.words, Unigram):
            add_unigram(writer, checkpoint.words, checkpoint.shape.vocab_size)
        else:
            _add_vocabulary(writer, checkpoint.words)
        _add_tensors(writer, checkpoint, entry.matrices)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
    finally:
        writer.close()


def _add_shape(writer: gguf.GGUFWriter, entry: Entry, shape: Shape) -> None:
    writer.add_name(entry.name)
    writer.add_license(entry.licence)
    writer.add_file_type(TYPES[entry.matrices][1])
    writer.add_context_length(shape.max_position_embeddings)
    writer.add_embedding_length(shape.hidden_size)
    writer.add_feed_forward_length(shape.intermediate_size)
    writer.add_block_count(shape.num_hidden_layers)
    writer.add_head_count(shape.num_attention_heads)
    writer.add_layer_norm_eps(shape.layer_norm_eps)
    writer.add_causal_attention(False)
    writer.add_pooling_type(POOLING.get(entry.pooling, gguf.PoolingType.MEAN))


def _add_vocabulary(writer: gguf.GGUFWriter, words: list[str]) -> None:
    if missing := set(SPECIAL) - set(words):
        raise Rejected(f"the vocabulary lacks {', '.join(sorted(missing))}: it is not a BERT's")
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


def _add_tensors(writer: gguf.GGUFWriter, checkpoint: Checkpoint, matrices: str) -> None:
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, checkpoint.shape.num_hidden_layers)
    for key, array in checkpoint.tensors.items():
        if key.startswith(IGNORED):
            continue
        name = names.get_name(key, try_suffixes=(".weight", ".bias"))
        if name is None:
            raise Rejected(f"the weights have a tensor {key} that is not part of a BERT encoder")
        is_matrix = array.ndim == 2 and not key.startswith(SMALL)
        data, kind = _as_type(array, matrices if is_matrix else "f32", keep=key.startswith(WORDS))
        writer.add_tensor(name, data, raw_dtype=kind)


def _as_type(array: Array, wanted: str, *, keep: bool) -> tuple[Array, gguf.GGMLQuantizationType]:
    """Return a tensor as this number type, or in the 4 bits that it comes in where those are wanted or to `keep`."""
    packed = TYPES["q4_0"][0]
    if array.dtype == np.uint8:
        if keep or TYPES[wanted][0] is packed:
            return array, packed
        array = dequantize(array, packed)
    return quantize(array.astype(np.float32), TYPES[wanted][0]), TYPES[wanted][0]
