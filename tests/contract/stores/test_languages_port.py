"""Search over passages in several languages, for every backend of the passages port."""
# ruff: noqa: RUF001 - letters of other scripts are meant

import pytest
from msgspec.structs import replace

from functions.stores.passages import Passages
from tests.contract.stores.store_samples import Document, add, axis, search, texts

TEXTS = {
    "en": "The contracts of the Muller company",
    "de": "Die Verträge der Firma Müller",
    "ru": "Договоры были подписаны",
    "hi": "अनुबंधों की अवधि",
    "zh": "保修期为三年",
    "th": "การรับประกันสามปี",
    "ja": "コンピューターの保証",
}


@pytest.fixture
def contracts(passages: Passages, tenant: str) -> Passages:
    """A passage in each language, all of them alike by their vectors, in one index."""
    document = Document(tenant)
    told = [
        replace(document.passage(text, place), language=language)
        for place, (language, text) in enumerate(TEXTS.items())
    ]
    add(passages, *((passage, axis(0)) for passage in told))
    return passages


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("contract", "en"),
        ("Vertrag", "de"),
        ("договор", "ru"),
        ("अनुबंध", "hi"),
        ("保修多少年？", "zh"),
        ("รับประกันกี่ปี", "th"),
        ("保証は", "ja"),
    ],
)
def test_each_language_is_found_by_its_words(contracts: Passages, tenant: str, question: str, language: str) -> None:
    assert texts(search(contracts, tenant, question, alpha=0.0))[0] == TEXTS[language]


@pytest.mark.parametrize(("question", "order"), [("Muller", ["en", "de"]), ("Müller", ["de", "en"])])
def test_accents_may_differ_and_the_very_spelling_comes_first(
    contracts: Passages, tenant: str, question: str, order: list[str]
) -> None:
    assert texts(search(contracts, tenant, question, alpha=0.0)) == [TEXTS[one] for one in order]


@pytest.mark.parametrize(("languages", "count"), [(("de",), 1), (("de", "ru"), 2), (("fr",), 0), ((), 0), (None, 7)])
def test_only_passages_in_one_of_the_languages_are_found(
    contracts: Passages, tenant: str, languages: tuple[str, ...] | None, count: int
) -> None:
    assert len(search(contracts, tenant, "unheard", axis(0), languages=languages)) == count


def test_a_passage_keeps_its_language(contracts: Passages, tenant: str) -> None:
    [hit] = search(contracts, tenant, "Vertrag", alpha=0.0)
    assert hit.passage.language == "de"
