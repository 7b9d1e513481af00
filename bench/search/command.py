"""`./build.sh bench search`: how fast and how well a large store is searched."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import numpy as np

from bench.engine.limits import bandwidth
from bench.engine.workloads import cut_passages
from bench.evaluation.beir import spread
from bench.texts import source_texts
from cli.client.address import ROOT
from cli.terminal.tables import print_table
from events.errors import MiniRAGError
from model.embedding import Embedder

SENTENCES, QUESTIONS = 3000, 200
WORDS = 25  # of a piece of text that stands for a sentence


@click.command(name="search")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--chunks", default=100_000, show_default=True, type=click.IntRange(1000), help="Passages in the store.")
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Texts, in BEIR's layout.")
@click.option("--store", default="", help="STORE_URL of an empty server to measure, instead of SQLite in a new folder.")
def bench(as_json: bool, chunks: int, data: Path | None, store: str) -> None:
    """Fill a store with passages and search it, one question at a time, in a process of its own.

    \b
    hybrid, dense, bm25  milliseconds of a search for 10 passages; the first one also fills the index in memory
    recall@10            of the search by vectors alone, against comparing all of them
    signs_scan           of the index in memory alone, beside sqlite-vec's own scan of all vectors; with the speed of
                         the machine's memory, by one thread

    A passage is four pieces of text, chosen by chance from those of --data (default: this project's documents). Its
    vector is that of the first piece, moved in a direction of chance. The questions are those of --data, or pieces.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="minirag-bench-") as folder:
            found = run(Path(folder), store or f"sqlite://{folder}/store.sqlite", chunks, data)
    except MiniRAGError as error:
        raise click.ClickException(error.detail) from error
    if as_json:
        click.echo(json.dumps(found))
    else:
        print_table(("what", "figure"), [(name, _shown(value)) for name, value in found.items()])


def run(folder: Path, store: str, chunks: int, data: Path | None) -> dict[str, Any]:
    """Embed the pieces, and measure the store in another process."""
    texts, queries = source_texts(data)
    pieces = [piece for _, piece in cut_passages([" ".join(texts)], WORDS, lambda text: len(text.split()))]
    questions = [query.text for group in queries for query in group] or pieces[::3]
    texts, questions = spread(pieces, SENTENCES), spread(questions, QUESTIONS)
    click.echo(f"embedding {len(texts)} pieces of text and {len(questions)} questions ...", err=True)
    embedder = Embedder.load()
    vectors, asked = embedder.embed_passages(texts), embedder.embed_queries(questions)
    embedder.close()
    material = folder / "material.npz"
    np.savez(material, texts=np.array(texts), questions=np.array(questions), vectors=vectors, asked=asked)
    command = [sys.executable, "-m", "bench.search.store_bench", str(material), store, str(chunks)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise click.ClickException("the store could not be measured, see above")
    return {**json.loads(done.stdout), "memory_gb_per_s": round(bandwidth(1) / 1e9, 1)}


def _shown(value: Any) -> str:  # noqa: ANN401 - figures of several kinds
    return ", ".join(f"{name} {figure}" for name, figure in value.items()) if isinstance(value, dict) else str(value)
