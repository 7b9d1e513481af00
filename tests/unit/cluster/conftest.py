"""A fake kubectl on PATH: it answers from a table, and notes what it was asked. What a cluster really says is seen by
./build.sh e2e; here the subject is what we make of it."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.cluster import kubectl

PROGRAM = """#!{python}
import json, sys
from pathlib import Path
folder, call = Path({folder!r}), " ".join(sys.argv[1:])
with (folder / "calls").open("a") as calls:
    calls.write(call + "\\n")
table = json.loads((folder / "table.json").read_text())
for number, (sign, answers) in enumerate(table):
    if call.startswith(sign):
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        (folder / "table.json").write_text(json.dumps(table))
        sys.stdout.write(answer.get("out", ""))
        sys.stderr.write(answer.get("err", ""))
        sys.exit(answer.get("rc", 0))
"""


@dataclass
class FakeKubectl:
    """`answer` and `fail` script what a call that begins so gets; several for the same call are given in turn."""

    folder: Path

    def answer(self, call: str, out: object = "") -> None:
        self._add(call, {"out": out if isinstance(out, str) else json.dumps(out)})

    def fail(self, call: str, err: str) -> None:
        self._add(call, {"err": err, "rc": 1})

    def listed(self, kind: str, *items: dict[str, Any], namespace: str = kubectl.NAMESPACE) -> None:
        """Answer `get KIND` with a list."""
        self.answer(f"get {kind} -n {namespace}", {"items": list(items)})

    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def _add(self, call: str, answer: dict[str, object]) -> None:
        file = self.folder / "table.json"
        table = json.loads(file.read_text()) if file.exists() else []
        known = next((answers for sign, answers in table if sign == call), None)
        if known is None:
            table.append([call, [answer]])
        else:
            known.append(answer)
        file.write_text(json.dumps(sorted(table, key=lambda row: -len(row[0]))))


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeKubectl]:
    folder = tmp_path / "kubectl"
    folder.mkdir()
    program = folder / "kubectl"
    program.write_text(PROGRAM.format(python=sys.executable, folder=str(folder)))
    program.chmod(0o755)
    (folder / "table.json").write_text("[]")
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setenv("MINIRAG_HOME", str(tmp_path / "home"))
    kubectl.command.cache_clear()
    yield FakeKubectl(folder)
    kubectl.command.cache_clear()
