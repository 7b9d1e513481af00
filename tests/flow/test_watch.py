"""./build.sh watch before a whole MiniRAG: what lies in a folder is what is found, and nothing else of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, Running

TEXTS = {
    "harbour.txt": "The lighthouse of Corven Point was built in 1874 by Ann Quill.",
    "boats/ferry.md": "# The ferry\n\nThe ferry to Corven Point leaves at 7.40 every morning.",
}


class Folder:
    """A folder, and the command that brings what differs."""

    def __init__(self, system: Running, path: Path) -> None:
        self._system, self.path = system, path
        for name, text in TEXTS.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def bring(self, *options: str) -> list[str]:
        """Run the command once; return what it said of each document, in the order of the alphabet."""
        line = [sys.executable, "-m", "cli", "watch", "--once", "--json", "--rest", "0.2", *options, str(self.path)]
        environment = os.environ | {"MINIRAG_HOME": str(self._system.home)}
        done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        said = map(json.loads, done.stdout.splitlines())
        return sorted(f"{one['what']} {one['name']}" for one in said if "name" in one)

    def found(self, query: str) -> set[str]:
        """Return from which documents of the folder passages are found."""
        answer = self._system.http.post("/search", json={"query": query, "filters": {"collections": [self.path.name]}})
        return {one["name"] for one in answer.raise_for_status().json()["passages"]}


@pytest.fixture
def folder(laptop: Running, tmp_path: Path) -> Folder:
    return Folder(laptop, tmp_path / "corven")


def test_what_lies_in_the_folder_is_found_as_it_is_now(folder: Folder) -> None:
    label = ("--collection", "corven")
    assert folder.bring(*label) == ["new corven/boats/ferry.md", "new corven/harbour.txt"]
    assert folder.found("lighthouse of Corven Point") == {"corven/boats/ferry.md", "corven/harbour.txt"}
    assert folder.bring(*label) == []

    (folder.path / "harbour.txt").rename(folder.path / "lighthouse.txt")
    folder.write("boats/ferry.md", "# The ferry\n\nThe ferry to Corven Point leaves at 8.15 every morning.")
    assert folder.bring(*label) == [
        "changed corven/boats/ferry.md",
        "deleted corven/harbour.txt",
        "renamed corven/lighthouse.txt",
    ]
    assert folder.found("lighthouse of Corven Point") == {"corven/boats/ferry.md", "corven/lighthouse.txt"}

    (folder.path / "lighthouse.txt").unlink()
    assert folder.bring(*label) == ["deleted corven/lighthouse.txt"]
    assert folder.found("lighthouse of Corven Point") == {"corven/boats/ferry.md"}
