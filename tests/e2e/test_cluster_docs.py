"""The documentation's commands for a cluster, run in their order as they stand."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.running import ROOT
from tests.system import until

FENCED = re.compile(r"^```bash cluster\n(.*?)^```", re.MULTILINE | re.DOTALL)
UPLOADED = "ibexes.txt"
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
BLOCKS = [
    pytest.param(block, id=f"{file.name}-{number}")
    for file in DOCUMENTS
    for number, block in enumerate(FENCED.findall(file.read_text(encoding="utf-8")), 1)
]


@pytest.fixture
def uploaded_by_hand(cluster: Cluster, block: str) -> Iterator[None]:
    """Afterwards the document that a block uploads is there, and is deleted."""
    yield
    if UPLOADED in block:
        found = until(lambda: [one for one in newest(cluster) if one["name"] == UPLOADED], f"{UPLOADED} is listed")
        cluster.http.delete(f"/documents/{found[0]['id']}").raise_for_status()


def newest(cluster: Cluster) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = cluster.http.get("/documents").raise_for_status().json()["documents"]
    return listed


@pytest.mark.usefixtures("uploaded_by_hand")
@pytest.mark.parametrize("block", BLOCKS)
def test_the_commands_of_a_documented_block_work(cluster: Cluster, block: str) -> None:
    if "kn " in block and shutil.which("kn") is None:
        pytest.skip("kn is not installed")
    # What a block that fails has left in the background would hold its output open, and the test would wait for ever.
    program = f"trap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n{block}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", program],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
