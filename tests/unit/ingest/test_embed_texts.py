"""embed outside of any event. A real model."""

import base64

import numpy as np
import pytest

from events.errors import Rejected
from events.texts import MAX_TEXTS
from functions.embed import Embed
from functions.serving.lazy import LazyPool
from model.embedding import Embedder
from tests.unit.world import env_of


@pytest.fixture
def embed(embedder: Embedder) -> Embed:
    """The step, which needs no store for this."""
    return Embed(env_of(), LazyPool(lambda _: embedder, "a model"))


def test_texts_are_embedded_as_passages_are(embed: Embed, embedder: Embedder) -> None:
    texts = ["The Normans gave their name to Normandy.", "Vikings"]
    reply = embed.embed_texts(b'{"texts": ["The Normans gave their name to Normandy.", "Vikings"]}')
    vectors = np.frombuffer(base64.b64decode(reply.vectors), "<f4").reshape(-1, reply.dims)
    np.testing.assert_allclose(vectors, embedder.embed_passages(texts), atol=1e-4)


def test_the_tokens_that_were_read_are_counted(embed: Embed, embedder: Embedder) -> None:
    one, two = (
        embed.embed_texts(body).tokens for body in (b'{"texts": ["Vikings"]}', b'{"texts": ["Vikings", "Vikings"]}')
    )
    assert (one, two) == (embedder.count_tokens(["Vikings"])[0], 2 * one)


def test_a_text_that_is_too_long_counts_only_as_far_as_it_was_read(embed: Embed, embedder: Embedder) -> None:
    assert embed.embed_texts(b'{"texts": ["' + b"word " * 5000 + b'"]}').tokens == embedder.context


@pytest.mark.parametrize("count", [0, MAX_TEXTS + 1])
def test_no_text_and_too_many_are_refused(embed: Embed, count: int) -> None:
    with pytest.raises(Rejected, match="texts"):
        embed.embed_texts(b'{"texts": [' + b",".join([b'"a"'] * count) + b"]}")
