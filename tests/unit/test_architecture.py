"""The tree's rules: who may import whom, and how files are named."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("events", "functions", "model", "knative")
MAY_IMPORT = {
    "events": {"events"},
    "model": {"events", "model"},
    "functions": {"events", "functions", "model"},
    "knative": {"events", "knative", "model"},
}
STEPS = {"split", "embed", "store", "search", "prompt", "generate", "remember", "fail", "reconcile", "gateway"}
ONE_FILE_EACH = {
    "llama_cpp": "model/llama.py",
    "apsw": "functions/stores/database.py",
    "obstore": "functions/stores/objects.py",
    "weaviate": "functions/stores/weaviate_client.py",
    "cloudevents": "events/binding.py",
}
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MODULES = [path for path in SOURCES if path.name != "__init__.py"]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that the file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_package_imports_only_what_lies_below_it(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imports(path)} & set(PACKAGES)
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", [path for path in SOURCES if relative(path).startswith("functions/")], ids=relative)
def test_no_step_is_imported_by_another_module(path: Path) -> None:
    steps = {relative(module)[:-3].replace("/", ".") for module in MODULES if module.stem in STEPS}
    assert not [name for name in imports(path) for step in steps if name == step or name.startswith(f"{step}.")]


@pytest.mark.parametrize("library", ONE_FILE_EACH)
def test_one_file_alone_imports_a_library_that_may_change(library: str) -> None:
    importers = {relative(path) for path in SOURCES for name in imports(path) if name.split(".")[0] == library}
    assert importers == {ONE_FILE_EACH[library]}


def test_file_stems_are_unique_for_functions_framework_registers_sources_by_their_stem() -> None:
    stems = [path.stem for path in MODULES]
    assert not {stem for stem in stems if stems.count(stem) > 1}


def test_no_file_stem_hides_a_standard_module_or_a_top_level_package() -> None:
    assert not {path.stem for path in MODULES} & (set(sys.stdlib_module_names) | set(PACKAGES))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_is_at_most_300_lines_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_function_is_at_most_50_lines_long(path: Path) -> None:
    functions = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
    assert not [node.name for node in functions if (node.end_lineno or 0) - node.lineno > 50]
