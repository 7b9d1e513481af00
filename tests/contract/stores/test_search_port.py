"""Hybrid search: what is found by words, by vectors and by both, for every backend of the passages port."""

from typing import Any

import numpy as np
import pytest

from functions.stores.passages import Passages
from tests.contract.stores.store_samples import Document, add, axis, search, texts


@pytest.fixture
def animals(passages: Passages, tenant: str) -> Passages:
    """Four passages of two documents, whose words and vectors say different things."""
    cats = Document(tenant, "cats.txt", metadata={"lang": "en", "year": "2024"})
    dogs = Document(tenant, "dogs.txt", metadata={"lang": "en"})
    add(
        passages,
        (cats.passage("The cat sat on the mat.", 0), axis(0)),
        (cats.passage("Felines sleep a lot.", 1), axis(1)),
        (dogs.passage("Dogs chase cats up trees.", 0), axis(2)),
        (dogs.passage("A café in Zürich serves hounds.", 1, heading="Kennels"), axis(3)),
    )
    return passages


def test_a_passage_is_found_by_its_words_alone(animals: Passages, tenant: str) -> None:
    assert texts(search(animals, tenant, "trees")) == ["Dogs chase cats up trees."]


def test_a_passage_is_found_by_its_vector_alone(animals: Passages, tenant: str) -> None:
    hit = search(animals, tenant, "unheard", axis(1))[0]
    assert (hit.passage.text, hit.bm25) == ("Felines sleep a lot.", None)
    assert hit.cosine == pytest.approx(1.0)


def test_a_passage_far_off_by_vector_is_found_among_many_by_its_words(passages: Passages, tenant: str) -> None:
    document = Document(tenant)
    near = [(document.passage(f"filler number {n}", n), axis(0)) for n in range(300)]
    add(passages, *near, (document.passage("the needle", 300), axis(7)))
    hit = search(passages, tenant, "needle", axis(0), limit=3, alpha=0.4)[0]
    assert (hit.passage.text, hit.cosine) == ("the needle", None)


def test_the_best_by_words_is_found_behind_many_that_share_the_commonest(passages: Passages, tenant: str) -> None:
    document = Document(tenant)
    many = [(document.passage(f"a river numbered {n}", n), axis(0)) for n in range(300)]
    add(passages, *many, (document.passage("a river called Loire", 300), axis(7)))
    assert texts(search(passages, tenant, "river Loire numbered", limit=1, alpha=0.0)) == ["a river called Loire"]


def test_a_heading_counts_as_the_text_does(passages: Passages, tenant: str) -> None:
    document = Document(tenant)
    in_heading = document.passage("It is long.", 0, heading="Loire")
    add(passages, (in_heading, axis(0)), (document.passage("The Loire.", 1, heading="Long"), axis(1)))
    assert len(search(passages, tenant, "Loire", alpha=0.0)) == 2


def test_fitting_words_and_a_near_vector_beat_either(animals: Passages, tenant: str) -> None:
    hits = search(animals, tenant, "sleep", axis(1))
    assert hits[0].passage.text == "Felines sleep a lot."
    assert hits[0].score == pytest.approx(1.0)
    assert all(hit.score < 1.0 for hit in hits[1:])


def test_only_words_or_only_the_vector_may_count(animals: Passages, tenant: str) -> None:
    only_words = search(animals, tenant, "sleep", axis(0), alpha=0.0)
    only_vector = search(animals, tenant, "sleep", axis(0), alpha=1.0)
    assert [(texts([hit]), hit.cosine) for hit in only_words] == [(["Felines sleep a lot."], None)]
    assert [hit.bm25 for hit in only_vector] == [None] * 4


def test_alpha_weighs_words_against_the_vector(animals: Passages, tenant: str) -> None:
    by_words = search(animals, tenant, "trees", axis(1), alpha=0.1)[0]
    by_vector = search(animals, tenant, "trees", axis(1), alpha=0.9)[0]
    assert (by_words.passage.text, by_vector.passage.text) == ("Dogs chase cats up trees.", "Felines sleep a lot.")


@pytest.mark.parametrize("asked", ["CATS", "cat", "ZURICH", "cafe", "serving", "the cat, please?"])
def test_words_match_by_stem_and_without_case_or_accents(animals: Passages, tenant: str, asked: str) -> None:
    assert search(animals, tenant, asked) != []


def test_words_of_the_heading_are_found(animals: Passages, tenant: str) -> None:
    assert texts(search(animals, tenant, "kennel")) == ["A café in Zürich serves hounds."]


def test_stop_words_alone_still_search(animals: Passages, tenant: str) -> None:
    assert texts(search(animals, tenant, "the")) == ["The cat sat on the mat."]


def test_stop_words_beside_others_do_not_count(animals: Passages, tenant: str) -> None:
    assert texts(search(animals, tenant, "what is the tree?")) == ["Dogs chase cats up trees."]


SYNTAX = [
    'cat"',
    '"',
    '""',
    "cat*",
    "^cat",
    "text:cat",
    "heading : cat",
    "cat AND",
    "NOT cat",
    "OR",
    "NEAR(cat mat, 2)",
    "cat + mat",
    "-cat",
    "(cat",
    "{text} : cat",
    "cat'; drop table passages; --",
    "cat\0mat",
    "\\",
    "?",
    "%_",
    "ca\u0301t",
    "\u202ecat",
    "漢字 かな",
    "🐈",
    "cat " * 5000,
    " ".join(f"w{n}" for n in range(5000)),
]


@pytest.mark.parametrize("asked", SYNTAX, ids=range(len(SYNTAX)))
def test_search_syntax_in_a_question_is_harmless(animals: Passages, tenant: str, asked: str) -> None:
    assert len(search(animals, tenant, asked, axis(0))) == 4
    assert animals.count(tenant) == 4


def test_the_best_come_first_with_scores_from_0_to_1(animals: Passages, tenant: str) -> None:
    scores = [hit.score for hit in search(animals, tenant, "cats in trees", axis(0))]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_no_more_hits_than_the_limit(animals: Passages, tenant: str) -> None:
    assert [len(search(animals, tenant, "cat", axis(0), limit=limit)) for limit in (0, 1, 3, 100)] == [0, 1, 3, 4]


def test_equal_passages_come_in_the_order_of_their_ids(passages: Passages, tenant: str) -> None:
    document = Document(tenant)
    same = [(document.passage("the same words", n), axis(0)) for n in range(9)]
    add(passages, *reversed(same))
    found = [hit.passage.id for hit in search(passages, tenant, "same", axis(0))]
    assert found == sorted(passage.id for passage, _ in same)


def test_a_search_for_documents_finds_only_theirs(animals: Passages, tenant: str) -> None:
    dogs = Document(tenant, "dogs.txt").id
    hits = search(animals, tenant, "cat", axis(0), documents=(dogs, "unknown"))
    assert {hit.passage.document for hit in hits} == {dogs}
    assert len(hits) == 2


def test_filters_hold_for_documents_that_no_unfiltered_candidate_belongs_to(passages: Passages, tenant: str) -> None:
    crowd, rare = Document(tenant, "crowd"), Document(tenant, "rare", metadata={"kind": "rare"})
    add(passages, *((crowd.passage(f"words words {n}", n), axis(0)) for n in range(300)))
    add(passages, (rare.passage("words"), axis(5)))
    assert texts(search(passages, tenant, "words", axis(0), documents=(rare.id,))) == ["words"]
    assert texts(search(passages, tenant, "words", axis(0), metadata={"kind": "rare"})) == ["words"]


@pytest.mark.parametrize(
    ("metadata", "count"),
    [
        ({"lang": "en"}, 4),
        ({"year": "2024"}, 2),
        ({"lang": "en", "year": "2024"}, 2),
        ({"year": "20"}, 0),
        ({"colour": "red"}, 0),
        ({'year" or 1=1 --': "2024"}, 0),
        ({"$.lang": "en"}, 0),
    ],
    ids=str,
)
def test_metadata_must_be_equal(animals: Passages, tenant: str, metadata: dict[str, str], count: int) -> None:
    assert len(search(animals, tenant, "cat", axis(0), metadata=metadata)) == count


def test_both_filters_hold_together(animals: Passages, tenant: str) -> None:
    dogs = Document(tenant, "dogs.txt").id
    assert search(animals, tenant, "cat", axis(0), documents=(dogs,), metadata={"year": "2024"}) == []


def test_an_empty_store_finds_nothing(passages: Passages, tenant: str) -> None:
    assert search(passages, tenant, "cat", axis(0)) == []


def test_vectors_of_another_model_are_passed_over(animals: Passages, tenant: str) -> None:
    asked = np.eye(5, dtype=np.float32)[0]
    hits = search(animals, tenant, "mat", asked)
    assert [(hit.passage.text, hit.cosine) for hit in hits] == [("The cat sat on the mat.", None)]


# Collections, tags and dates


@pytest.fixture
def papers(passages: Passages, tenant: str) -> Passages:
    """A passage "paper" of each of four documents with labels; the last one has none."""
    labels: dict[str, dict[str, str]] = {
        "lease": {"collection": "contracts", "tags": "signed, rent", "date": "2025-12-31"},
        "loan": {"collection": "contracts", "tags": "signed, bank loan", "date": "2026-03-01T09:00:00Z"},
        "poem": {"collection": "letters", "tags": "rent", "date": "2026"},
        "note": {},
    }
    documents = [(Document(tenant, name, metadata=metadata), metadata) for name, metadata in labels.items()]
    add(passages, *((document.passage(f"paper {document.name}"), axis(0)) for document, _ in documents))
    return passages


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, "lease loan poem note"),
        ({"documents": ()}, ""),
        ({"collections": ()}, ""),
        ({"documents": (), "collections": ("contracts",)}, ""),
        ({"collections": ("contracts",)}, "lease loan"),
        ({"collections": ("letters", "contracts")}, "lease loan poem"),
        ({"collections": ("contract",)}, ""),
        ({"tags": ("rent",)}, "lease poem"),
        ({"tags": ("rent", "signed")}, "lease"),
        ({"tags": ("bank loan",)}, "loan"),
        ({"tags": ("loan",)}, ""),
        ({"tags": ("Rent",)}, ""),
        ({"metadata": {"tags": "rent"}}, "poem"),
        ({"date_from": "2026"}, "loan poem"),
        ({"date_to": "2025"}, "lease"),
        ({"date_to": "2026-03"}, "lease loan poem"),
        ({"date_from": "2026-03-01", "date_to": "2026-03-01"}, "loan"),
        ({"date_from": "2025-12-31", "date_to": "2026-02-28"}, "lease poem"),
        ({"collections": ("contracts",), "tags": ("signed",), "date_from": "2026"}, "loan"),
        ({"tags": ('rent" or 1=1 --',)}, ""),
    ],
    ids=str,
)
def test_labels_choose_what_is_searched(papers: Passages, tenant: str, filters: dict[str, Any], names: str) -> None:
    hits = search(papers, tenant, "paper", axis(0), **filters)
    assert {hit.passage.name for hit in hits} == set(names.split())


def test_tags_may_have_been_written_without_blanks(passages: Passages, tenant: str) -> None:
    add(passages, (Document(tenant, metadata={"tags": "signed,rent"}).passage("paper"), axis(0)))
    assert len(search(passages, tenant, "paper", axis(0), tags=("rent",))) == 1
