"""Stores used by several processes at once, forked, killed in the middle of a write, and on a full disk."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from events.identity import IndexKey
from functions.stores.opening import open_blobs, open_passages, open_records
from functions.stores.passages import Passages
from functions.stores.records import Records
from tests.contract.stores.store_samples import MODEL, Document, search
from tests.contract.stores.store_workers import BATCH, add_batch, batch

ROOT = Path(__file__).resolve().parents[3]
Worker = subprocess.Popen[str]
Start = Callable[..., Worker]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a worker in its own process; it waits for a line. All that still run at the end are killed."""
    started: list[Worker] = []

    def start_one(role: str, *arguments: str) -> Worker:
        command = [sys.executable, "-m", "tests.contract.stores.store_workers", role, *arguments]
        worker = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(worker)
        return worker

    yield start_one
    for worker in started:
        worker.kill()
        worker.communicate()


def line_of(worker: Worker) -> str:
    assert worker.stdout is not None
    return worker.stdout.readline()


def let_go(worker: Worker) -> None:
    assert worker.stdin is not None
    worker.stdin.write("go\n")
    worker.stdin.flush()


def run_at_once(workers: list[Worker]) -> list[list[str]]:
    """Let all workers go at the same moment; return the lines that each printed."""
    for worker in workers:
        assert line_of(worker) == "ready\n"
    for worker in workers:
        let_go(worker)
    printed = [worker.communicate(timeout=120)[0].split("\n")[:-1] for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * len(workers)
    return printed


def test_the_limit_of_admission_holds_for_8_processes(
    records: Records, store_url: str, tenant: str, start: Start
) -> None:
    documents = [Document(tenant, name=f"{number}.txt", number=number) for number in range(1, 41)]
    records.write(*(document.fact("uploaded") for document in documents))
    printed = run_at_once([start("admit", store_url, tenant, "5") for _ in range(8)])
    assert {line for lines in printed for line in lines} == {document.id for document in documents[:5]}
    assert len(records.in_flight()) == 5


def test_facts_that_several_processes_write_at_once_on_an_empty_store_are_new_to_at_least_one(
    records: Records, store_url: str, tenant: str, start: Start
) -> None:
    printed = run_at_once([start("write_facts", store_url, tenant, "200") for _ in range(4)])
    assert sum(int(line) for lines in printed for line in lines) >= 200
    assert records.counts(IndexKey(tenant, MODEL)) == {"waiting": 200}


def test_on_sqlite_a_fact_is_new_to_exactly_one_of_several_processes(start: Start, tenant: str, tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/facts.sqlite"
    printed = run_at_once([start("write_facts", url, tenant, "200") for _ in range(4)])
    assert sum(int(line) for lines in printed for line in lines) == 200


def test_on_sqlite_a_document_is_admitted_by_exactly_one_of_several_processes(
    start: Start, tenant: str, tmp_path: Path
) -> None:
    url = f"sqlite://{tmp_path}/admission.sqlite"
    documents = [Document(tenant, name=f"{number}.txt", number=number) for number in range(1, 41)]
    open_records(url).write(*(document.fact("uploaded") for document in documents))
    printed = run_at_once([start("admit", url, tenant, "5") for _ in range(8)])
    assert sorted(line for lines in printed for line in lines) == sorted(document.id for document in documents[:5])


def test_several_processes_write_and_search_at_once(
    passages: Passages, store_url: str, tenant: str, start: Start
) -> None:
    assert run_at_once([start("write_and_search", store_url, tenant, "30") for _ in range(4)]) == [["done"]] * 4
    assert passages.count(tenant) == 30 * BATCH


def test_a_forked_child_and_its_parent_write_at_once(
    records: Records, store_url: str, tenant: str, start: Start
) -> None:
    assert run_at_once([start("fork", store_url, tenant, "")]) == [["0"]]
    assert records.counts(IndexKey(tenant, MODEL)) == {"waiting": 101}


@pytest.mark.parametrize("acknowledged", [1, 12, 40])
def test_a_writer_killed_in_the_middle_of_a_write_leaves_a_sound_store(
    passages: Passages, store_url: str, tenant: str, start: Start, tmp_path: Path, acknowledged: int
) -> None:
    writer = start("write_forever", store_url, tenant, "")
    assert line_of(writer) == "ready\n"
    let_go(writer)
    assert [line_of(writer) for _ in range(acknowledged)] == [f"{number}\n" for number in range(acknowledged)]
    writer.kill()
    writer.wait()
    assert_whole_batches(passages, tenant, at_least=acknowledged)
    assert_finishes_like_an_undisturbed_store(passages, store_url, tenant, tmp_path)


def assert_whole_batches(passages: Passages, tenant: str, *, at_least: int) -> None:
    count = passages.count(tenant)
    assert count % BATCH == 0
    assert count >= at_least * BATCH
    for number in range(count // BATCH):
        ids = [batch(tenant, number).passage("", position).id for position in range(BATCH)]
        assert len(passages.get(tenant, ids)) == BATCH
        hits = search(passages, tenant, f"batch{number}")
        assert {hit.passage.document for hit in hits} == {batch(tenant, number).id}


def assert_finishes_like_an_undisturbed_store(passages: Passages, url: str, tenant: str, folder: Path) -> None:
    undisturbed = f"sqlite://{folder}/undisturbed.sqlite"
    for number in range(passages.count(tenant) // BATCH + 2):
        add_batch(url, tenant, number)
        add_batch(undisturbed, tenant, number)
    assert list(passages.dump()) == list(open_passages(undisturbed).dump())


@pytest.mark.parametrize("size", [300_000, 1_000_000])
def test_a_full_disk_is_said_and_harms_nothing_written_before(
    start: Start, tenant: str, tmp_path: Path, size: int
) -> None:
    url = f"sqlite://{tmp_path}/full.sqlite"
    [[*written, reason]] = run_at_once([start("fill", url, tenant, str(size))])
    assert "its disk" in reason
    assert_whole_batches(open_passages(url), tenant, at_least=len(written))


def test_an_object_that_the_disk_does_not_take_is_said_and_leaves_nothing(
    start: Start, tenant: str, tmp_path: Path
) -> None:
    url = (tmp_path / "blobs").as_uri()
    [[reason]] = run_at_once([start("fill_blobs", url, tenant, "10000")])
    assert reason.startswith("the blob store does not work")
    blobs = open_blobs(url)
    assert (list(blobs.list(f"{tenant}/")), blobs.exists(f"{tenant}/uploads/big")) == ([], False)
