"""How fast and how well a store searches: python -m bench.search.store_bench MATERIAL URL PASSAGES

MATERIAL is a file that `made_passages.Material` reads. Fills the store at the URL, prints one JSON object.
"""

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from bench.search.made_passages import MODEL, TENANT, Material
from events.identity import IndexKey
from functions.stores.opening import open_passages
from functions.stores.passages import Passages, Query
from functions.stores.sqlite.database import rows
from functions.stores.sqlite.mean_centring import packed, signs
from functions.stores.sqlite.passages import SqlitePassages

LIMIT = 10
SCANS = 5  # of all vectors by sqlite-vec: each takes a while
ALPHAS = {"hybrid": 0.5, "dense": 1.0, "bm25": 0.0}


def measure(material: Material, url: str, count: int) -> dict[str, Any]:
    """Return milliseconds by way of searching, recall of the vectors' part, and what the index in memory takes."""
    started = time.perf_counter()
    fill(open_passages(url), material, count)
    found: dict[str, Any] = {"passages": count, "fill_s": round(time.perf_counter() - started, 1)}
    passages = open_passages(url)
    first = _timed(passages, material, 0, 0.5)[0]
    found["first_search_ms"] = round(first * 1000, 1)
    for name, alpha in ALPHAS.items():
        timed = [_timed(passages, material, number, alpha) for number in range(len(material.questions))]
        found[f"{name}_ms"] = _spread([seconds for seconds, _ in timed])
        if name == "dense":
            exact = material.nearest(count, LIMIT)
            found["recall@10"] = round(
                sum(len(a & b) for a, (_, b) in zip(exact, timed, strict=True)) / LIMIT / len(exact), 4
            )
    return found | (of_sqlite(passages, material) if isinstance(passages, SqlitePassages) else {})


def fill(passages: Passages, material: Material, count: int) -> None:
    """Write the passages; those that are there already stay."""
    for number, (batch, vectors) in enumerate(material.batches(count)):
        passages.add(batch, vectors)
        if number % 20 == 0:
            print(f"{number * len(batch)} of {count} passages written", file=sys.stderr, flush=True)


def of_sqlite(passages: SqlitePassages, material: Material) -> dict[str, Any]:
    """Return the size of the index in memory, how long its scan takes, and sqlite-vec's own scan beside it."""
    sql = "select passage from vectors order by vec_distance_cosine(vector, ?) limit ?"
    ours, theirs = [], []
    for vector in material.asked[:SCANS]:
        with passages.reading() as (connection, indexes):
            index = indexes.current(connection, IndexKey(TENANT, MODEL))
            near = signs(packed(vector), index.centre)
            started = time.perf_counter()
            index.entries.nearest(near, LIMIT)
            ours.append(time.perf_counter() - started)
            started = time.perf_counter()
            rows(connection, sql, (packed(vector), LIMIT))
            theirs.append(time.perf_counter() - started)
    return {
        "index_bytes": indexes.nbytes,
        "signs_scan_ms": round(statistics.median(ours) * 1000, 2),
        "signs_scan_gb_per_s": round(index.entries.planes.nbytes / statistics.median(ours) / 1e9, 1),
        "sqlite_vec_scan_ms": round(statistics.median(theirs) * 1000, 1),
    }


def _timed(passages: Passages, material: Material, number: int, alpha: float) -> tuple[float, set[str]]:
    query = Query(text=material.questions[number], vector=material.asked[number], model=MODEL, limit=LIMIT, alpha=alpha)
    started = time.perf_counter()
    hits = passages.search(TENANT, query)
    return time.perf_counter() - started, {hit.passage.id for hit in hits}


def _spread(seconds: list[float]) -> dict[str, float]:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


if __name__ == "__main__":
    _, path, url, count = sys.argv
    print(json.dumps(measure(Material(Path(path)), url, int(count))))
