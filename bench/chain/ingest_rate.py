"""How fast documents become searchable, against the embedding model's own speed on the very same chunks."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
import msgspec

from bench.evaluation.beir import spread
from bench.private_runtime import PrivateRuntime
from cli.client.address import ROOT
from events.documents import ChunkFile, embedded_text
from minirag.uploads import Content

FOLDERS = ("events", "functions", "model", "knative", "docs", "tests")
FILES = 60  # of them, some hundred chunks: half a minute of embedding on two cores
Embed = Callable[[list[str]], object]


def texts(folder: Path | None) -> dict[str, Content]:
    """Return the files of a folder by name, or a fixed part of this project's own source files as texts."""
    found = folder.rglob("*") if folder else (file for name in FOLDERS for file in (ROOT / name).rglob("*"))
    kinds = (".txt", ".md", ".html", ".pdf") if folder else (".py", ".md", ".yaml")
    files = sorted(file for file in found if file.suffix in kinds and file.is_file() and file.stat().st_size)
    top = folder or ROOT
    names = {file: file.relative_to(top).as_posix() + ("" if folder else ".txt") for file in files}
    chosen = files if folder else spread(files, FILES)
    return {names[file]: partial(Path.read_bytes, file) for file in chosen}


def ingest_rate(runtime: PrivateRuntime, contents: dict[str, Content]) -> float:
    """Upload everything into warm services and an empty store; return chunks per second until all are searchable."""
    runtime.wake_all()
    started = time.perf_counter()
    *_, tally = runtime.client.upload_all(contents)
    seconds = time.perf_counter() - started
    if tally.failed:
        raise click.ClickException(f"the benchmark's documents were not indexed: {tally.failed}")
    return sum(map(len, batches(runtime.folder))) / seconds


def raw_rate(runtime: PrivateRuntime, embed: Embed) -> float:
    """Embed the same chunks in the same batches in this process; return chunks per second."""
    work = batches(runtime.folder)
    started = time.perf_counter()
    for batch in work:
        embed(batch)
    return sum(map(len, work)) / (time.perf_counter() - started)


def batches(home: Path) -> list[list[str]]:
    """Return the batches of texts that were embedded for the documents."""
    files = [msgspec.json.decode(path.read_bytes(), type=ChunkFile) for path in home.glob("blobs/*/chunks/*/*/*.json")]
    return [[embedded_text(chunk.heading, chunk.text) for chunk in file.chunks] for file in files]
