"""./build.sh test: which tests are run, and in how many processes"""

import re
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest
from click.testing import CliRunner

from cli.client.address import ROOT
from cli.commands import test as command
from cli.group import commands
from tests.groups import group_of

PARALLEL = list(command.PARALLEL)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), PARALLEL),
        (("-x", "-k", "words"), [*PARALLEL, "-x", "-k", "words"]),
        (("-k", "docs"), [*PARALLEL, "-k", "docs"]),
        (("unit",), ["tests/unit", "-m", "not slow", *PARALLEL]),
        (("unit", "-q"), ["tests/unit", "-m", "not slow", *PARALLEL, "-q"]),
        (("tests/unit/cli",), ["tests/unit/cli"]),
        (("-q", "tests/conftest.py::test_it"), ["-q", "tests/conftest.py::test_it"]),
        (("-n", "0"), ["-n", "0"]),
        (("-sx",), ["-sx"]),
        (("--pdb",), ["--pdb"]),
        (("--color=yes",), [*PARALLEL, "--color=yes"]),
    ],
)
def test_several_processes_run_the_tests_unless_files_or_one_process_are_asked_for(
    arguments: Sequence[str], expected: list[str]
) -> None:
    assert command.chosen(arguments) == expected


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The modules that were run; pytest ended with status 5."""
    modules: list[tuple[str, ...]] = []

    def run(*module: str) -> int:
        modules.append(module)
        return 5 if "pytest" in module else 0

    monkeypatch.setattr(command, "run", run)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return modules


def test_the_status_is_pytests(ran: list[tuple[str, ...]]) -> None:
    assert CliRunner().invoke(commands, ["test", "tests/unit/cli"]).exit_code == 5
    assert ran == [("pytest", "tests/unit/cli")]


def test_coverage_is_joined_and_reported_after_the_tests(ran: list[tuple[str, ...]]) -> None:
    assert CliRunner().invoke(commands, ["test", "--coverage", "tests/unit/cli"]).exit_code == 5
    assert [module[:2] for module in ran] == [
        ("coverage", "erase"),
        ("coverage", "run"),
        ("coverage", "combine"),
        ("coverage", "report"),
    ]


@pytest.mark.parametrize(
    ("file", "group"),
    [
        ("tests/unit/cli/test_ask.py", "tests/unit/cli/test_ask.py"),
        ("tests/flow/test_docs.py", "systems"),
        ("tests/chaos/test_kill.py", "systems"),
        ("tests/contract/broker/test_retries.py", "systems"),
        ("tests/contract/stores/test_records.py", "stores"),
    ],
)
def test_what_would_disturb_each_other_runs_in_one_process(file: str, group: str) -> None:
    assert group_of(file) == group


def test_a_file_has_one_process() -> None:
    files = ["tests/unit/text/test_labels.py", "tests/unit/text/test_markers.py", "tests/unit/text/test_sizes.py"]
    words = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *PARALLEL, "-n", "2", *files]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    ran = set(re.findall(r"^\[(gw\d)\].* PASSED (\S+?)::", told, re.MULTILINE))
    assert (sorted(file for _, file in ran), len({process for process, _ in ran})) == (files, 2)
