"""How good rankings are, by ir-measures, which has trec_eval compute them."""

from collections.abc import Mapping, Sequence

MEASURES = ("ndcg@10", "recall@5", "recall@100")


def ranking_measures(
    ranked: Mapping[str, Sequence[str]], grades: Mapping[str, Mapping[str, int]]
) -> dict[str, float | None]:
    """Return the mean of each measure over the questions (ids) that have relevant documents; None when none has any.

    `ranked` holds each question's documents, best first, `grades` the judgements: relevant are those above 0. nDCG has
    linear gains (Järvelin and Kekäläinen 2002).
    """
    judged = {id_: dict(grades[id_]) for id_ in ranked if any(grade > 0 for grade in grades.get(id_, {}).values())}
    if not judged:
        return dict.fromkeys(MEASURES)
    from ir_measures import R, calc_aggregate, nDCG  # noqa: PLC0415 - it brings SciPy: not before --help is answered

    run = {id_: {name: -float(rank) for rank, name in enumerate(ranked[id_])} for id_ in judged}
    measures = dict(zip(MEASURES, (nDCG @ 10, R @ 5, R @ 100), strict=True))  # its parser of names fails on Python 3.14
    means = calc_aggregate(list(measures.values()), judged, run)
    return {name: round(float(means[measure]), 4) for name, measure in measures.items()}
