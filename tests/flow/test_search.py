"""POST /search: what an answer would cite, without the answer."""

from typing import Any

import pytest

from tests.system import System

NORMANS = (
    "# Normandy\n\nNormandy is a region in the north of France. The Normans gave their name to it.\n\n"
    "## Rule\n\nDuke Rollo ruled the duchy from Rouen. He had come from the north.\n\n"
    "## Fare\n\nCider is made from apples there, and cheese from the milk of its cows.\n"
)
CODES = "# Error codes\n\n## E-4711\n\nReplace the fuse behind panel two.\n\n## E-4712\n\nClean the inlet filter.\n"
BOATS = "Boat,Hall,Weight\n" + "\n".join(f"B-{n},{'A' if n % 3 == 0 else 'B'},{n % 7 + 1} kg" for n in range(1, 61))
PRICES = "Rope,Francs\nHemp rope,{price}\nSteel rope,90\n"
FILES = {
    "search/normandy.md": NORMANS,
    "search/codes.md": CODES,
    "search/boats.csv": BOATS,
    "search/ropes-2023.csv": PRICES.format(price=25),
    "search/ropes-2024.csv": PRICES.format(price=31),
}
KINDS = {
    "a fact": ("In what country is Normandy?", "search/normandy.md"),
    "a misspelt fact": ("Who ruled the dutchy of Normandy?", "search/normandy.md"),
    "a list": ("List all error codes", "search/codes.md"),
    "a count": ("How many boats are in hall A?", "search/boats.csv"),
    "a summary": ("Summarize the document", "search/codes.md"),
    "a contradiction": ("How much does hemp rope cost?", "search/ropes-2023.csv", "search/ropes-2024.csv"),
    "a greeting": ("Hello!", "search/codes.md"),
    "what leans on nothing": ("And where?", "search/normandy.md"),
    "what no document says": ("Which screw holds the shelf?", "search/normandy.md"),
}


@pytest.fixture(scope="module", autouse=True)
def documents(system: System) -> None:
    for name, text in FILES.items():
        system.upload(name, text)
    for name in FILES:
        system.wait_for(name)


def search(system: System, query: str, *names: str, **more: Any) -> dict[str, Any]:
    filters = {"documents": [system.id_of(name) for name in names]}
    found = system.http.post("/search", json={"query": query, "filters": filters, **more})
    return dict(found.raise_for_status().json())


@pytest.mark.parametrize("kind", KINDS)
def test_a_search_finds_the_passages_that_an_answer_cites(system: System, kind: str) -> None:
    question, *names = KINDS[kind]
    filters = {"documents": [system.id_of(name) for name in names]}
    answer = system.ask(question, filters=filters, options={"passages": 20})
    found = search(system, question, *names, limit=20)
    cited = {(one["id"], one["start"], one["end"]) for one in answer["citations"]}
    assert {(one["id"], one["start"], one["end"]) for one in found["passages"]} == cited


def test_a_passage_says_where_it_stands_and_by_what_it_was_found(system: System) -> None:
    [first, *_] = search(system, "Who ruled the duchy from Rouen?", "search/normandy.md")["passages"]
    assert (first["name"], first["language"]) == (system.name("search/normandy.md"), "en")
    assert (first["heading"], "Rollo" in first["text"]) == ("Normandy > Rule", True)
    assert first["end"] - first["start"] == len(first["text"])
    assert first["scores"]["words"] > 0
    assert 0 < first["scores"]["vectors"] <= 1
    assert 0 < first["scores"]["fused"] <= 1


def test_by_words_alone_no_score_of_vectors_is_known(system: System) -> None:
    [first, *_] = search(system, "Rollo Rouen", "search/normandy.md", alpha=0)["passages"]
    assert (first["scores"]["words"] > 0, first["scores"]["vectors"]) == (True, None)


def test_no_more_passages_come_than_were_asked_for(system: System) -> None:
    assert len(search(system, "Normandy", "search/normandy.md", limit=1)["passages"]) == 1


def test_the_best_sentences_stand_where_they_say(system: System) -> None:
    found = search(system, "Who ruled the duchy from Rouen?", "search/normandy.md", spans=True)
    best = max((one for each in found["passages"] for one in each["sentences"]), key=lambda one: one["score"])
    assert "Rollo" in best["text"]
    for passage in found["passages"]:
        for one in passage["sentences"]:
            start, end = (one[name] - passage["start"] for name in ("start", "end"))
            assert passage["text"][start:end] == one["text"]


def test_neighbours_are_joined_to_the_text_and_its_span(system: System) -> None:
    query = "Who ruled the duchy from Rouen?"
    [alone] = search(system, query, "search/normandy.md", limit=1)["passages"]
    [more] = search(system, query, "search/normandy.md", limit=1, neighbours=1)["passages"]
    assert more["id"] == alone["id"]
    assert (more["start"] < alone["start"], more["end"] > alone["end"]) == (True, True)
    assert more["end"] - more["start"] == len(more["text"])
    assert more["text"][alone["start"] - more["start"] :].startswith(alone["text"])
    assert "Cider" in more["text"]


@pytest.mark.parametrize(("spans", "stages"), [(False, {"embed", "search"}), (True, {"embed", "search", "prompt"})])
def test_a_search_takes_no_more_functions_than_it_needs(system: System, spans: bool, stages: set[str]) -> None:
    assert search(system, "Normandy", "search/normandy.md", spans=spans)["timings"].keys() == stages | {"total"}


def test_a_search_is_no_turn_of_a_conversation(system: System) -> None:
    before = system.http.get("/conversations").json()["conversations"]
    search(system, "Normandy", "search/normandy.md")
    system.settle()
    assert system.http.get("/conversations").json()["conversations"] == before


def test_a_filter_that_no_document_fits_finds_nothing(system: System) -> None:
    filters = {"tags": ["a tag of no document"]}
    found = system.http.post("/search", json={"query": "Normandy", "filters": filters})
    assert found.raise_for_status().json()["passages"] == []
