"""A client in Python, generated from /openapi.json: whole, sound by its types, and of use.

One in TypeScript is beside it, in tests/clients/typescript, with what it needs from npm: `npm ci && npm run try`.
"""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.contract.http.conftest import KEY
from tests.running import ROOT

USE = ROOT / "tests" / "clients" / "python" / "use.py"


@pytest.fixture(scope="module")
def folder(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the generated package `minirag_client`."""
    made = tmp_path_factory.mktemp("client")
    (made / "openapi.json").write_bytes(httpx.get(f"{url}/openapi.json", trust_env=False).content)
    (made / "settings.yaml").write_text("post_hooks: []\n")  # formatting is nobody's concern here
    command = ["generate", "--path", "openapi.json", "--output-path", "minirag_client", "--meta", "none"]
    done = run(made, "openapi_python_client", *command, "--config", "settings.yaml", "--fail-on-warning")
    assert done.returncode == 0, done.stdout
    return made


def run(folder: Path, module: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a module of Python, with the generated package to be imported."""
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_every_operation_becomes_a_function(folder: Path) -> None:
    made = {path.stem for path in (folder / "minirag_client" / "api").glob("*/*.py")}
    assert made >= {"upload_documents", "show_document", "ask", "chat", "embeddings", "post_event", "replay_failure"}


def test_its_use_is_sound_by_its_types(folder: Path) -> None:
    checked = run(folder, "mypy", "--config-file=", "--follow-imports=silent", str(USE))
    assert checked.returncode == 0, checked.stdout


def test_it_uploads_waits_asks_lists_and_reads_errors(folder: Path, url: str) -> None:
    used = subprocess.run(
        [sys.executable, str(USE)],
        env=os.environ | {"PYTHONPATH": str(folder), "MINIRAG_URL": url, "MINIRAG_KEY": KEY},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (used.returncode, "all as /openapi.json says" in used.stdout) == (0, True), used.stderr
