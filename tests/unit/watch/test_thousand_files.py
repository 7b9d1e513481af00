"""A folder of 1,000 files through a life of changes, kills and mistakes before a real gateway: what was sent, by count.

`pytest -s` prints the figures.
"""

import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.identity import IndexKey
from events.registry import DOCUMENT_DELETED
from functions.documents.progress import fact
from functions.stores.facts import DocumentState
from tests.unit.gateway.serving import Serving, serving
from tests.unit.watch.conftest import count_of
from tests.unit.watch.watching import Watching

pytestmark = pytest.mark.slow

COUNT = 1000


def listed(gateway: Serving) -> list[DocumentState]:
    """Return all documents that the gateway has."""
    index, found = IndexKey("default", gateway.settings.embedder), list[DocumentState]()
    while page := gateway.records.states(index, after=found[-1].generation if found else "", limit=500):
        found += page
    return found


class Chain:
    """Lets everything that the gateway has accepted become searchable, as the functions behind it would."""

    def __init__(self, gateway: Serving) -> None:
        self._gateway, self._end = gateway, threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._thread.start()

    def close(self) -> None:
        self._end.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._end.wait(0.5):
            for state in listed(self._gateway):
                if state.phase != "indexed":
                    self._gateway.records.write(fact(state, "current", chunks=1, ms=1))


class Life:
    """The folder, the gateway, and the command that is started and ended on the way."""

    def __init__(self, gateway: Serving, folder: Path) -> None:
        self.gateway, self.folder = gateway, folder
        self.watching: Watching
        self._uploads = self._deletions = 0

    def start(self) -> Watching:
        self.watching = Watching("--rest", 0.5, "--every", 2, self.folder)
        return self.watching

    def file(self, number: int) -> Path:
        return self.folder / f"{number % 20}" / f"{number}.txt"

    def write(self, number: int, text: str = "") -> None:
        self.file(number).parent.mkdir(parents=True, exist_ok=True)
        self.file(number).write_text(text or f"text of {number}")

    def names(self) -> set[str]:
        return {f"{self.folder.name}/{file.relative_to(self.folder)}" for file in self.folder.rglob("*.txt")}

    def there(self) -> set[str]:
        return {state.upload.name for state in listed(self.gateway) if state.upload and state.phase == "indexed"}

    def counted(self, what: str) -> tuple[int, int]:
        """Return and print how many uploads that changed something, and deletions, there were since the last time."""
        uploads = count_of(self.gateway, "documents_accepted")
        deletions = len(self.gateway.broker.of_type(DOCUMENT_DELETED))
        found = uploads - self._uploads, deletions - self._deletions
        self._uploads, self._deletions = uploads, deletions
        print(f"{what:<34} uploads {found[0]:>5}  deletions {found[1]:>5}  there {len(self.there()):>5}")
        return found


@pytest.fixture
def life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    with serving(tmp_path / "gateway") as gateway:
        monkeypatch.setenv("MINIRAG_URL", gateway.url)
        chain = Chain(gateway)
        made = Life(gateway, tmp_path / "papers")
        yield made
        if made.watching.process.poll() is None:
            made.watching.end()
        chain.close()


def test_nothing_is_sent_twice_and_nothing_is_lost(life: Life, tmp_path: Path) -> None:
    for number in range(COUNT):
        life.write(number)

    life.start().until("new", times=COUNT * 2 // 5)
    life.watching.end(signal.SIGKILL)
    life.start().until("whole")
    assert life.counted("start, with kill -9 in the middle") == (COUNT, 0)

    for number in range(50):
        life.write(number, f"another text of {number}")
    life.watching.until("whole")
    assert life.counted("50 changes") == (50, 0)

    for number in range(50, 100):
        life.file(number).touch()
    life.write(2000)
    life.watching.until("whole")
    assert life.counted("50 touched, one new") == (1, 0)

    (life.folder / "7").rename(life.folder / "seven")
    for number in range(100, 110):
        life.file(number).rename(life.file(number).with_suffix(".renamed.txt")) if number % 20 != 7 else None
    life.watching.until("whole")
    assert life.counted("a folder and 9 files renamed") == (59, 59)

    for number in range(200, 230):
        life.file(number).unlink(missing_ok=True)
    life.watching.until("deleted", times=28)
    assert life.counted("28 deleted") == (0, 28)

    for part in range(20):
        with (life.folder / "growing.txt").open("a") as file:
            file.write(f"part {part}\n")
        time.sleep(0.1)
    life.watching.until("new", "papers/growing.txt")
    life.watching.until("whole")
    assert life.counted("a file that grew for two seconds") == (1, 0)

    life.folder.rename(tmp_path / "mounted")
    life.folder.mkdir()
    life.watching.until("away")
    life.folder.rmdir()
    (tmp_path / "mounted").rename(life.folder)
    life.watching.until("again")
    assert life.counted("unmounted and mounted again") == (0, 0)

    life.watching.end(signal.SIGKILL)
    for number in range(300, 310):
        life.write(number, f"written while nothing followed {number}")
    life.start().until("whole")
    assert life.counted("10 changed while it was killed") == (10, 0)
    assert life.there() == life.names()

    for folder in range(12):
        shutil.rmtree(life.folder / f"{folder}", ignore_errors=True)
    life.watching.until("held")
    assert life.counted("more than half removed") == (0, 0)
    assert life.watching.end() == 0
