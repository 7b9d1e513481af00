"""An embedder for many experiments on the same texts."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from model.embedding import Embedder, Vectors


class KeptVectors(Embedder):
    """Computes the vector of a text only once, however often it is run; `keep` writes them all to a file."""

    kept: dict[str, Vectors]

    def read(self, path: Path) -> None:
        """Take the vectors that were kept in a file, if it is there."""
        self.kept = {}
        if path.is_file():
            with np.load(path) as kept:
                self.kept = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))

    def keep(self, path: Path) -> None:
        """Write all vectors to the file."""
        np.savez(path, texts=np.array([*self.kept]), vectors=np.stack([*self.kept.values()]))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one vector for each text, its prefix before it: float32 (n, dims)."""
        new = [text for text in dict.fromkeys(texts) if text not in self.kept]
        if new:
            self.kept.update(zip(new, super().embed(new), strict=True))
        return np.stack([self.kept[text] for text in texts])
