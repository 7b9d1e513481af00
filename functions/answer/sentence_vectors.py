"""The vectors of sentences, kept for a while: questions about one document meet the same sentences again."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from model.embedding import Embedder

MOST = 8192  # sentences kept for each embedder: 13 MB with 384 numbers
Vector = NDArray[np.float32]
_lock = threading.Lock()
_kept: WeakKeyDictionary[Embedder, OrderedDict[bytes, Vector]] = WeakKeyDictionary()


def sentence_vectors(texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Return `embedder.embed_passages` of the texts, float32 (n, dims), without those that are known.

    They are known by their hash, for a text may belong to a document that is deleted since.
    """
    keys = [sha256(text.encode()).digest() for text in texts]
    with _lock:
        kept = _kept.setdefault(embedder, OrderedDict())
        known = {key: kept[key] for key in keys if key in kept}
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if new:
        known |= zip(new, embedder.embed_passages(list(new.values())), strict=True)
    with _lock:
        for key in keys:
            kept[key] = known[key]
            kept.move_to_end(key)
        while len(kept) > MOST:
            kept.popitem(last=False)
    return np.stack([known[key] for key in keys])
