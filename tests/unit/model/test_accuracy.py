"""The form of the weights that is fastest here gives the vectors of the exact ones."""

import random
from pathlib import Path

import numpy as np
import pytest

from model.catalog import Entry
from model.embedding import Embedder
from model.llama import Model
from model.threads import compute_threads
from model.weights import prepared_path

ROOT = Path(__file__).parents[3]
ODD = [
    "",
    " ",
    "a",
    "\x00\x07\x1b",
    "🎉🚀" * 40,
    "诺曼底是法国的一个地区。" * 30,
    "x" * 5000,
    "\u202eabc",
    "ﬁ Ⅷ ½",
    "\n\t" * 50,
]
TEXTS = 400
LONGEST = 300  # words, which is more than the context takes


def texts() -> list[str]:
    """Return odd texts, and pieces of our own documentation of all lengths."""
    words = " ".join(path.read_text("utf-8") for path in sorted(ROOT.glob("docs/*.md"))).split()
    chance = random.Random(1)
    sizes = [int(LONGEST * chance.random() ** 5) for _ in range(TEXTS - len(ODD))]
    starts = [chance.randrange(len(words) - LONGEST) for _ in sizes]
    return ODD + [" ".join(words[start : start + size]) for start, size in zip(starts, sizes, strict=True)]


@pytest.fixture(scope="module")
def exact(prepared: dict[str, Entry]) -> Embedder:
    """The embedder on its float32 weights."""
    entry = prepared["embed"]
    return Embedder(entry, Model(prepared_path(entry)), compute_threads())


def test_hundreds_of_texts_of_all_lengths_have_the_vectors_of_the_exact_weights(
    embedder: Embedder, exact: Embedder
) -> None:
    cosines = np.sum(embedder.embed(texts()) * exact.embed(texts()), axis=1)
    assert cosines.min() >= 0.999
