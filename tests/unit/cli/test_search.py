"""./build.sh search"""

import json

import pytest
from click.testing import CliRunner, Result

from cli.commands.search import search
from events.identity import document_id
from tests.unit.cli.fake_gateway import FakeGateway

QUERY = "where is normandy?"


@pytest.fixture
def finding(gateway: FakeGateway) -> FakeGateway:
    gateway.passages = {QUERY: [("normans.md", "Normandy is\na region."), ("b.md", "Another.")]}
    return gateway


def run(*arguments: str) -> Result:
    return CliRunner().invoke(search, [QUERY, *arguments])


def test_each_passage_comes_with_its_place_its_scores_and_its_text(finding: FakeGateway) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "1. normans.md, page 3, History  (10 to 31, words 2.00, both 1.00)",
        "    Normandy is",
        "    a region.",
        "",
        "2. b.md, page 3, History  (10 to 18, words 2.00, both 1.00)",
        "    Another.",
        "",
        "search 4 ms, total 10 ms",
    ]


def test_spans_are_the_best_sentences_with_their_places(finding: FakeGateway) -> None:
    assert "    10 to 18: Another." in run("--spans").stdout.splitlines()
    assert finding.searched == [{"query": QUERY, "limit": 5, "spans": True}]


def test_a_query_that_was_read_otherwise_is_said_to_be(finding: FakeGateway) -> None:
    finding.passages["Wo?"] = [("a.md", "Da.")]
    assert CliRunner().invoke(search, ["Wo?"]).stdout.startswith("Searched for: wo?\n\n1. a.md")


def test_the_options_say_how_to_search_and_where(finding: FakeGateway) -> None:
    run("--limit", "3", "--alpha", "0", "--neighbours", "2", "--collection", "c", "--tag", "t", "--document", "a.md")
    assert finding.searched == []  # there is no such document
    filters = ("--collection", "c", "--tag", "t", "--meta", "k=v", "--language", "de", "--from", "2025", "--to", "2026")
    id_ = document_id("default", "a.md")
    run("--limit", "3", "--alpha", "0", "--neighbours", "2", "--document", id_, *filters)
    [asked] = finding.searched
    assert (asked["limit"], asked["alpha"], asked["neighbours"]) == (3, 0.0, 2)
    assert asked["filters"] == {
        "documents": [id_],
        "collections": ["c"],
        "tags": ["t"],
        "language": ["de"],
        "metadata": {"k": "v"},
        "date_from": "2025",
        "date_to": "2026",
    }


def test_nothing_found_is_said(gateway: FakeGateway) -> None:
    assert "No passage fits." in run().stdout


def test_json_is_all_that_was_found(finding: FakeGateway) -> None:
    found = json.loads(run("--json").stdout)
    assert [one["name"] for one in found["passages"]] == ["normans.md", "b.md"]


@pytest.mark.parametrize("options", [("--limit", "21"), ("--alpha", "2"), ("--neighbours", "4")], ids=str)
def test_what_the_gateway_would_refuse_is_refused_at_once(finding: FakeGateway, options: tuple[str, str]) -> None:
    result = run(*options)
    assert (result.exit_code, finding.log) == (2, [])
