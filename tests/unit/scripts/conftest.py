"""build.sh with a home of its own, and with few tools beside it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cli.client.address import ROOT
from tests.unit.scripts.build_script import Runner

TOOLS = (
    "bash",
    "env",
    "dirname",
    "mkdir",
    "cat",
    "cksum",
    "df",
    "awk",
    "sed",
    "grep",
    "uname",
    "id",
    "flock",
    "mktemp",
    "rm",
    "tail",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("MINIRAG_HOME", str(folder))
    for name in ("MINIRAG_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A PATH with a few tools and no Python, compiler or package manager on it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (folder / tool).symlink_to(found)
    return folder


@pytest.fixture
def run(home: Path, tools: Path) -> Runner:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        settings = {"PATH": str(tools), "HOME": str(home), "MINIRAG_HOME": str(home / "kept"), **environment}
        command = [str(ROOT / "build.sh"), *arguments]
        return subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60, check=False)

    return run
