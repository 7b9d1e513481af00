"""A BERT is read from whichever files it was published in: an ONNX export says the same as safetensors do."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file

from events.errors import Rejected
from model.checkpoint import Shape, read_checkpoint

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hello", "##ing"]
LAYER = "encoder.layer.0"
QUERY = f"{LAYER}.attention.self.query"
NUMBERS = np.random.default_rng(0)
TENSORS = {
    name: NUMBERS.random(shape, np.float32)
    for name, shape in {
        "embeddings.word_embeddings.weight": (len(WORDS), 8),
        "embeddings.position_embeddings.weight": (16, 8),
        f"{QUERY}.weight": (8, 8),
        f"{QUERY}.bias": (8,),
        f"{LAYER}.intermediate.dense.weight": (24, 8),
        f"{LAYER}.intermediate.dense.bias": (24,),
    }.items()
}
SHAPE = Shape(
    hidden_size=8,
    intermediate_size=24,
    num_hidden_layers=1,
    num_attention_heads=2,
    max_position_embeddings=16,
    vocab_size=len(WORDS),
)


def exported(tensors: dict[str, Any]) -> onnx.ModelProto:
    """The tensors as PyTorch exports them: matrices transposed, nameless, multiplied by before a bias is added."""
    stored, nodes = [], []
    for number, (name, array) in enumerate(tensors.items()):
        bias = name.removesuffix("weight") + "bias"
        if not name.endswith(".weight") or bias not in tensors:
            stored.append(numpy_helper.from_array(array, name))
            continue
        stored.append(numpy_helper.from_array(np.ascontiguousarray(array.T), f"onnx::MatMul_{number}"))
        nodes.append(helper.make_node("MatMul", ["x", f"onnx::MatMul_{number}"], [f"product_{number}"]))
        nodes.append(helper.make_node("Add", [bias, f"product_{number}"], [f"sum_{number}"]))
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 8])
    return helper.make_model(helper.make_graph(nodes, "bert", [given], [], stored))


def tokenizer(words: dict[str, int], *, lowercase: bool = True) -> str:
    model = {"type": "WordPiece", "continuing_subword_prefix": "##", "vocab": words}
    return json.dumps({"normalizer": {"type": "BertNormalizer", "lowercase": lowercase}, "model": model})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny BERT as an ONNX file and a tokenizer.json, whose words are in no order."""
    onnx.save(exported(TENSORS), str(tmp_path / "m.onnx"))
    words = {word: index for index, word in enumerate(WORDS)}
    (tmp_path / "m-tokenizer.json").write_text(tokenizer(dict(reversed(words.items()))))
    return tmp_path


def test_an_onnx_file_gives_pytorchs_tensors(folder: Path) -> None:
    found = read_checkpoint(folder, heads=2).tensors
    assert found.keys() == TENSORS.keys()
    assert all(np.array_equal(found[name], array) for name, array in TENSORS.items())


def test_without_a_config_the_tensors_tell_the_shape(folder: Path) -> None:
    assert read_checkpoint(folder, heads=2).shape == SHAPE


def test_the_words_come_in_the_order_of_their_numbers(folder: Path) -> None:
    assert read_checkpoint(folder, heads=2).words == WORDS


def test_tensors_of_a_bert_inside_another_model_lose_its_name(folder: Path) -> None:
    onnx.save(exported({f"bert.{name}": array for name, array in TENSORS.items()}), str(folder / "m.onnx"))
    assert read_checkpoint(folder, heads=2).tensors.keys() == TENSORS.keys()


def test_without_a_config_the_catalogue_must_say_how_many_heads(folder: Path) -> None:
    with pytest.raises(Rejected, match="how many heads"):
        read_checkpoint(folder, heads=None)


def test_weights_of_another_architecture_are_rejected(folder: Path) -> None:
    onnx.save(exported({"wte.weight": TENSORS[f"{QUERY}.weight"]}), str(folder / "m.onnx"))
    with pytest.raises(Rejected, match=r"no embeddings\.word_embeddings\.weight"):
        read_checkpoint(folder, heads=2)


def test_a_file_that_is_no_onnx_is_rejected(folder: Path) -> None:
    (folder / "m.onnx").write_bytes(b"nonsense")
    with pytest.raises(Rejected, match=r"m\.onnx is no ONNX file"):
        read_checkpoint(folder, heads=2)


def test_a_vocabulary_with_capitals_is_rejected(folder: Path) -> None:
    words = {word: index for index, word in enumerate(WORDS)}
    (folder / "m-tokenizer.json").write_text(tokenizer(words, lowercase=False))
    with pytest.raises(Rejected, match="take an uncased model"):
        read_checkpoint(folder, heads=2)


def test_a_vocabulary_of_another_model_is_rejected(folder: Path) -> None:
    (folder / "m-tokenizer.json").write_text(tokenizer({"hello": 0}))
    with pytest.raises(Rejected, match="the vocabulary has 1 words, the model 7"):
        read_checkpoint(folder, heads=2)


def test_a_folder_without_a_vocabulary_is_rejected(folder: Path) -> None:
    (folder / "m-tokenizer.json").unlink()
    with pytest.raises(Rejected, match="neither"):
        read_checkpoint(folder, heads=2)


def test_a_folder_without_weights_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"only weights in \.safetensors or \.onnx"):
        read_checkpoint(tmp_path, heads=2)


def test_a_config_that_is_there_counts(folder: Path) -> None:
    config = {field: getattr(SHAPE, field) for field in SHAPE.__struct_fields__} | {"num_attention_heads": 4}
    (folder / "config.json").write_text(json.dumps(config))
    assert read_checkpoint(folder, heads=None).shape.num_attention_heads == 4


def test_safetensors_with_a_tokenizer_file_are_read_too(folder: Path) -> None:
    (folder / "m.onnx").unlink()
    save_file(TENSORS, folder / "m.safetensors")
    assert read_checkpoint(folder, heads=2).shape == SHAPE
