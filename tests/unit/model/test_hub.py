"""Hub models come by huggingface_hub, here from a server that answers as the hub does."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import FileServer

pytestmark = pytest.mark.slow

DATA = b"GGUF" + b"weights" * 10_000
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def hub(server: FileServer) -> FileServer:
    server.files[f"/owner/repo/resolve/{COMMIT}/sub/x.gguf"] = DATA
    server.headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{hashlib.sha256(DATA).hexdigest()}"'}
    return server


def prepare(endpoint: str, name: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in its own process, since huggingface_hub reads its endpoint at import."""
    environment = {
        **os.environ,
        "HF_ENDPOINT": endpoint,
        "HF_HOME": str(home / "hf"),
        "MINIRAG_WEIGHTS": str(home / "w"),
    }
    line = [sys.executable, "-m", "model.prepare", name]
    return subprocess.run(line, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_a_hub_file_is_prepared_at_its_revision(hub: FileServer, tmp_path: Path) -> None:
    done = prepare(hub.url(""), f"hf:owner/repo/sub/x.gguf@{COMMIT}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).read_bytes() == DATA


def test_a_missing_hub_file_is_one_clear_sentence(hub: FileServer, tmp_path: Path) -> None:
    done = prepare(hub.url(""), f"hf:owner/repo/other.gguf@{COMMIT}", tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: the model hub ")


def test_a_hub_out_of_reach_is_one_clear_sentence(tmp_path: Path) -> None:
    done = prepare("http://127.0.0.1:9", f"hf:owner/repo/x.gguf@{COMMIT}", tmp_path)
    assert done.returncode == 1
    assert "error: the model hub cannot be reached" in done.stderr.splitlines()[-1]
    assert "Retrying" not in done.stderr
