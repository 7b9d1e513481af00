"""Chunks measured in the real embedder's tokens."""
# ruff: noqa: RUF001 - typographic marks are meant; nothing here is secret

import random
from statistics import median

import pytest

from events.documents import Chunk
from functions.ingest.chunking.chunks import LIMIT, split_into_chunks
from functions.ingest.extract import Section
from model.catalog import find
from model.embedding import Tokenizer
from model.prepare import prepare

SENTENCES = [
    "The treaty of Saint-Clair-sur-Epte made Rollo (c. 860–930) the first ruler of what became Normandy.",
    "Unbelievably long-winded administrators institutionalised counterrevolutionary uncharacteristically.",
    "Le château, près de la forêt, n’était plus habité depuis des années…",
    "Москва является столицей России, и в этом городе живёт больше двенадцати миллионов человек.",
    "東京は日本の首都であり、世界でも最大の都市の一つです。",
    "서울은 대한민국의 수도이자 최대 도시이다.",
    "for (i = 0; i < n; ++i) { a[i] += b[i] * 3.14159; } // O(n)",
    "🎉🎊👩‍👩‍👧‍👦 https://example.org/a/very/long/path?with=some&query=parameters#and-a-fragment",
    "Yes.",
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    prepare(find(kind="embed"), print)
    return Tokenizer.load()


def chunks_of(tokenizer: Tokenizer, sentences: list[str], seed: int) -> list[Chunk]:
    """Return the chunks of 300 of the sentences in random order and random paragraphs."""
    generator = random.Random(seed)
    text = sentences[0] + "".join(
        generator.choice([" ", " ", " ", "\n\n"]) + sentence for sentence in generator.choices(sentences, k=300)
    )
    return split_into_chunks([Section(text, None, "")], tokenizer.counts)


@pytest.mark.parametrize("seed", range(5))
def test_no_chunk_is_over_the_limit_in_any_language(tokenizer: Tokenizer, seed: int) -> None:
    assert max(tokenizer.counts([chunk.text for chunk in chunks_of(tokenizer, SENTENCES, seed)])) <= LIMIT


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[:9])
def test_no_chunk_is_over_the_limit_in_one_language(tokenizer: Tokenizer, sentence: str) -> None:
    assert max(tokenizer.counts([chunk.text for chunk in chunks_of(tokenizer, [sentence], 1)])) <= LIMIT


def test_chunks_of_prose_have_about_two_hundred_tokens(tokenizer: Tokenizer) -> None:
    chunks = chunks_of(tokenizer, SENTENCES[:3], 1)
    assert 150 <= median(tokenizer.counts([chunk.text for chunk in chunks])) <= 240
