"""Reading in a process of its own: the same text, the same errors, and an end to what would hurt the function."""

import os
import signal
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from events.errors import Rejected, Unavailable
from functions.ingest.extract import extract
from functions.ingest.sandbox.protocol import Limits
from functions.ingest.sandbox.reader import Sandbox
from tests.unit.ingest.bombs import endless_pdf, zipped

pytestmark = pytest.mark.slow

FILES = Path(__file__).parent / "files"
MIB = 2**20
ROOMY = Limits(seconds=60, memory=512 * MIB, characters=10_000_000)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    yield from opened(ROOMY)


@pytest.fixture
def hasty() -> Iterator[Sandbox]:
    yield from opened(Limits(seconds=0.1, memory=512 * MIB, characters=10_000_000, patience=300))


@pytest.fixture
def sparing() -> Iterator[Sandbox]:
    yield from opened(Limits(seconds=60, memory=512 * MIB, characters=1_000))


@pytest.fixture
def narrow() -> Iterator[Sandbox]:
    yield from opened(Limits(seconds=60, memory=100 * MIB, characters=10_000_000))


def opened(limits: Limits) -> Iterator[Sandbox]:
    sandbox = Sandbox(limits)
    yield sandbox
    sandbox.close()


def test_a_document_comes_out_as_without_the_sandbox(sandbox: Sandbox) -> None:
    data = (FILES / "two_pages.pdf").read_bytes()
    assert sandbox.read(data, "application/pdf", "a.pdf").sections == extract(data, "application/pdf", "a.pdf")


def test_what_the_reader_rejects_is_rejected_with_its_words_and_status(sandbox: Sandbox) -> None:
    with pytest.raises(Rejected, match=r"a\.gif is of the type image/gif, which is not supported") as caught:
        sandbox.read(b"picture", "image/gif", "a.gif")
    assert caught.value.status == 415


def test_a_document_that_takes_too_long_is_rejected(hasty: Sandbox) -> None:
    with pytest.raises(Rejected, match=r"endless\.pdf took more than 0\.1 s of the processor") as caught:
        hasty.read(endless_pdf(), "application/pdf", "endless.pdf")
    assert caught.value.status == 413


def test_a_document_that_a_busy_machine_does_not_read_in_time_is_tried_again() -> None:
    limits = Limits(seconds=60, memory=512 * MIB, characters=10_000_000, patience=0.002)
    sandbox = Sandbox(limits)
    with pytest.raises(Unavailable, match=r"too busy to read endless\.pdf in time: it is tried again"):
        sandbox.read(endless_pdf(), "application/pdf", "endless.pdf")
    sandbox.close()


def test_a_document_that_needs_too_much_memory_is_rejected(narrow: Sandbox) -> None:
    with pytest.raises(Rejected, match=r"a\.html needs more memory to be read than 100 MiB") as caught:
        narrow.read(b"<p>x</p>" * 2_000_000, "text/html", "a.html")
    assert caught.value.status == 413


def test_a_document_that_crashes_a_library_is_rejected(narrow: Sandbox) -> None:
    with pytest.raises(Rejected, match=r"a.pdf crashed the reader \(Aborted\)"):
        narrow.read(endless_pdf(), "application/pdf", "a.pdf")  # pdfium aborts where it finds no more memory


def test_more_text_than_allowed_is_rejected(sparing: Sandbox) -> None:
    with pytest.raises(Rejected, match="more than 1000 characters"):
        sparing.read(b"word " * 1_000, "text/plain", "a.txt")


def test_the_next_document_is_read_after_one_that_was_ended(narrow: Sandbox) -> None:
    with pytest.raises(Rejected):
        narrow.read(endless_pdf(), "application/pdf", "a.pdf")
    assert narrow.read(b"words", "text/plain", "b.txt").sections[0].text == "words"


def test_threads_read_side_by_side_and_each_gets_its_own_document(sandbox: Sandbox) -> None:
    texts = [f"document {number}" for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda text: sandbox.read(text.encode(), "text/plain", "a.txt").sections[0].text, texts)
        assert list(found) == texts


def test_a_reader_knows_no_secret_of_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNING_KEY", "secret")
    for sandbox in opened(ROOMY):
        assert b"SIGNING_KEY" not in Path(f"/proc/{sandbox.process_id}/environ").read_bytes()


def test_the_process_that_forks_comes_back_after_its_end(sandbox: Sandbox) -> None:
    before = sandbox.process_id
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert sandbox.read(b"words", "text/plain", "a.txt").sections[0].text == "words"
    assert sandbox.process_id != before


def test_a_file_much_larger_than_a_sockets_buffer_gets_through(sandbox: Sandbox) -> None:
    text = "A sentence of eight words and no more. " * 100_000
    assert sandbox.read(text.encode(), "text/plain", "a.txt").sections[0].text == text.strip()


def test_the_files_of_an_archive_come_one_by_one(sandbox: Sandbox) -> None:
    archive = zipped({"a.txt": b"one", "b.txt": b"two"})
    assert [(one.path, one.data) for one in sandbox.unpack(archive, "a.zip")] == [("a.txt", b"one"), ("b.txt", b"two")]


def test_an_archive_may_hold_more_than_the_memory_of_its_reader(sandbox: Sandbox) -> None:
    archive = zipped({f"{number}.txt": bytes(40 * MIB) for number in range(12)})
    assert sum(len(one.data) for one in sandbox.unpack(archive, "a.zip")) == 480 * MIB


def test_what_is_no_archive_is_rejected(sandbox: Sandbox) -> None:
    with pytest.raises(Rejected, match=r"a\.zip is no zip archive"):
        list(sandbox.unpack(b"text", "a.zip"))


def test_an_archive_that_nobody_reads_to_its_end_leaves_the_next_document_alone(sandbox: Sandbox) -> None:
    next(sandbox.unpack(zipped({name: bytes(MIB) for name in "abc"}), "a.zip"))
    assert sandbox.read(b"words", "text/plain", "b.txt").sections[0].text == "words"


def test_an_archive_that_takes_too_long_is_rejected(hasty: Sandbox) -> None:
    archive = zipped({f"{number}.txt": bytes(40 * MIB) for number in range(12)}, zipfile.ZIP_BZIP2)
    with pytest.raises(Rejected, match=r"a\.zip took more than"):
        list(hasty.unpack(archive, "a.zip"))
