"""./build.sh reindex, against a gateway that makes an index in two looks."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.commands import reindex as command
from cli.commands.reindex import reindex
from tests.unit.cli.fake_gateway import FakeGateway

NEW = "bge-small-en-v1.5"


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models whose weights were prepared."""
    names: list[str] = []
    monkeypatch.setattr(command, "prepare", lambda entry, _: names.append(entry.name))
    return names


def run(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(reindex, arguments, input=said)


def test_the_index_is_made_and_the_switch_is_asked_for(gateway: FakeGateway, prepared: list[str]) -> None:
    result = run("--model", NEW, said="y\n")
    assert result.exit_code == 0
    assert gateway.reindexed == [{"model": NEW, "switch": False}, {"model": NEW, "switch": True}]
    assert prepared == [NEW]
    assert "back: ./build.sh reindex --model old" in result.output


@pytest.mark.parametrize("said", ["n\n", ""], ids=["no", "no terminal"])
def test_without_a_yes_the_old_index_still_answers(gateway: FakeGateway, said: str) -> None:
    result = run("--model", NEW, said=said)
    assert (result.exit_code, gateway.index["active"]) == (0, "old")
    assert "old still answers" in result.output


def test_with_yes_nothing_is_asked(gateway: FakeGateway) -> None:
    assert run("--model", NEW, "--yes").exit_code == 0
    assert gateway.index["active"] == NEW


def test_documents_that_fail_end_it_with_one_sentence(gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = command.begin

    def failing(*given: object, switch: bool) -> None:
        begin(*given, switch=switch)  # type: ignore[arg-type]
        gateway.index["reindexing"]["failed"] = ["scan.pdf"]

    monkeypatch.setattr(command, "begin", failing)
    result = run("--model", NEW, "--yes")
    assert (result.exit_code, gateway.index["active"]) == (1, "old")
    assert "such as scan.pdf" in result.output


def test_an_unknown_model_is_refused_before_anything_is_sent(gateway: FakeGateway) -> None:
    result = run("--model", "unheard-of")
    assert (result.exit_code, gateway.reindexed) == (1, [])
    assert "no model is named unheard-of" in result.output


def test_a_comparison_needs_the_data_sets_documents(gateway: FakeGateway, tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text(json.dumps({"_id": "1", "title": "", "text": "a text"}) + "\n")
    (tmp_path / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "Why?", "metadata": {}}) + "\n")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t1\t1\n")
    result = run("--model", NEW, "--eval", str(tmp_path))
    assert (result.exit_code, "none of its documents are here" in result.output) == (1, True)


def test_without_options_it_shows_the_indexes(gateway: FakeGateway) -> None:
    gateway.index = {
        "active": "old",
        "indexes": [{"model": "old", "documents": {"indexed": 7}}, {"model": NEW, "documents": {"waiting": 7}}],
        "reindexing": {"model": NEW, "indexed": 0, "documents": 7, "whole": False, "failed": []},
    }
    result = run()
    assert "7 indexed" in result.output
    assert f"reindexing to {NEW}: 0 of 7" in result.output


def test_an_index_is_dropped(gateway: FakeGateway) -> None:
    assert run("--drop", "old").exit_code == 0
    assert gateway.log[-1] == "DELETE /index/old"
