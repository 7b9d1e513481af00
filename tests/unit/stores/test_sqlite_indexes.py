"""The index in memory beside the SQLite passages: current over processes, bounded, as good as comparing all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from events.identity import IndexKey
from functions.stores.opening import open_passages
from functions.stores.passages import Filters, Passages, Query, Vectors
from functions.stores.sqlite import indexes
from functions.stores.sqlite import search as sqlite_search
from functions.stores.sqlite.indexes import Index
from functions.stores.sqlite.passages import SqlitePassages
from tests.contract.stores.store_samples import Document, add, axis, search, texts

Open = Callable[[], SqlitePassages]
T = "tenant"


@pytest.fixture
def another(tmp_path: Path) -> Open:
    """Open the same store as another process does: with an index of its own."""

    def open_one() -> SqlitePassages:
        opened = open_passages(f"sqlite://{tmp_path}/store.sqlite")
        assert isinstance(opened, SqlitePassages)
        return opened

    return open_one


def all_of(passages: Passages, text: str = "words") -> list[str]:
    return sorted(texts(search(passages, T, text, axis(0))))


def index_of(passages: SqlitePassages) -> Index:
    with passages.reading() as (connection, indexes):
        return indexes.current(connection, IndexKey(T, "small-embedder"))


def written(passages: Passages, number: int, text: str) -> Document:
    document = Document(T, name=f"{number}.txt", number=1)
    add(passages, (document.passage(f"words {text}"), axis(number % 8)))
    return document


def removed(passages: Passages, document: Document) -> None:
    assert passages.remove_before(document.key, Document(T, document.name, number=2).generation) == 1


def test_what_another_process_writes_and_removes_is_seen_by_the_next_search(another: Open) -> None:
    ours, theirs = another(), another()
    first = written(theirs, 0, "one")
    assert all_of(ours) == ["words one"]
    written(theirs, 1, "two")
    removed(theirs, first)
    assert all_of(ours) == ["words two"]


def test_a_passage_written_right_after_a_removal_is_not_taken_for_the_removed_one(another: Open) -> None:
    ours, theirs = another(), another()
    written(theirs, 0, "one")
    last = written(theirs, 1, "two")
    assert all_of(ours) == ["words one", "words two"]
    removed(theirs, last)
    written(theirs, 2, "three")
    assert all_of(ours) == ["words one", "words three"]


def test_a_process_that_has_missed_more_removals_than_are_on_record_reads_anew(
    another: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "REMEMBERED", 3)
    ours, theirs = another(), another()
    documents = [written(theirs, number, str(number)) for number in range(10)]
    assert len(all_of(ours)) == 10
    for document in documents[:8]:
        removed(theirs, document)
    assert all_of(ours) == ["words 8", "words 9"]


def test_indexes_not_used_for_longest_go_when_they_are_too_many(another: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = another()
    for model in ("a", "b", "c"):
        add(passages, (Document(T, name=model, model=model).passage(f"words {model}"), axis(0)))
    monkeypatch.setattr(indexes, "MOST_BYTES", 50)
    found = [texts(search(passages, T, "words", axis(0), model=model)) for model in ("a", "b", "c", "a")]
    assert found == [["words a"], ["words b"], ["words c"], ["words a"]]
    assert passages._indexes.nbytes < 2 * 50


def test_searches_in_an_older_transaction_leave_nothing_behind(another: Open) -> None:
    passages = another()
    written(passages, 0, "one")
    with passages._database.reading() as past:
        indexes._now(past)  # its moment is fixed by its first reading
        with ThreadPoolExecutor(1) as other_thread:
            other_thread.submit(written, passages, 1, "two").result()
            other_thread.submit(all_of, passages).result()
        index = passages._indexes.current(past, IndexKey(T, "small-embedder"))
        sqlite_search.by_words(past, "words", index, None, 10)
    assert all_of(passages) == ["words one", "words two"]


def test_many_threads_search_while_others_write_and_remove(another: Open) -> None:
    passages = another()
    written(passages, 0, "kept")

    def write(number: int) -> None:
        removed(passages, written(passages, number, "passing"))

    def look(_: int) -> bool:
        return "words kept" in all_of(passages)

    with ThreadPoolExecutor(8) as threads:
        writes, looks = threads.map(write, range(1, 41)), threads.map(look, range(100))
        assert all(looks)
        assert len(list(writes)) == 40
    assert all_of(passages) == ["words kept"]


# As good as comparing all


@pytest.fixture
def crowd(another: Open, monkeypatch: pytest.MonkeyPatch) -> tuple[SqlitePassages, Vectors]:
    """1,500 passages in clusters whose vectors all point the same way; only some of them can be compared exactly."""
    chance = np.random.default_rng(1)
    centres = chance.standard_normal((50, 128))
    vectors = (4 + centres[np.arange(1500) % 50] + 0.7 * chance.standard_normal((1500, 128))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    passages = another()
    even, odd = (Document(T, name=f"{rest}", metadata={"rest": str(rest)}) for rest in (0, 1))
    passages.add([(even, odd)[n % 2].passage(f"number {n}", n) for n in range(1500)], vectors)
    monkeypatch.setattr(sqlite_search, "SCANNED", 100)
    monkeypatch.setattr(sqlite_search, "COMPARED", 50)
    return passages, vectors


def positions(passages: Passages, vector: Vectors, limit: int, **metadata: str) -> list[int]:
    query = Query(
        text="", vector=vector, model="small-embedder", limit=limit, alpha=1.0, filters=Filters(metadata=metadata)
    )
    return [hit.passage.position for hit in passages.search(T, query)]


def test_an_index_is_read_anew_when_its_middle_is_chosen(another: Open) -> None:
    ours, theirs = another(), another()
    document = Document(T)
    add(theirs, *((document.passage(f"words {n}", n), axis(n % 8)) for n in range(999)))
    assert index_of(ours).centre == b""
    add(theirs, (document.passage("words 999", 999), axis(7)))
    seen, fresh = (index_of(passages) for passages in (ours, another()))
    assert len(seen.centre) == 8 * 4
    assert (seen.entries.planes == fresh.entries.planes).all()


def test_nearly_all_of_the_ten_nearest_are_found(crowd: tuple[SqlitePassages, Vectors]) -> None:
    passages, vectors = crowd
    exact = np.argsort(-(vectors[:50] @ vectors.T), axis=1)[:, :10]
    found = [set(positions(passages, vectors[n], 10)) & set(exact[n].tolist()) for n in range(50)]
    assert sum(map(len, found)) >= 0.98 * 500


def test_with_filters_the_nearest_of_the_filtered_are_found_and_never_fewer(
    crowd: tuple[SqlitePassages, Vectors],
) -> None:
    passages, vectors = crowd
    found = positions(passages, vectors[0], 200, rest="1")
    assert len(found) == 200
    assert all(position % 2 for position in found)
    exact = [position for position in np.argsort(-(vectors @ vectors[0])).tolist() if position % 2]
    assert len(set(found[:10]) & set(exact[:10])) >= 9
