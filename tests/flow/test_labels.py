"""Collections, tags and dates, from an upload or an event to what a question is about."""

import json
from typing import Any

import pytest

from tests.system import System

QUESTION = "What does the lease of the lighthouse cost?"
LEASES = {
    "old.txt": ("The lease of the lighthouse costs forty pounds.", {"tags": "signed", "date": "2025-06-30"}),
    "new.txt": ("The lease of the lighthouse costs ninety pounds.", {"tags": "signed, draft", "date": "2026-02-01"}),
}


@pytest.fixture(scope="module")
def leases(system: System) -> System:
    """Two leases that say different things, one uploaded and one by an event, in a collection of their own."""
    (old, labels), (new, others) = LEASES.values()
    query = {"name": system.name("old.txt"), "metadata": json.dumps(labels | {"collection": system.name("leases")})}
    system.http.post("/documents", params=query, content=old).raise_for_status()
    event = {"name": system.name("new.txt"), "content": new, "metadata": others | {"collection": system.name("leases")}}
    system.post_event("minirag.document.uploaded", event).raise_for_status()
    for name in LEASES:
        system.wait_for(name)
    return system


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["old.txt", "new.txt"]),
        ({"tags": ["draft"]}, ["new.txt"]),
        ({"date_from": "2026"}, ["new.txt"]),
        ({"date_to": "2025"}, ["old.txt"]),
        ({"tags": ["draft"], "date_to": "2025"}, []),
        ({"documents": []}, []),
        ({"collections": []}, []),
    ],
    ids=str,
)
def test_only_what_the_question_is_about_is_cited(leases: System, filters: dict[str, Any], names: list[str]) -> None:
    answer = leases.ask(QUESTION, filters={"collections": [leases.name("leases")], **filters})
    assert {one["name"] for one in answer["citations"]} == {leases.name(name) for name in names}


@pytest.mark.parametrize(
    "filters",
    [
        {"date_from": "31.1.2026"},
        {"tags": ["a, b"]},
        {"tags": []},
        {"collections": "leases"},
        {"colection": ["leases"]},
    ],
    ids=str,
)
def test_filters_that_cannot_be_meant_are_refused(leases: System, filters: dict[str, Any]) -> None:
    refused = leases.http.post("/ask", json={"question": QUESTION, "filters": filters})
    assert (refused.status_code, f"filters.{next(iter(filters))}" in refused.json()["detail"]) == (422, True)
