"""Vectors are those of the model's own library, whatever else is in the call."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from events.errors import Rejected, Unavailable
from model.catalog import Entry
from model.embedding import Embedder, Vectors

# Computed by sentence-transformers 6.2.0 from the same safetensors; "long" is cut at 256 tokens by both.
REFERENCE = json.loads(Path(__file__).with_name("reference_vectors.json").read_text("utf-8"))
TEXTS = [case["text"] for case in REFERENCE.values()]


def cosines(left: Vectors, right: Vectors) -> Vectors:
    found: Vectors = np.sum(left * right, axis=1)
    return found


@pytest.mark.parametrize("name", REFERENCE)
def test_a_vector_is_that_of_sentence_transformers(embedder: Embedder, name: str) -> None:
    ours = embedder.embed([REFERENCE[name]["text"]])[0]
    assert float(ours @ np.array(REFERENCE[name]["vector"])) >= 0.999


def test_vectors_are_float32_rows_of_unit_length(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), embedder.dims) == (len(TEXTS), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert cosines(together, alone).min() > 0.9999


def test_the_order_is_kept_over_many_ubatches(embedder: Embedder) -> None:
    texts = [f"Number {index} of a list of short texts." for index in range(150)]
    forward, backward = embedder.embed(texts), embedder.embed(texts[::-1])[::-1]
    assert (forward @ backward.T).argmax(axis=1).tolist() == list(range(150))


def test_the_same_call_gives_the_same_bytes(embedder: Embedder) -> None:
    assert embedder.embed(TEXTS).tobytes() == embedder.embed(TEXTS).tobytes()


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_a_text_is_cut_at_the_context(embedder: Embedder) -> None:
    long = "river " * 254
    assert cosines(embedder.embed([long]), embedder.embed([long + "mountain " * 5000])).min() > 0.9999


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "\ufffd" * 10, "🎉" * 3000, "x" * 100_000])
def test_odd_texts_have_a_vector_too(embedder: Embedder, text: str) -> None:
    assert np.isfinite(embedder.embed([text])).all()


def test_threads_take_turns(embedder: Embedder) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: embedder.embed([text])[0], TEXTS * 3))
    expected = np.concatenate([embedder.embed([text]) for text in TEXTS * 3])
    assert np.array_equal(np.stack(found), expected)


def test_counts_are_without_special_tokens(embedder: Embedder) -> None:
    assert embedder.count_tokens(["", "hello", "hello world"]) == [0, 1, 2]


def test_a_model_without_prefixes_embeds_queries_and_passages_alike(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed_queries(["a river"]), embedder.embed_passages(["a river"]))


def test_it_can_be_loaded_twice_and_closed(prepared: dict[str, Entry], embedder: Embedder) -> None:
    second = Embedder.load()
    assert np.array_equal(second.embed(["twice"]), embedder.embed(["twice"]))
    second.close()
    second.close()
    with pytest.raises(Unavailable, match="is closed"):
        second.embed(["x"])
    assert embedder.embed(["still there"]).shape == (1, 384)


def test_a_file_that_is_no_model_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"GGUF nonsense")
    with pytest.raises(Rejected, match="cannot load"):
        Embedder.load(str(tmp_path / "x.gguf"))


def test_a_missing_file_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="there is no file"):
        Embedder.load(str(tmp_path / "x.gguf"))


def test_unprepared_weights_are_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_WEIGHTS", str(tmp_path))
    with pytest.raises(Unavailable, match=r"run python -m model\.prepare all-MiniLM-L6-v2"):
        Embedder.load("all-MiniLM-L6-v2")
