"""/openapi.json against the gateway: schemathesis makes requests that fit it and such that do not, and every answer has
to be one that it promises, by all of schemathesis' checks. What is made is the same each time.

By hand: `schemathesis run http://localhost:8080/openapi.json` in this folder.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.http.conftest import KEY
from tests.running import ROOT

FOLDER = Path(__file__).parent
FEWEST = 500  # cases: fewer would mean that most operations were not tried


@pytest.mark.slow
def test_every_answer_of_the_gateway_is_one_that_its_description_promises(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [
        "-m",
        "schemathesis.cli",
        "run",
        f"{url}/openapi.json",
        "-H",
        f"Authorization: Bearer {KEY}",
        "--no-color",
    ]
    key = ["--header", f"Authorization: Bearer {KEY}"]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{FOLDER}"}
    done = subprocess.run(
        [sys.executable, *command, *key], cwd=FOLDER, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    cases = re.search(r"(\d+) generated", done.stdout)
    with capsys.disabled():
        print(f"\nschemathesis: {cases and cases[0]}")
    assert cases and int(cases[1]) >= FEWEST
