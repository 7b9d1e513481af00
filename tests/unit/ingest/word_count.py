"""A stand-in for the embedder's tokenizer."""

import math
from collections.abc import Sequence


def stand_in_count(texts: Sequence[str]) -> list[int]:
    """Return 1.3 tokens for each word, about what English takes; the real tokenizer has a test of its own."""
    return [math.ceil(len(text.split()) * 1.3) for text in texts]
