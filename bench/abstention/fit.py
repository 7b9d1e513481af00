"""`python -m bench.abstention.fit`: the weights by which a question is answered or not, and what they do.

Fitted and calibrated on the half "dev" of the data, reported on the half "test", at each size of an index.
"""

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import click
import numpy as np
from numpy.typing import NDArray

from bench.abstention.halves import Half, Part, half_of, read_half
from bench.abstention.index_sizes import SIZES, Document, Kind, Remembered, groups, searched
from bench.evaluation.beir import spread
from cli.terminal.tables import print_table
from events.questions import PassagesFound
from functions.answer.abstention import Evidence, evidence
from functions.answer.sentence_selection import best_sentences
from model.embedding import Embedder

ASKED: dict[Kind, int] = {"answerable": 100, "unanswerable": 40, "absent": 60}  # questions of a half, at every size
REFUSED, UNSURE = 0.02, 0.04  # shares of the answerable questions: below the two probabilities
OTHER_WORDS = (
    (1.0, 0.9),
    (0.5, 0.05),
    (0.0, 0.05),
)  # a share of the words in common, for such a share of the questions
UNANSWERABLE = 0.5  # the weight of a question that SQuAD's annotators made to look answerable
PENALTY, STEPS = 1.0, 60  # of the squared weights, as the evidence is scaled; of Newton's method
Numbers = NDArray[np.float64]


class Case(NamedTuple):
    """One question in an index of some size, with what speaks for an answer to it."""

    size: int
    kind: Kind
    evidence: Evidence


def cases(part: Part, others: Sequence[Document], embedder: Remembered, sizes: Sequence[int]) -> Iterator[Case]:
    """Yield what is found for the questions of a half in indexes of each size."""
    asked = [one for kind, most in ASKED.items() for one in spread([q for q in part.questions if q.kind == kind], most)]
    for group in groups(part.documents, others, asked, sizes):
        for question, vector, passages in searched(group, embedder):
            text = base64.b64encode(vector.tobytes()).decode()
            sentences = best_sentences(text, question.text, passages, cast("Embedder", embedder))
            if sentences:
                data = PassagesFound(question=question.text, vector=text, passages=passages)
                yield Case(group.size, question.kind, evidence(data, sentences))


def fitted(found: Sequence[Case], unused: Sequence[str] = ()) -> Numbers:
    """Return the weights of the evidence and the intercept, shape (n + 1,), by penalised logistic regression.

    Evidence that is unused has the weight 0.

    SQuAD's questions repeat the words of their paragraphs, and people's do not: some count as if they had fewer.
    """
    parts = [_with_other_words(found, words, share) for words, share in OTHER_WORDS]
    rows, answerable, weights = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    rows[:, [Evidence._fields.index(name) for name in unused]] = 0
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    penalty = np.diag([PENALTY] * rows.shape[1] + [0.0])
    solution = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-scaled @ solution))
        gradient = scaled.T @ (weights * (chances - answerable)) + penalty @ solution
        curvature = (scaled.T * (weights * chances * (1 - chances))) @ scaled + penalty
        solution -= np.linalg.solve(curvature, gradient)
    slopes = solution[:-1] / scale
    return np.append(slopes, solution[-1] - slopes @ mean)


def _with_other_words(found: Sequence[Case], words: float, share: float) -> tuple[Numbers, Numbers, Numbers]:
    """Return evidence, whether there is an answer, and weights; the answerable ones with such a share of the words."""
    kept = [case for case in found if case.kind == "answerable" or words == 1]
    rows = np.array([case.evidence for case in kept])
    answerable = np.array([case.kind == "answerable" for case in kept], dtype=float)
    rows[:, 1:] *= words
    weights = np.where(answerable, share, [UNANSWERABLE if case.kind == "unanswerable" else 1.0 for case in kept])
    return rows, answerable, weights


def chances(found: Sequence[Case], weights: Numbers) -> Numbers:
    """Return the probability of an answer in each case."""
    chance: Numbers = 1 / (1 + np.exp(-np.array([case.evidence for case in found]) @ weights[:-1] - weights[-1]))
    return chance


def threshold(found: Sequence[Case], weights: Numbers, refused: float) -> float:
    """Return the probability below which at most such a share of new answerable questions falls (split conformal).

    Vovk, Gammerman and Shafer 2005, "Algorithmic Learning in a Random World": the floor(share * (n + 1))-th lowest.
    """
    answerable = sorted(chances([case for case in found if case.kind == "answerable"], weights))
    return float(answerable[max(int(refused * (len(answerable) + 1)) - 1, 0)])


def refusals(found: Sequence[Case], weights: Numbers, answered: float) -> Iterator[list[str]]:
    """Yield a row for each size: what share of each kind of question is refused."""
    for size in sorted({case.size for case in found}):
        row = [f"{size:,}"]
        for kind in ASKED:
            of_kind = [case for case in found if (case.size, case.kind) == (size, kind)]
            row.append(f"{np.mean(chances(of_kind, weights) < answered):.1%}" if of_kind else "-")
        yield row


@click.command(help=__doc__)
@click.argument("data", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--without", multiple=True, help="An article that two of the sets have.")
@click.option(
    "--others", type=click.Path(exists=True, path_type=Path), help="A folder of other documents, a text each."
)
@click.option("--unused", multiple=True, type=click.Choice(Evidence._fields), help="Evidence that counts nothing.")
@click.option("--model", default="", help="The embedder.")
@click.option("--sizes", default=",".join(map(str, SIZES)), help="Documents of an index.")
@click.option("--vectors", type=click.Path(path_type=Path), help="A file (.npz) that keeps vectors between two runs.")
def fit(data: tuple[Path, ...], without: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401 - click's
    """Run the command."""
    embedder = Remembered(Embedder.load(options["model"]), options["vectors"])
    halves: dict[Half, Part] = {half: _joined(data, half, without) for half in ("dev", "test")}
    folder = options["others"]
    texts = sorted(folder.rglob("*.txt"), key=lambda file: half_of(file.name) + file.name) if folder else []
    others = [Document(file.stem, "", file.read_text("utf-8")) for file in texts]
    sizes = [int(size) for size in options["sizes"].split(",")]
    dev = [*cases(halves["dev"], [*halves["test"].documents, *others], embedder, sizes)]
    test = [*cases(halves["test"], [*halves["dev"].documents, *others], embedder, sizes)]
    embedder.save()
    weights = fitted(dev, options["unused"])
    answered, confident = (threshold(dev, weights, share) for share in (REFUSED, UNSURE))
    terms = dict(zip([*Evidence._fields, "intercept"], weights, strict=True)) | {"answered": answered}
    click.echo(", ".join(f"{name} = {value:.3f}" for name, value in (terms | {"confident": confident}).items()))
    print_table(["documents", *ASKED], refusals(test, weights, answered))


def _joined(data: Sequence[Path], half: Half, without: Sequence[str]) -> Part:
    parts = [read_half(folder, half, without) for folder in data]
    return Part([one for part in parts for one in part.documents], [one for part in parts for one in part.questions])


if __name__ == "__main__":
    fit()
