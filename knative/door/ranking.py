"""How good rankings are, by ir-measures, which has trec_eval compute them."""

from collections.abc import Mapping, Sequence

MEASURES = {"ndcg@10": "nDCG@10", "recall@5": "R@5", "recall@100": "R@100"}  # our names, and those of ir-measures


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
    import ir_measures  # noqa: PLC0415 - it brings SciPy: not before --help is answered

    run = {id_: {name: -float(rank) for rank, name in enumerate(ranked[id_])} for id_ in judged}
    measures = {name: ir_measures.parse_measure(theirs) for name, theirs in MEASURES.items()}
    means = ir_measures.calc_aggregate(list(measures.values()), judged, run)
    return {name: round(float(means[measure]), 4) for name, measure in measures.items()}
