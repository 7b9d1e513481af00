"""build.sh explains itself, before any set-up, too."""

from pathlib import Path

import pytest

from tests.unit.scripts.build_script import Runner, add_tool, only_line

COMMANDS = (
    *("run", "up", "down", "status", "upload", "ask", "documents", "delete", "reindex", "failures", "event"),
    *("test", "check", "bundle", "lock", "bench", "eval", "completion", "setup"),
    *("doctor", "images", "deploy", "undeploy", "e2e"),
)


def told(run: Runner, home: Path, *arguments: str) -> str:
    """Return the help, which was all that was done."""
    result = run(*arguments)
    assert (result.returncode, result.stderr, (home / "kept").exists()) == (0, "", False)
    return result.stdout


def test_help_names_every_command(run: Runner) -> None:
    shown = run("--help").stdout
    assert [word for word in COMMANDS if word not in shown] == []


def test_help_among_other_arguments_is_all_that_is_done(run: Runner, home: Path) -> None:
    assert told(run, home, "test", "-k", "one", "-h").startswith("usage: ./build.sh COMMAND")


@pytest.mark.parametrize("command", COMMANDS)
def test_before_any_set_up_a_command_tells_what_the_list_of_commands_does(
    run: Runner, home: Path, command: str
) -> None:
    _, about, more = told(run, home, command, "--help").split("\n\n")
    assert command in about
    assert f"{about}\n" in run("--help").stdout
    assert f"./build.sh {command} --help names every argument" in more


@pytest.mark.parametrize(("command", "lines"), [("run", 1), ("down", 1), ("bundle", 2), ("bench", 3)])
def test_all_lines_about_a_command_are_told_and_no_others(run: Runner, home: Path, command: str, lines: int) -> None:
    assert len(told(run, home, command, "-h").split("\n\n")[1].splitlines()) == lines


@pytest.mark.parametrize(
    ("role", "command", "asked"),
    [("commands", "doctor", True), ("commands", "run", False), ("laptop", "run", True), ("development", "lock", True)],
)
def test_a_command_whose_packages_are_there_is_asked_itself(
    run: Runner, home: Path, role: str, command: str, asked: bool
) -> None:
    add_tool(home / "kept/venv/bin", "python", 'echo "asked: $*"')
    (home / f"kept/venv/.done-packages-{role}").touch()
    assert run(command, "--help").stdout.startswith("asked: ") == asked


def test_an_unknown_command_has_no_help(run: Runner) -> None:
    assert only_line(run("fly", "--help")) == "build.sh: there is no command fly: ./build.sh --help lists them"
