"""What `pip install` of the checkout brings: the client, and of other packages only what it imports."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
FILES = sorted((ROOT / "minirag").glob("*.py"))
SLOW = {
    "asyncio",
    "concurrent.futures",
    "dataclasses",
    "anyio",
    "importlib.metadata",
    "tomllib",
    "click",
    "rich",
    "starlette",
    "numpy",
}


def imported(file: Path) -> set[str]:
    """Return the packages that a file imports, of ours and of others."""
    nodes = list(ast.walk(ast.parse(file.read_text())))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names


def test_it_depends_on_what_it_imports_and_on_nothing_else() -> None:
    named = {re.split(r"[<>=!~]", one)[0] for one in PROJECT["project"]["dependencies"]}
    assert set().union(*map(imported, FILES)) - {"minirag"} == named


def test_no_module_of_the_server_is_installed_with_it() -> None:
    assert PROJECT["tool"]["setuptools"]["packages"]["find"]["include"] == ["minirag"]
    assert (ROOT / "minirag" / "py.typed").is_file()


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.stem)
def test_an_example_is_some_30_lines_over_the_client_alone(example: Path) -> None:
    assert len(example.read_text().splitlines()) < 40
    assert len(imported(example) - {"minirag", "pydantic"}) == 1


@pytest.mark.slow
def test_it_imports_nothing_at_its_start_that_only_some_need() -> None:
    code = (
        f"import httpx, sys; before = {{*sys.modules}}; import minirag; print(*({SLOW} & sys.modules.keys() - before))"
    )
    line = [sys.executable, "-c", code]
    found = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.split() == []
