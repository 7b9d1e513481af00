"""The documentation's commands for a cluster, run in their order as they stand."""

import os
import re
import shutil
import subprocess

import pytest

from tests.cluster import Cluster
from tests.running import ROOT

FENCED = re.compile(r"^```bash cluster\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
BLOCKS = [
    pytest.param(block, id=f"{file.name}-{number}")
    for file in DOCUMENTS
    for number, block in enumerate(FENCED.findall(file.read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_the_commands_of_a_documented_block_work(cluster: Cluster, block: str) -> None:
    if "kn " in block and shutil.which("kn") is None:
        pytest.skip("kn is not installed")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
