"""How often the sentence that is ranked first holds the gold answer: python -m bench.evaluation.sentence_ranking DATA

DATA are folders in BEIR's layout whose questions have gold answers. Prints JSON: for each half of the articles the
share of the questions with a gold answer in the first sentence, in the first two, and the mean reciprocal rank.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import fmean

import msgspec
import numpy as np

from bench.evaluation.answer_matching import contains_answer
from bench.evaluation.beir import read_data_set
from bench.evaluation.found_passages import Case, article_names, found_passages
from events.questions import FoundPassage
from functions.answer.sentence_selection import Sentence
from model.embedding import Embedder, Vectors

MEASURES = ("first", "first_two", "mrr")
Rank = Callable[[str, str, Sequence[FoundPassage], Embedder], Sequence[Sentence]]


class KeptVectors:
    """An embedder that computes the vector of a text only once, however often it is run."""

    def __init__(self, embedder: Embedder, path: Path) -> None:
        self._embedder, self._path = embedder, path
        self.name = embedder.name
        self._kept: dict[str, Vectors] = {}
        if path.is_file():
            with np.load(path) as kept:
                self._kept = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector for each text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._kept]
        if new:
            self._kept.update(zip(new, self._embedder.embed_passages(new), strict=True))
        return np.stack([self._kept[text] for text in texts])

    def keep(self) -> None:
        """Write all vectors to the file."""
        np.savez(self._path, texts=np.array([*self._kept]), vectors=np.stack([*self._kept.values()]))


def half_of(article: str) -> str:
    """Return the half that an article belongs to: rules and numbers are chosen on one, and reported on the other."""
    return "test" if sha256(article.encode()).digest()[0] % 2 else "dev"


def cases_of(data: Path, documents: str, embedder: Embedder, folder: Path) -> list[Case]:
    """Return the questions of a data set with the passages found for each, which are kept in the folder."""
    kept = folder / f"{data.name}-{documents}.json"
    if not kept.is_file():
        folder.joinpath(kept.stem).mkdir(parents=True)
        data_set = read_data_set(data, "articles" if documents == "articles" else "corpus")
        cases = list(found_passages(data_set, article_names(data), embedder, folder / kept.stem))
        kept.write_bytes(msgspec.json.encode(cases))
    return msgspec.json.decode(kept.read_bytes(), type=list[Case])


def rank_of_answer(case: Case, sentences: Iterable[Sentence]) -> int:
    """Return the place of the first sentence that holds a gold answer, from 1; 0 where none does."""
    places = (place for place, one in enumerate(sentences, 1) if contains_answer(one.text, case.answers))
    return next(places, 0)


def measures(ranks: Sequence[int]) -> dict[str, float]:
    """Return each measure of these ranks, 0 where there is none."""
    if not ranks:
        return dict.fromkeys(MEASURES, 0.0)
    values = (fmean(rank == 1 for rank in ranks), fmean(rank in (1, 2) for rank in ranks))
    return dict(zip(MEASURES, (*values, fmean(1 / rank if rank else 0.0 for rank in ranks)), strict=True))
