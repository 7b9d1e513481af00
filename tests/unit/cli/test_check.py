"""./build.sh check: what is looked at, and what is said of it"""

import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from cli.client.address import ROOT
from cli.commands import check as command
from cli.commands.check import check, checks


def said(monkeypatch: pytest.MonkeyPatch, **programs: str) -> tuple[int, str, str]:
    commands = {text: [sys.executable, "-c", program] for text, program in programs.items()}
    monkeypatch.setattr(command, "checks", lambda: commands)
    result = CliRunner().invoke(check)
    return result.exit_code, result.stdout, result.stderr


def test_what_passes_is_named_and_its_output_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, err = said(monkeypatch, lint="print('all is well')")
    assert (status, err) == (0, "")
    assert out.startswith("lint ... ")
    assert "all is well" not in out


def test_what_fails_is_shown_and_the_rest_is_looked_at_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, err = said(monkeypatch, lint="print('line 7'); exit(1)", types="")
    assert (status, err.strip()) == (1, "line 7")
    assert "lint ... failed after" in out
    assert "types ... " in out


def test_every_script_of_the_page_is_looked_at() -> None:
    (looked_at,) = [words for text, words in checks().items() if "deno check" in text]
    scripts = {str(file) for file in (ROOT / "functions/gateway/page").glob("*.mjs")}
    assert scripts
    assert scripts <= set(looked_at)


def test_every_script_of_the_shell_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "shellcheck").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (looked_at,) = [words for text, words in checks().items() if "shellcheck" in text]
    folders = [ROOT / name for name in ("scripts", "knative", "tests", ".ci")]
    scripts = {str(file) for folder in folders for file in folder.rglob("*.sh")} | {str(ROOT / "build.sh")}
    assert scripts - set(looked_at) == set()


def test_a_commit_is_checked_by_tools_of_this_checkout_alone() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert {repository["repo"] for repository in hooks} == {"local"}
    assert {hook["language"] for repository in hooks for hook in repository["hooks"]} == {"system"}
