"""The service of systemd that `./build.sh watch --unit` prints."""

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.client.address import ROOT
from cli.watch.command import watch
from cli.watch.unit import quoted


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(watch, ["--unit", *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def service(text: str) -> dict[str, list[str]]:
    """Return the settings of [Service]; one may stand there several times."""
    found: dict[str, list[str]] = {}
    for line in text.partition("[Service]")[2].partition("[Install]")[0].splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_it_follows_the_same_folders_with_the_same_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["--every", "30", "--poll", "--tag", "a", "--tag", "b", "--meta", "year=2026", "papers", "/srv/more papers"]
    [command] = service(printed(*given))["ExecStart"]
    options = '"--every" "30.0" "--poll" "--tag" "a" "--tag" "b" "--meta" "year=2026"'
    assert command == f'"{ROOT}/build.sh" "watch" {options} "--" "{tmp_path}/papers" "/srv/more papers"'


def test_a_dollar_of_a_folder_names_no_variable() -> None:
    [command] = service(printed("/srv/$HOME"))["ExecStart"]
    assert command.endswith('"/srv/$$HOME"')


def test_it_goes_to_the_same_minirag_and_names_no_key(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_URL", "https://minirag.example.org")
    monkeypatch.setenv("MINIRAG_KEY", "a secret")
    text = printed("/srv/papers")
    assert service(text)["Environment"] == [
        f'"MINIRAG_HOME={home}"',
        '"MINIRAG_URL=https://minirag.example.org"',
    ]
    assert "a secret" not in text


def test_it_says_where_a_password_belongs_and_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_WATCH_PASSWORD", "a secret")
    text = printed("imaps://ada@imap.example.org/INBOX")
    assert "a line MINIRAG_WATCH_PASSWORD=..." in text and "a secret" not in text


def test_it_may_write_its_state_and_nothing_else(home: Path) -> None:
    given = service(printed("/srv/papers"))
    assert (given["ProtectSystem"], given["ProtectHome"]) == (["strict"], ["read-only"])
    assert given["ReadWritePaths"] == [f'"{home}"']
    assert given["NoNewPrivileges"] == ["yes"]


def test_it_is_started_again_when_it_fails_and_is_one_file_that_systemd_reads() -> None:
    text = printed("/srv/papers")
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read_string(text)
    assert parser.sections() == ["Unit", "Service", "Install"]
    assert parser["Service"]["Restart"] == "on-failure"


@pytest.mark.slow
def test_systemd_finds_no_fault_with_it(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed, and it alone knows what systemd reads")
    file = tmp_path / "minirag-watch.service"
    file.write_text(printed("--ignore", "*.tmp", "--meta", "year=100%", "/srv/more $papers", "/srv/100%"))
    command = ["systemd-analyze", "--user", "verify", str(file)]
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("plain", '"plain"'),
        ('a "b" c', '"a \\"b\\" c"'),
        ("100%", '"100%%"'),
        ("back\\slash", '"back\\\\slash"'),
        ("two\nlines", '"two\\nlines"'),
    ],
)
def test_nothing_in_a_word_means_anything_to_systemd(word: str, expected: str) -> None:
    assert quoted(word) == expected
