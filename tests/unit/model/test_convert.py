"""The conversion writes a BERT as llama.cpp reads it. That its vectors are right is tested with the embedder."""

import json
from pathlib import Path
from typing import Any

import gguf
import msgspec
import numpy as np
import pytest
from safetensors.numpy import save_file

from events.errors import Rejected
from model.catalog import Entry, find
from model.convert import convert, wordpiece

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hello", "##ing", "##", "!"]
CONFIG: dict[str, Any] = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "max_position_embeddings": 16,
    "vocab_size": len(WORDS),
    "layer_norm_eps": 1e-12,
}
TENSORS = {
    "embeddings.word_embeddings.weight": (len(WORDS), 32),
    "embeddings.position_embeddings.weight": (16, 32),
    "embeddings.token_type_embeddings.weight": (2, 32),
    "embeddings.position_ids": (1, 16),
    "embeddings.LayerNorm.weight": (32,),
    "encoder.layer.0.attention.self.query.weight": (32, 32),
    "encoder.layer.0.attention.self.query.bias": (32,),
    "encoder.layer.0.intermediate.dense.weight": (64, 32),
    "pooler.dense.weight": (32, 32),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of a tiny BERT, some of its tensors."""
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    (tmp_path / "vocab.txt").write_text("\n".join(WORDS) + "\n", "utf-8")
    numbers = np.random.default_rng(0)
    save_file({name: numbers.random(shape, np.float32) for name, shape in TENSORS.items()}, tmp_path / "m.safetensors")
    return tmp_path


@pytest.fixture
def entry() -> Entry:
    return find("all-MiniLM-L6-v2")


@pytest.fixture
def converted(folder: Path, entry: Entry) -> gguf.GGUFReader:
    convert(entry, folder, folder / "m.gguf")
    return gguf.GGUFReader(folder / "m.gguf")


def value(reader: gguf.GGUFReader, key: str) -> Any:
    field = reader.get_field(key)
    assert field is not None
    return field.contents()


def test_a_wordpiece_loses_its_mark_and_a_word_gets_one() -> None:
    assert [wordpiece(word) for word in WORDS[2:]] == ["[CLS]", "[SEP]", "[MASK]", "\u2581hello", "ing", "", "\u2581!"]


def test_the_shape_and_the_pooling_are_in_the_metadata(converted: gguf.GGUFReader) -> None:
    assert value(converted, "general.architecture") == "bert"
    assert value(converted, "bert.embedding_length") == 32
    assert value(converted, "bert.attention.head_count") == 2
    assert value(converted, "bert.pooling_type") == gguf.PoolingType.MEAN
    assert value(converted, "bert.attention.causal") is False


def test_special_tokens_are_known_by_their_place(converted: gguf.GGUFReader) -> None:
    keys = ("padding", "unknown", "bos", "seperator", "mask")  # the spelling is llama.cpp's
    assert [value(converted, f"tokenizer.ggml.{key}_token_id") for key in keys] == [0, 1, 2, 3, 4]
    assert value(converted, "tokenizer.ggml.token_type") == [3, 3, 3, 3, 3, 1, 1, 1, 1]


def test_tensors_have_llama_cpps_names_and_only_matrices_are_shortened(folder: Path, entry: Entry) -> None:
    convert(msgspec.structs.replace(entry, matrices="bf16"), folder, folder / "m.gguf")
    tensors = gguf.GGUFReader(folder / "m.gguf").tensors
    assert {tensor.name: tensor.tensor_type.name for tensor in tensors} == {
        "token_embd.weight": "BF16",
        "position_embd.weight": "F32",
        "token_types.weight": "F32",
        "token_embd_norm.weight": "F32",
        "blk.0.attn_q.weight": "BF16",
        "blk.0.attn_q.bias": "F32",
        "blk.0.ffn_up.weight": "BF16",
    }


@pytest.mark.parametrize("matrices", ["f32", "f16", "bf16"])
def test_the_matrices_get_the_type_that_the_entry_names(folder: Path, entry: Entry, matrices: str) -> None:
    convert(msgspec.structs.replace(entry, matrices=matrices), folder, folder / "m.gguf")
    tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(folder / "m.gguf").tensors}
    assert tensors["blk.0.ffn_up.weight"].tensor_type.name == matrices.upper()


def test_converting_again_gives_the_same_bytes(folder: Path, entry: Entry) -> None:
    convert(entry, folder, folder / "a.gguf")
    convert(entry, folder, folder / "b.gguf")
    assert (folder / "a.gguf").read_bytes() == (folder / "b.gguf").read_bytes()


def test_another_architecture_is_rejected(folder: Path, entry: Entry) -> None:
    (folder / "config.json").write_text(json.dumps({**CONFIG, "model_type": "t5"}))
    with pytest.raises(Rejected, match="model_type"):
        convert(entry, folder, folder / "m.gguf")


def test_a_vocabulary_without_special_tokens_is_rejected(folder: Path, entry: Entry) -> None:
    (folder / "vocab.txt").write_text("\n".join(["mask" if word == "[MASK]" else word for word in WORDS]), "utf-8")
    with pytest.raises(Rejected, match=r"lacks \[MASK\]"):
        convert(entry, folder, folder / "m.gguf")


@pytest.mark.parametrize(("pooling", "expected"), [("mean", 1), ("cls", 2), ("last", 3)])
def test_the_pooling_is_the_entrys(folder: Path, entry: Entry, pooling: str, expected: int) -> None:
    convert(msgspec.structs.replace(entry, pooling=pooling), folder, folder / "m.gguf")
    assert value(gguf.GGUFReader(folder / "m.gguf"), "bert.pooling_type") == expected


def test_a_tensor_that_is_not_berts_is_rejected(folder: Path, entry: Entry) -> None:
    save_file({"decoder.weight": np.zeros((2, 2), np.float32)}, folder / "m.safetensors")
    with pytest.raises(Rejected, match=r"decoder\.weight"):
        convert(entry, folder, folder / "m.gguf")
