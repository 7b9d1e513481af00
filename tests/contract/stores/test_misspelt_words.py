"""What a word is near to in spelling, on every store: only words of passages that may be found, and only clear ones."""

import pytest

from functions.stores.passages import Filters, Passages
from tests.contract.stores.store_samples import Document, add, axis

TEXTS = (
    "Petersen drives to Husum. The quarterly report is due.",
    "Der Quartalsbericht liegt vor, die Standpumpen auch.",
    "The inspector and the inspection.",
)


@pytest.fixture
def stored(passages: Passages, tenant: str) -> Passages:
    add(passages, *((Document(tenant).passage(text, n), axis(0)) for n, text in enumerate(TEXTS)))
    other = Document(tenant, name="b.txt", metadata={"collection": "secret"})
    add(passages, (other.passage("The carburettor."), axis(0)))
    add(passages, (Document(f"{tenant}x").passage("The dynamometer."), axis(0)))
    return passages


def like(passages: Passages, tenant: str, word: str, filters: Filters | None = None) -> list[str]:
    return passages.words_like(Document(tenant).key.index, filters or Filters(), word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Petersn", "Petersen"),
        ("Petresen", "Petersen"),
        ("Quartlsbericht", "Quartalsbericht"),
        ("standpmupen", "Standpumpen"),
        ("quaterly", "quarterly"),
        ("quarteryl", "quarterly"),
        ("carburetor", "carburettor"),
    ],
)
def test_a_word_that_stands_nowhere_has_its_nearest(stored: Passages, tenant: str, word: str, meant: str) -> None:
    assert like(stored, tenant, word) == [meant]


@pytest.mark.parametrize("word", ["Petersen", "reports", "hum", "E47115", "elephant", "dynamometre", "driven"])
def test_a_word_that_is_there_or_near_to_none_of_ours_has_none(stored: Passages, tenant: str, word: str) -> None:
    assert like(stored, tenant, word) == []


def test_a_filter_hides_the_words_of_what_it_hides(stored: Passages, tenant: str) -> None:
    assert like(stored, tenant, "carburetor", Filters(collections=("secret",))) == ["carburettor"]
    assert like(stored, tenant, "carburetor", Filters(collections=("open",))) == []
