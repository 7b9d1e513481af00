"""The tree's rules: who may import whom, and how files are named."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAY_IMPORT = {
    "events": set[str](),
    "minirag": set(),
    "model": {"events"},
    "functions": {"events", "model"},
    "knative": {"events"},
    "cli": {"events", "model", "knative", "minirag", "scripts"},
    "bench": {"events", "model", "minirag", "cli"},
    "scripts": {"events"},
    "examples": {"minirag"},
}
EXCEPTIONS = {
    "bench/readers": {"functions"},  # it measures the readers themselves, of two checkouts
    "bench/search": {"functions"},  # it measures the port of passages itself, without the chain around it
    "bench/evaluation/support.py": {"functions"},  # and it the check of answers, without a model
    "bench/evaluation/found_passages.py": {"functions"},  # the steps of the search themselves, for many experiments
    "bench/evaluation/language_retrieval.py": {"functions"},
    "bench/evaluation/sentence_": {"functions"},  # and the ranking of sentences behind it
    "bench/abstention": {"functions"},  # it measures one decision, in indexes that would take hours through the chain
    "cli/commands/mcp.py": {"functions"},  # it serves the gateway's own tools by another transport
    "cli/client/tool_calls.py": {"functions"},  # and these are what they call
    "cli/commands/setup.py": {"functions"},  # it asks the recognition of scans what that needs
    "bench/ocr": {"functions"},  # it measures the recognition of single pages, without the chain around it
    "cli/commands/reindex.py": {"bench"},  # it may compare two indexes before it switches
}
PACKAGES = tuple(MAY_IMPORT)
BELOW = {  # within functions: what each may import besides itself
    "text": set[str](),
    "stores": {"text"},
    "serving": {"text", "stores"},
    "documents": {"text", "stores", "serving"},
    "conversation": {"text", "stores", "serving"},
    "embed": {"text", "stores", "serving", "documents", "conversation"},
    "ingest": {"text", "stores", "serving", "documents", "conversation"},
    "answer": {"text", "stores", "serving", "documents", "conversation"},
    "care": {"text", "stores", "serving", "documents", "conversation"},
    "sources": {"text", "stores", "serving", "documents"},
    "gateway": {"text", "stores", "serving", "documents", "conversation"},
}
ENTRY_POINTS = {
    "functions/embed.py",
    *(f"functions/ingest/{step}.py" for step in ("split", "ocr", "store")),
    *(f"functions/answer/{step}.py" for step in ("search", "prompt", "generate", "remember", "rerank")),
    *(f"functions/care/{step}.py" for step in ("fail", "reconcile", "display")),
    *(f"functions/sources/{source}.py" for source in ("bucket", "web")),
    "functions/gateway/gateway.py",
}
ONE_FILE_EACH = {
    "llama_cpp": "model/llama.py",
    "apsw": "functions/stores/sqlite/database.py",
    "obstore": "functions/stores/objects.py",
    "weaviate": "functions/stores/weaviate/client.py",
    "cloudevents": "events/binding.py",
    "tesserocr": "functions/ingest/recognition/tesseract.py",
}
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MODULES = [path for path in SOURCES if path.name != "__init__.py"]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    return relative(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def module_of(name: str) -> str | None:
    """Return the module of ours that an imported name is in, or is."""
    parts = name.split(".")
    longest_first = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((module for module in longest_first if module in NAMES), None)


NAMES = {dotted(path) for path in MODULES}


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return the dotted name of everything that the file imports."""
    return tuple(_imports(ast.parse(path.read_text())))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_package_imports_only_what_lies_below_it(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    more = {name for place, names in EXCEPTIONS.items() if relative(path).startswith(place) for name in names}
    ours = {name.split(".")[0] for name in imports(path)} & set(PACKAGES)
    assert ours <= MAY_IMPORT[package] | {package} | more


@pytest.mark.parametrize("path", [path for path in MODULES if relative(path).startswith("functions/")], ids=relative)
def test_within_the_functions_a_subject_imports_only_what_lies_below_it(path: Path) -> None:
    subject = path.relative_to(ROOT / "functions").with_suffix("").parts[0]
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("functions.")}
    assert ours <= BELOW[subject] | {subject}


@pytest.mark.parametrize("path", [path for path in SOURCES if relative(path).startswith("functions/")], ids=relative)
def test_no_step_is_imported_by_another_module(path: Path) -> None:
    steps = {entry[:-3].replace("/", ".") for entry in ENTRY_POINTS}
    assert not [name for name in imports(path) for step in steps if name == step or name.startswith(f"{step}.")]


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {dotted(path): {module for name in imports(path) if (module := module_of(name))} for path in SOURCES}
    tuple(TopologicalSorter({name: below - {name} for name, below in graph.items()}).static_order())


@pytest.mark.parametrize("library", ONE_FILE_EACH)
def test_one_file_alone_imports_a_library_that_may_change(library: str) -> None:
    importers = {relative(path) for path in SOURCES for name in imports(path) if name.split(".")[0] == library}
    assert importers == {ONE_FILE_EACH[library]}


def test_every_function_of_the_manifests_is_an_entry_point() -> None:
    manifests = (path.read_text() for path in (ROOT / "knative").rglob("*.yaml"))
    assert {found for text in manifests for found in re.findall(r"--source, (functions/\S+\.py)", text)} == ENTRY_POINTS


def test_entry_points_have_stems_of_their_own_for_functions_framework_registers_a_source_by_its_stem() -> None:
    stems = [Path(entry).stem for entry in ENTRY_POINTS]
    taken = set(stems) & (set(sys.stdlib_module_names) | set(PACKAGES))
    assert len(set(stems)) == len(stems) and not taken


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_is_at_most_300_lines_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_function_is_at_most_50_lines_long(path: Path) -> None:
    functions = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
    assert not [node.name for node in functions if (node.end_lineno or 0) - node.lineno > 50]
