"""./build.sh documents, delete, failures and status"""

import json
from typing import Any

import click
import pytest
from click.testing import CliRunner

from cli.commands import status as show_status
from cli.commands.delete import delete
from cli.commands.documents import documents
from cli.commands.failures import failures
from cli.commands.status import status
from minirag import calls
from tests.unit.cli.fake_gateway import FakeGateway

FAILURE = {
    "id": "f-1",
    "at": "2026-01-31T12:00:00.000Z",
    "stage": "split",
    "reason": "the PDF has no text",
    "code": 422,
    "type": "minirag.document.uploaded",
    "document": "d-1",
    "name": "scan.pdf",
}
INSTANCE = {"state": "ready", "in_flight": 0, "idle_seconds": 12.3}
LANE = {"waiting": 2, "in_flight": 1, "delivered": 40, "retried": 3, "dead_lettered": 0, "dropped": 0}


@pytest.fixture
def state(gateway: FakeGateway) -> dict[str, Any]:
    service = {"instances": [], "waiting": 0, "requests": 7, "cold_starts": 1, "errors": 0}
    gateway.status = {
        "uptime": 60.0,
        "services": {"gateway": dict(service), "generate": {**service, "instances": [INSTANCE]}},
        "triggers": {"split-uploaded": LANE, "dead:split-uploaded": dict.fromkeys(LANE, 0)},
        "broker": {"accepted": 50, "queued": {}, "peak": {"minirag.chunks.split": 9}},
    }
    return gateway.status


def fill(gateway: FakeGateway, *names: str) -> None:
    for name in names:
        gateway.answer_to("POST", f"/documents?name={name}", "", {}, b"text")
    gateway.log.clear()


def test_status_says_of_which_signal_a_function_died(gateway: FakeGateway, state: dict[str, Any]) -> None:
    reason = "ended by SIGILL (illegal instruction): set up again"
    state["services"]["generate"] |= {"deaths": {"SIGILL": 3}, "last_death": reason}
    assert f"generate was {reason} (so far: SIGILL 3 times)" in CliRunner().invoke(status).stdout.splitlines()


def test_documents_says_what_could_not_be_read_below_its_table(gateway: FakeGateway) -> None:
    fill(gateway, "a.docx")
    next(iter(gateway.documents.values()))["warnings"] = ["2 charts (page 1)"]
    lines = CliRunner().invoke(documents).stdout.splitlines()
    assert lines[-2:] == ["a.docx: 2 charts (page 1)", "1 documents"]


def test_documents_lists_all_of_several_pages(gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(gateway, *(f"{number}.txt" for number in range(7)))
    monkeypatch.setattr(calls, "PAGE", 3)
    lines = CliRunner().invoke(documents, ["--json"]).stdout.splitlines()
    assert [json.loads(line)["name"] for line in lines] == [f"{number}.txt" for number in range(7)]


def test_documents_shows_why_one_failed(gateway: FakeGateway) -> None:
    fill(gateway, "bad.pdf")
    gateway.answer_to("GET", f"/documents/{next(iter(gateway.documents))}", "", {}, b"")
    assert "failed at split: the PDF has no text" in CliRunner().invoke(documents).stdout


def test_documents_says_so_when_there_are_none(gateway: FakeGateway) -> None:
    assert "no documents" in CliRunner().invoke(documents).stdout


def test_delete_takes_a_name(gateway: FakeGateway) -> None:
    fill(gateway, "a.txt", "b.txt")
    assert CliRunner().invoke(delete, ["b.txt"]).exit_code == 0
    assert [one["name"] for one in gateway.documents.values()] == ["a.txt"]


def test_delete_takes_an_id(gateway: FakeGateway) -> None:
    fill(gateway, "a.txt", "b.txt")
    CliRunner().invoke(delete, [next(iter(gateway.documents))])
    assert [one["name"] for one in gateway.documents.values()] == ["b.txt"]


def test_delete_of_an_unknown_name_says_where_to_look(gateway: FakeGateway) -> None:
    result = CliRunner().invoke(delete, ["c.txt"])
    assert result.exit_code == 1
    assert "there is no document c.txt: ./build.sh documents lists them" in result.stderr


def test_failures_shows_what_where_and_why(gateway: FakeGateway) -> None:
    gateway.failures = [FAILURE]
    assert CliRunner().invoke(failures).stdout.splitlines() == [
        "f-1  2026-01-31 12:00:00  split  scan.pdf",
        "    the PDF has no text (status 422)",
    ]


def test_failures_as_json(gateway: FakeGateway) -> None:
    gateway.failures = [FAILURE]
    assert json.loads(CliRunner().invoke(failures, ["--json"]).stdout) == FAILURE


def test_a_failure_is_replayed_by_its_id(gateway: FakeGateway) -> None:
    gateway.failures = [FAILURE]
    assert CliRunner().invoke(failures, ["replay", "f-1"]).stdout == "sent again: notes.txt\n"
    assert gateway.log == ["POST /failures/f-1/replay"]


def test_json_may_be_asked_for_before_the_word_replay(gateway: FakeGateway) -> None:
    assert json.loads(CliRunner().invoke(failures, ["--json", "replay", "f-1"]).stdout)["name"] == "notes.txt"


def test_status_shows_services_triggers_and_the_brokers_peak(gateway: FakeGateway, state: dict[str, Any]) -> None:
    shown = [line.split() for line in CliRunner().invoke(status).stdout.splitlines()]
    assert ["gateway", "at", "zero", "0", "7", "1", "0"] in shown
    assert ["generate", "idle", "for", "12", "s", "0", "7", "1", "0"] in shown
    assert ["split-uploaded", "2", "1", "40", "3", "0", "0"] in shown
    assert ["minirag.chunks.split", "0", "9"] in shown


def test_status_leaves_out_dead_letter_lanes_that_never_had_anything(
    gateway: FakeGateway, state: dict[str, Any]
) -> None:
    assert "dead:" not in CliRunner().invoke(status).stdout


def test_status_does_not_start_a_gateway_at_zero(gateway: FakeGateway, state: dict[str, Any]) -> None:
    untold: dict[str, Any] = {"documents": None, "reindexing": None, "rereading": None, "warnings": {}}
    assert json.loads(CliRunner().invoke(status, ["--json"]).stdout) == {**state, **untold}
    assert gateway.log == ["GET /-/status"]


def test_status_counts_the_documents_while_the_gateway_runs(gateway: FakeGateway, state: dict[str, Any]) -> None:
    fill(gateway, "a.txt", "b.txt")
    state["services"]["gateway"]["instances"] = [INSTANCE]
    assert "documents: 2 indexed" in CliRunner().invoke(status).stdout


def test_status_shows_all_else_when_the_store_cannot_be_read(
    gateway: FakeGateway, state: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise click.ClickException("the store is damaged")

    state["services"]["gateway"]["instances"] = [INSTANCE]
    monkeypatch.setattr(show_status, "document_list", broken)
    result = CliRunner().invoke(status)
    assert "split-uploaded" in result.stdout
    assert "minirag.chunks.split" in result.stdout
    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        ["Error: the documents cannot be shown: the store is damaged"],
    )


def test_status_says_how_far_another_index_is(gateway: FakeGateway, state: dict[str, Any]) -> None:
    state["services"]["gateway"]["instances"] = [INSTANCE]
    gateway.index["reindexing"] = {"model": "another", "indexed": 12, "documents": 40}
    assert "reindexing to another: 12 of 40" in CliRunner().invoke(status).output


def test_status_names_the_first_documents_that_an_older_version_has_read_and_what_happens_to_them(
    gateway: FakeGateway, state: dict[str, Any]
) -> None:
    state["services"]["gateway"]["instances"] = [INSTANCE]
    gateway.rereading = {"documents": 12, "names": ["a.docx", "b.pdf", "c.eml"]}
    assert (
        "read by an older version: 12 (a.docx, b.pdf, c.eml and 9 more); they answer as they are, and are read again "
        "in the background, by themselves"
    ) in CliRunner().invoke(status).output
