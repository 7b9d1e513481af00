"""build.sh and the environment: PORT, and the former names of settings."""

from pathlib import Path

import pytest

from tests.unit.scripts.build_script import Runner, add_tool, only_line


@pytest.mark.parametrize("command", ["run", "up"])
@pytest.mark.parametrize("port", ["0", "abc", "65535", "123456", ""])
def test_a_port_that_is_none_is_refused_before_any_set_up(run: Runner, home: Path, command: str, port: str) -> None:
    expected = f"build.sh {command}: argument --port: '{port}' is no port: give a number from 1 to 65534; "
    assert only_line(run(command, "--port", port)).startswith(expected)
    assert only_line(run(command, f"--port={port}")).startswith(expected)
    assert not (home / "kept").exists()


@pytest.mark.parametrize("command", ["run", "up"])
def test_a_variable_port_that_is_none_is_refused_before_any_set_up(run: Runner, command: str) -> None:
    assert only_line(run(command, PORT="abc")).startswith(f"build.sh {command}: variable PORT: 'abc' is no port")


@pytest.mark.parametrize("command", ["test", "check", "eval", "bench", "images", "deploy", "e2e"])
def test_a_command_without_a_port_refuses_the_variable(run: Runner, command: str) -> None:
    expected = f"build.sh {command}: PORT is 18194, and this command takes no port: unset it"
    assert only_line(run(command, PORT="18194")) == expected


def test_a_command_that_asks_a_running_minirag_takes_its_port(run: Runner, home: Path, tools: Path) -> None:
    add_tool(home / "kept/venv/bin", "python", 'echo "$PORT"')
    (home / "kept/venv/.done-packages-laptop").touch()
    assert [run(one, PORT="18194").stdout for one in ("documents", "watch", "web")] == ["18194\n"] * 3


@pytest.mark.parametrize(("former", "setting"), [("EMBED_MODEL", "EMBEDDER"), ("GENERATE_MODEL", "GENERATOR")])
def test_the_former_name_of_a_setting_is_told_and_taken(
    run: Runner, home: Path, tools: Path, former: str, setting: str
) -> None:
    add_tool(home / "kept/venv/bin", "python", f'echo "{setting}=${setting} {former}=${former}"')
    (home / "kept/venv/.done-packages-laptop").touch()
    result = run("status", **{former: "small"})
    assert result.stderr == f"build.sh: {former} is the former name of a setting: write {setting}\n"
    assert result.stdout == f"{setting}=small {former}=\n"


@pytest.mark.parametrize("setting", ["EMBEDDER", "GENERATOR"])
@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("models/my.gguf", "{here}/models/my.gguf"),
        ("/srv/my.gguf", "/srv/my.gguf"),
        ("hf:owner/repo/file.gguf@main", "hf:owner/repo/file.gguf@main"),
        ("hf:owner/repo/file.gguf", "hf:owner/repo/file.gguf"),
        ("gemma-3-270m", "gemma-3-270m"),
    ],
)
def test_the_relative_path_of_a_model_is_read_from_the_callers_folder(
    run: Runner, home: Path, setting: str, given: str, taken: str
) -> None:
    add_tool(home / "kept/venv/bin", "python", f'echo "${setting}"')
    (home / "kept/venv/.done-packages-laptop").touch()
    assert run("status", **{setting: given}).stdout == taken.format(here=Path.cwd()) + "\n"
