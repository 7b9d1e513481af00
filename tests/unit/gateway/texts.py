"""Documents whose text is in the store, as `store` leaves them."""

import numpy as np

from events.identity import chunk_id
from functions.stores.passages import Passage
from tests.unit.gateway.serving import Serving

WORDS = ("The first paragraph says little.", "The second one, on Normandy, says more.", "The third one ends it.")


def indexed(gateway: Serving, name: str, words: tuple[str, ...] = WORDS) -> str:
    """Upload a document and put these paragraphs on record as its passages; return its id."""
    gateway.upload(name, " ".join(words).encode())
    state = gateway.state(name)
    assert state is not None
    start, passages = 0, list[Passage]()
    for position, text in enumerate(words):
        passages.append(
            Passage(
                id=chunk_id(state.key, state.generation, position),
                tenant=state.tenant,
                document=state.document,
                generation=state.generation,
                position=position,
                name=name,
                text=text,
                page=position + 1,
                heading="Normandy",
                start=start,
                end=start + len(text),
                model=state.model,
            )
        )
        start += len(text) + 2
    vectors = np.zeros((len(passages), 384), np.float32)
    vectors[:, 0] = 1.0
    gateway.passages.add(passages, vectors)
    gateway.happen(name, "split", batches=1, chunks=len(passages))
    gateway.happen(name, "stored", chunks=len(passages))
    gateway.happen(name, "current", chunks=len(passages), ms=5)
    return state.document
