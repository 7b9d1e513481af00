"""As many passages as were asked for, of more than one document where others have something to say."""

from functions.answer.diversification import diversified
from functions.stores.passages import Hit
from tests.unit.answer.hits import hit, texts

WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"]


def of(name: str, count: int, first: int = 0, step: int = 2) -> list[Hit]:
    """Return hits on chunks that are no neighbours, unless `step` is 1, each with words of its own."""
    return [
        hit(f"{name} {WORDS[n]} {n} {n + 50}.", name=name, position=n * step, start=n * 100, score=1 - n / 100)
        for n in range(first, first + count)
    ]


def named(hits: list[Hit]) -> list[str]:
    return [one.passage.name for one in hits]


def test_the_best_are_given_in_their_order() -> None:
    assert texts(diversified(of("a", 8), 3)) == texts(of("a", 3))


def test_one_document_does_not_take_every_place() -> None:
    assert named(diversified([*of("a", 8), *of("b", 2)], 5)) == ["a", "a", "a", "a", "b"]


def test_no_place_stays_empty_when_only_one_document_fits() -> None:
    assert named(diversified(of("a", 8), 5)) == ["a"] * 5


def test_a_place_that_a_duplicate_leaves_is_given_to_the_next() -> None:
    same = hit(of("a", 1)[0].passage.text, name="b")
    assert named(diversified([*of("a", 1), same, *of("c", 1)], 2)) == ["a", "c"]


def test_a_place_that_a_joined_neighbour_leaves_is_given_to_the_next() -> None:
    first, second = hit("The Seine rises. ", position=0), hit("It flows to Rouen.", position=1, start=17)
    assert texts(diversified([first, second, *of("c", 1)], 2)) == [
        "The Seine rises. It flows to Rouen.",
        *texts(of("c", 1)),
    ]


def test_a_single_passage_is_the_best_one() -> None:
    assert texts(diversified([*of("a", 3), *of("b", 3)], 1)) == texts(of("a", 1))


def test_nothing_found_gives_nothing() -> None:
    assert diversified([], 5) == []
