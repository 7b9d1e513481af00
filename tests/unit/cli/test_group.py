"""Every command of ./build.sh in one group, of which only the one that is asked for is imported."""

import subprocess
import sys

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from cli.client.address import ROOT
from cli.group import COMPLETE, PROGRAM, TEXT, about_commands, commands
from cli.lazy_group import LazyGroup
from tests.unit.cli.test_version import VERSION

NAMES = commands.list_commands(click.Context(commands))


def python(line: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", line, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_command_of_the_list_is_there_and_bears_its_name(name: str) -> None:
    found = commands.get_command(click.Context(commands, info_name=PROGRAM), name)
    assert found is not None
    assert found.name == name


def test_every_file_of_commands_is_on_the_list() -> None:
    files = {path.stem for path in (ROOT / "cli" / "commands").glob("*.py")} - {"__init__"}
    assert files - set(NAMES) == set()


def test_help_is_the_list_that_build_sh_shows() -> None:
    assert CliRunner().invoke(commands, ["--help"]).stdout.rstrip() == TEXT.read_text().rstrip()


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(commands, ["--version"]).stdout == f"MiniRAG {VERSION}\n"


@pytest.mark.parametrize(("command", "parts"), [("delete", "NAME|ID"), ("bench", "COMMAND"), ("eval", "DATA")])
def test_a_command_names_itself_as_it_is_called(command: str, parts: str) -> None:
    shown = CliRunner().invoke(commands, [command, "--help"], prog_name=PROGRAM).stdout
    assert shown.startswith(f"Usage: ./build.sh {command} [OPTIONS] {parts}")


def test_the_short_word_for_help_is_known_to_every_command() -> None:
    line = f"from cli.group import *; commands(['delete', '-h'], prog_name={PROGRAM!r})"
    assert python(line).stdout.startswith("Usage: ./build.sh delete [OPTIONS]")


def test_run_tells_what_the_runtime_takes() -> None:
    shown = CliRunner().invoke(commands, ["run", "--help"]).stdout
    assert shown.startswith("usage: ./build.sh run ")
    assert "--port" in shown


def test_names_that_share_a_line_share_what_it_says() -> None:
    text = "  up [ARGS] | down      start it | stop it\n  bundle [FILE]         pack\n" + " " * 24 + "it\n"
    assert about_commands(text) == {"up": "start it", "down": "stop it", "bundle": "pack it"}


def test_only_the_command_that_is_asked_for_is_imported() -> None:
    line = (
        "import sys; from cli.group import commands; commands(['delete', '--help'], standalone_mode=False); "
        "print([one for one in sys.modules if one.startswith(('cli.commands.', 'bench'))])"
    )
    assert python(line).stdout.splitlines()[-1] == "['cli.commands.delete']"


def test_help_on_the_benchmarks_imports_none_of_them() -> None:
    line = (
        "import sys; from cli.group import commands; commands(['bench', '--help'], standalone_mode=False); "
        "print([one for one in sys.modules if one.startswith('bench.')])"
    )
    assert python(line).stdout.splitlines()[-1] == "['bench.group']"


def test_a_command_without_its_packages_says_which_and_what_brings_them() -> None:
    line = f"import sys; sys.modules['cloudevents'] = None; from cli.group import *; commands(prog_name={PROGRAM!r})"
    done = python(line, "event", "events/samples/minirag.pipeline.wake.json")
    told = "Error: ./build.sh event needs the package cloudevents, which is not set up here: ./build.sh up does that\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)


def test_a_module_of_ours_that_is_missing_is_not_taken_for_a_package() -> None:
    group = LazyGroup("some", {"lost": "cli.commands.lost:lost"}, {})
    with pytest.raises(ModuleNotFoundError):
        group.get_command(click.Context(group), "lost")


def completed(*words: str) -> list[str]:
    return [
        item.value for item in ShellComplete(commands, {}, PROGRAM, COMPLETE).get_completions([*words[:-1]], words[-1])
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["do"], ["down", "documents", "doctor"]),
        (["bench", "s"], ["search", "soak"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["documents", "--j"], ["--json"]),
        (["failures", ""], ["replay"]),
    ],
)
def test_a_word_is_completed(words: list[str], expected: list[str]) -> None:
    assert completed(*words) == expected
