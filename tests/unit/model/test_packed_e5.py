"""The packed file of multilingual-e5-small becomes a GGUF file that llama.cpp computes with."""

from pathlib import Path

import gguf
import numpy as np
import pytest
from gguf.quants import dequantize
from msgspec.structs import replace

from events.errors import Rejected
from model.catalog import Entry, find
from model.convert import convert
from model.embedding import Embedder
from model.llama import Model
from model.packed_e5 import read_packed
from tests.unit.model.packed_e5_file import FEED_FORWARD, HIDDEN, PIECES, REPLACED, ROWS, SCORES, write_packed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_packed(tmp_path / "e5.bin")


@pytest.fixture
def entry() -> Entry:
    return find("multilingual-e5-small")


@pytest.fixture
def converted(file: Path, entry: Entry) -> Path:
    target = file.with_suffix(".gguf")
    convert(entry, file.parent, target)
    return target


def types_of(path: Path) -> dict[str, str]:
    return {tensor.name: tensor.tensor_type.name for tensor in gguf.GGUFReader(path).tensors}


def test_the_vocabulary_is_read_with_its_scores_and_what_is_replaced_first(file: Path) -> None:
    _, vocabulary, _ = read_packed(file)
    assert (vocabulary.pieces, vocabulary.replaced) == (PIECES, REPLACED)
    assert np.allclose(vocabulary.scores, SCORES)
    assert vocabulary.special.mask == PIECES.index("<mask>")


def test_tensors_have_their_rows_and_pytorchs_names(file: Path) -> None:
    _, _, tensors = read_packed(file)
    assert tensors["embeddings.word_embeddings.weight"].shape == (ROWS, HIDDEN // 32 * 18)
    assert tensors["embeddings.token_type_embeddings.weight"].shape == (2, HIDDEN)
    assert tensors["encoder.layer.0.output.dense.weight"].shape == (HIDDEN, FEED_FORWARD // 32 * 18)
    assert tensors["encoder.layer.0.output.LayerNorm.bias"].shape == (HIDDEN,)


@pytest.mark.parametrize("size", [0, 3, 50, 300, 3000])
def test_a_file_that_is_cut_off_is_rejected(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(Rejected, match="cut off"):
        read_packed(file)


def test_a_file_of_another_kind_is_rejected(file: Path) -> None:
    file.write_bytes(b"SAE1" + file.read_bytes()[4:])
    with pytest.raises(Rejected, match="no packed E5"):
        read_packed(file)


def test_blocks_of_4_bits_stay_as_they_are(file: Path, converted: Path) -> None:
    found = {tensor.name: tensor for tensor in gguf.GGUFReader(converted).tensors}["blk.0.ffn_down.weight"]
    assert found.tensor_type == gguf.GGMLQuantizationType.Q4_0
    assert np.array_equal(found.data, read_packed(file)[2]["encoder.layer.0.output.dense.weight"])


def test_another_number_type_holds_the_same_numbers_and_the_words_stay_small(file: Path, entry: Entry) -> None:
    convert(replace(entry, matrices="f32"), file.parent, file.with_suffix(".gguf"))
    types = types_of(file.with_suffix(".gguf"))
    assert (types["blk.0.ffn_down.weight"], types["token_embd.weight"]) == ("F32", "Q4_0")
    found = {tensor.name: tensor.data for tensor in gguf.GGUFReader(file.with_suffix(".gguf")).tensors}
    blocks = read_packed(file)[2]["encoder.layer.0.output.dense.weight"]
    assert np.allclose(found["blk.0.ffn_down.weight"], dequantize(blocks, gguf.GGMLQuantizationType.Q4_0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("river", ["<s>", "\u2581river", "</s>"]),
        ("sea \u6cb3", ["<s>", "\u2581s", "ea", "\u2581", "\u6cb3", "</s>"]),
        ("\x01 river\t\u2460", ["<s>", "\u2581river", "\u2581", "1", "</s>"]),
        ("x", ["<s>", "\u2581", "<unk>", "</s>"]),
        ("<mask>", ["<s>", "\u2581", "<unk>", "</s>"]),
    ],
)
def test_llama_cpp_reads_texts_as_the_vocabulary_has_them(converted: Path, text: str, expected: list[str]) -> None:
    tokens = Model(converted, vocab_only=True).tokenize(text, special=True)
    assert [PIECES[token] for token in tokens] == expected


def test_llama_cpp_computes_vectors_with_it(converted: Path, entry: Entry) -> None:
    embedder = Embedder(replace(entry, context=16), Model(converted), threads=1)
    vectors = embedder.embed(["river sea", "river sea", "sea"])
    assert np.allclose(vectors[0], vectors[1], atol=1e-3)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
