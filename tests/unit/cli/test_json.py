"""--json: one document, or one a line, on standard output; everything else goes to standard error."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bench.evaluation.command import evaluate
from cli.client.address import ROOT
from cli.commands import images as build_images
from cli.commands import reindex as index_again
from cli.group import commands
from events.registry import DOCUMENT_DELETED, PIPELINE_WAKE
from tests.unit.cli.fake_gateway import FakeGateway
from tests.unit.cli.test_lists import FAILURE
from tests.unit.cli.test_version import VERSION, SpyBuilder

NOT_FOR_MACHINES = {  # what they print is other programs', a script, or nothing but how it goes
    *("run", "setup", "test", "check", "bundle", "lock", "completion", "undeploy", "e2e", "mcp"),
    *("bench", "eval", "failures"),  # groups, whose commands are looked at below
}
NAMES = [name for name in commands.list_commands(click.Context(commands)) if name not in NOT_FOR_MACHINES]


def command(*path: str) -> click.Command:
    found: click.Command = commands
    for name in path:
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), name) or found
    return found


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, arguments)


def printed(*arguments: str) -> Any:
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    "path",
    [
        *([name] for name in NAMES),
        *(["bench", name] for name in ("chain", "search", "engine", "soak", "cluster")),
        ["failures"],
        ["failures", "replay"],
    ],
    ids=" ".join,
)
def test_what_a_machine_may_read_is_printed_as_json(path: list[str]) -> None:
    assert [one.name for one in command(*path).params if "--json" in one.opts] == ["as_json"]


def test_what_was_measured_on_a_data_set_is_printed_as_json() -> None:
    assert [one.name for one in evaluate.params if "--json" in one.opts] == ["as_json"]


def uploaded(gateway: FakeGateway, name: str) -> str:
    gateway.answer_to("POST", f"/documents?name={name}", "", {}, b"text")
    return next(iter(gateway.documents))


def test_delete_prints_what_the_document_is_now(gateway: FakeGateway) -> None:
    id_ = uploaded(gateway, "a.txt")
    assert printed("delete", "a.txt", "--json")["id"] == id_


def test_an_error_leaves_standard_output_empty(gateway: FakeGateway) -> None:
    result = run("delete", "b.txt", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: there is no document b.txt")


def sample(type_: str) -> str:
    return str(ROOT / "events" / "samples" / f"{type_}.json")


def test_event_prints_what_answered(gateway: FakeGateway) -> None:
    found = printed("event", sample(DOCUMENT_DELETED), "--json")
    assert found == {"status": 202, "headers": {}, "body": None}


def test_a_refused_event_is_printed_with_an_error_beside_it(gateway: FakeGateway) -> None:
    gateway.refusal = "no such event"
    result = run("event", sample(PIPELINE_WAKE), "--json")
    assert json.loads(result.stdout)["body"] == {"detail": "no such event"}
    assert (result.exit_code, result.stderr) == (1, "Error: it was refused: no such event\n")


def test_reindex_prints_the_indexes(gateway: FakeGateway) -> None:
    assert printed("reindex", "--json") == gateway.index


def test_reindex_asks_nothing_and_prints_the_indexes_in_the_end(
    gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_again, "prepare", lambda *_: None)
    assert printed("reindex", "--model", "bge-small-en-v1.5", "--json")["active"] == "old"
    assert printed("reindex", "--model", "bge-small-en-v1.5", "--yes", "--json")["active"] == "bge-small-en-v1.5"


def test_up_prints_where_it_runs(gateway: FakeGateway, home: Path) -> None:
    pid = json.loads((home / "runtime.json").read_text())["pid"]
    page = gateway.url.replace("127.0.0.1", "localhost")
    assert printed("up", "--json") == {"page": page, "gateway": gateway.url, "pid": pid, "started": False}


def test_down_prints_whether_anything_was_stopped() -> None:
    assert printed("down", "--json") == {"stopped": False}


def test_failures_are_one_a_line(gateway: FakeGateway) -> None:
    gateway.failures = [FAILURE, {**FAILURE, "id": "f-2"}]
    assert [json.loads(line)["id"] for line in run("failures", "--json").stdout.splitlines()] == ["f-1", "f-2"]


def test_images_are_one_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_images, "find_builder", SpyBuilder)
    lines = [json.loads(line) for line in run("images", "--json").stdout.splitlines()]
    expected = [{"image": f"minirag-{kind}:{VERSION}", "bytes": 0, "digest": None} for kind in ("light", "model")]
    assert lines == expected
