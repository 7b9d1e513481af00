"""The documentation's commands and its Python, run as they stand against a running MiniRAG."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from model.weights import weights_folder
from tests.running import ROOT, Running

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
FENCED = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
OF_THE_WHOLE = {
    "run",
    "up",
    "down",
    "test",
    "check",
    "bench",
    "eval",
}  # they start, stop or measure a system themselves


def commands() -> list[str]:
    """Return every shell command of every document, without its remark."""
    lines = (line for file in DOCUMENTS for block in FENCED.findall(file.read_text()) for line in block.splitlines())
    return sorted({re.sub(r"\s+#.*", "", line).strip() for line in lines if line.strip()})


def verb(command: str) -> str:
    return command.split()[1] if command.startswith("./build.sh") else ""


@pytest.fixture(scope="module")
def home(laptop: Running) -> Path:
    """The running system's home, with the virtual environment in which these tests run."""
    venv = Path(os.environ.get("MINIRAG_HOME", ROOT / ".minirag")) / "venv"
    if not (venv / "bin" / "python").exists():
        pytest.skip("the commands of build.sh need its virtual environment: run the tests by ./build.sh test")
    if not (laptop.home / "venv").exists():
        (laptop.home / "venv").symlink_to(venv)
    for name in ("docs-first.md", "README.md"):  # what the commands ask about, whichever of them runs first
        laptop.upload(name, "MiniRAG brings an event that fails to the function fail.")
        laptop.wait_for(name)
    return laptop.home


@pytest.mark.parametrize("command", [one for one in commands() if verb(one) not in OF_THE_WHOLE])
def test_a_documented_command_works(laptop: Running, home: Path, command: str) -> None:
    ported = command.replace("localhost:8080", f"127.0.0.1:{laptop.port}").replace(
        "localhost:8081", f"127.0.0.1:{laptop.port + 1}"
    )
    ported = ported.replace("curl ", "curl --silent --show-error --fail-with-body ", 1)
    environment = os.environ | {"MINIRAG_HOME": str(home)}
    done = subprocess.run(
        ["bash", "-c", ported], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", [one for one in commands() if verb(one) in OF_THE_WHOLE])
def test_a_command_of_the_whole_exists(home: Path, command: str) -> None:
    script = [*shlex.split(command), "--help"]
    environment = os.environ | {"MINIRAG_HOME": str(home), "MINIRAG_WEIGHTS": str(weights_folder())}
    done = subprocess.run(script, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert verb(command) in done.stdout


@pytest.mark.parametrize(
    "file", [one for one in DOCUMENTS if PYTHON.search(one.read_text())], ids=lambda file: file.name
)
def test_the_python_of_a_page_works_as_one_program(laptop: Running, home: Path, tmp_path: Path, file: Path) -> None:
    program = tmp_path / f"{file.stem}.py"
    program.write_text("\n".join(PYTHON.findall(file.read_text())))
    environment = os.environ | {"MINIRAG_URL": laptop.url, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, str(program)]
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_a_documents_links_lead_somewhere(file: Path) -> None:
    broken = [link for link in LINK.findall(file.read_text()) if not (file.parent / link).exists()]
    assert not broken
