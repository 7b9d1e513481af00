"""What is said of the documentation, in the code and in the README, is so."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NAMED = re.compile(r"\bdocs/[\w-]+\.md\b")
ANCHOR = re.compile(r"\]\(([\w./-]+\.md)?#([\w-]+)\)")
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md"))]
FOLDERS = (
    "bench",
    "cli",
    "docs",
    "events",
    "examples",
    "functions",
    "knative",
    "minirag",
    "model",
    "requirements",
    "scripts",
    "tests",
)
KINDS = {".py", ".md", ".yaml", ".toml", ".sh", ".mjs", ".in"}
EXAMPLES = {"tests/unit/cluster/test_noted_images.py"}  # a page that it makes itself


def files() -> list[Path]:
    """Return every text of the repository that may name a page."""
    inside = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*"))
    return [path for path in (*ROOT.iterdir(), *inside) if path.suffix in KINDS and path.is_file()]


def anchors(page: Path) -> set[str]:
    """Return what a page's headings are called in links to them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_of_the_docs_that_a_file_names_is_there() -> None:
    named = {(file.relative_to(ROOT).as_posix(), name) for file in files() for name in NAMED.findall(file.read_text())}
    assert not [(file, name) for file, name in named if file not in EXAMPLES and not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_into_a_page_leads_to_one_of_its_headings(page: Path) -> None:
    links = [(page.parent / name if name else page, anchor) for name, anchor in ANCHOR.findall(page.read_text())]
    assert not [(to.name, anchor) for to, anchor in links if anchor not in anchors(to)]


def test_the_readme_leads_to_every_page() -> None:
    text = (ROOT / "README.md").read_text()
    assert not [page.name for page in (ROOT / "docs").glob("*.md") if f"(docs/{page.name})" not in text]
