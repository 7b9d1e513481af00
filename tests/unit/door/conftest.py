"""A fake gateway that the commands find, a home of their own, no waiting between retries, and build.sh itself."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from knative.door.address import ROOT
from tests.unit.door.build_script import Runner
from tests.unit.door.fake_gateway import FakeGateway, fake_gateway

KEY = "a key for tests"
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


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    (folder / "secrets" / "minirag").mkdir(parents=True)
    (folder / "secrets" / "minirag" / "signing").write_text(f"{KEY}\n")  # as a runtime makes it
    monkeypatch.setenv("MINIRAG_HOME", str(folder))
    for name in ("MINIRAG_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    return folder


@pytest.fixture
def gateway(home: Path) -> Iterator[FakeGateway]:
    """A fake gateway, announced as a local runtime announces itself; its status is at the same address."""
    with fake_gateway() as fake:
        port = urlsplit(fake.url).port
        (home / "runtime.json").write_text(json.dumps({"pid": os.getpid(), "port": port, "sink_port": port}))
        yield fake


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
