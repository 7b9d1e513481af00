"""Tokens are counted as the embedder counts them, without its weights."""

import pytest

from model.catalog import Entry
from model.embedding import Embedder
from model.tokenizer import Tokenizer

TEXTS = ["", "hello", "Unbelievably long-winded.", "巴黎是法國的首都", "서울은", "a🎉b", "[CLS] <|im_end|>"]


@pytest.fixture(scope="module")
def tokenizer(prepared: dict[str, Entry]) -> Tokenizer:
    return Tokenizer.load()


def test_counts_are_the_embedders(tokenizer: Tokenizer, embedder: Embedder) -> None:
    assert tokenizer.counts(TEXTS) == embedder.count_tokens(TEXTS)


def test_one_count_is_like_many(tokenizer: Tokenizer) -> None:
    assert [tokenizer.count(text) for text in TEXTS] == tokenizer.counts(TEXTS)


def test_words_add_up(tokenizer: Tokenizer) -> None:
    assert tokenizer.count("the river flows north") == sum(tokenizer.counts(["the", "river", "flows", "north"]))


def test_the_room_leaves_out_the_two_special_tokens(tokenizer: Tokenizer) -> None:
    assert tokenizer.room == 254


def test_a_syllable_counts_with_all_its_letters(tokenizer: Tokenizer) -> None:
    assert tokenizer.count("서울은") == 8  # 2 + 3 + 3 letters, as the model's own tokenizer has it


def test_a_generator_counts_with_its_own_vocabulary(prepared: dict[str, Entry]) -> None:
    assert Tokenizer.load(kind="generate").count("<|im_end|>") > 1  # plain text, not the control token


def test_it_knows_the_size_of_its_model_and_the_context_that_was_trained(prepared: dict[str, Entry]) -> None:
    tokenizer = Tokenizer.load(prepared["generate"].name, "generate")
    assert (tokenizer.parameters, tokenizer.trained_context) == (134_515_008, 8192)
