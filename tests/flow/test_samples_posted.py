"""Every golden sample is taken by its function and by the Broker."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from events import binding
from events.binding import STRUCTURED
from events.documents import Chunk, ChunkFile
from events.registry import DOCUMENT_SCANNED, TYPES
from events.signature import signed
from functions.ingest.recognition.engine import engine
from functions.serving.producers import OPEN
from functions.stores.opening import open_blobs
from tests.flow.scanned_files import about, scan
from tests.running import ROOT, Running, running

TAKERS = {
    "minirag.document.uploaded": "split",
    "minirag.document.scanned": "ocr",
    "minirag.document.recognised": "split",
    "minirag.document.deleted": "store",
    "minirag.chunks.split": "embed-documents",
    "minirag.chunks.embedded": "store",
    "minirag.document.indexed": "reconcile",
    "minirag.document.failed": "reconcile",
    "minirag.question.asked": "embed-questions",
    "minirag.pipeline.wake": "search",
    "minirag.question.embedded": "search",
    "minirag.passages.found": "prompt",
    "minirag.prompt.built": "generate",
    "minirag.answer.generated": "remember",
}
MANIFESTS = [str(ROOT / "knative" / folder) for folder in ("base", "overlays/components/ocr")]
without_ocr = pytest.mark.skipif(engine() is None, reason="OCR is not set up here: ./build.sh setup ocr does that")
WORKED_ON = [pytest.param(type_, marks=without_ocr if type_ == DOCUMENT_SCANNED else ()) for type_ in TYPES]


def sample(type_: str) -> bytes:
    return (ROOT / "events" / "samples" / f"{type_}.json").read_bytes()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, prepared: object) -> Iterator[Running]:
    """A MiniRAG of its own with OCR, and the chunk file and the scan that the samples refer to."""
    home: Path = tmp_path_factory.mktemp("samples")
    event = json.loads(sample("minirag.chunks.split"))
    text = json.loads(sample("minirag.document.uploaded"))["data"]["content"]
    chunks = [Chunk(position=0, text=text, start=0, end=len(text))]
    file = msgspec.json.encode(ChunkFile(name="normans.txt", chunks=chunks))
    scanned = json.loads(sample(DOCUMENT_SCANNED))["dataref"]
    with running(home, "--manifests", *MANIFESTS) as system:
        blobs = open_blobs((home / "blobs").as_uri())
        blobs.put(event["dataref"], file)
        blobs.put(scanned, scan(*map(about, range(4))))
        yield system


@pytest.mark.parametrize("type_", WORKED_ON)
def test_a_sample_posted_to_its_function_gives_nothing_or_an_event(alone: Running, type_: str) -> None:
    path = "/wake" if type_ == "minirag.pipeline.wake" else "/"
    event = signed(alone.signing_key(), binding.receive({"content-type": STRUCTURED}, sample(type_)))
    headers, body = binding.send(event)
    response = alone.call(TAKERS[type_], path=path, headers=headers, content=body)
    assert response.status_code in (200, 204), response.text
    assert response.status_code == 204 or binding.receive(response.headers, response.content).type in TYPES


@pytest.mark.parametrize("type_", sorted(TYPES.keys() - OPEN))
def test_a_sample_that_nobody_signed_is_refused_unless_producers_may_send_it(alone: Running, type_: str) -> None:
    path = "/" if type_ != "minirag.pipeline.wake" else "/wake"
    response = alone.call(TAKERS[type_], path=path, headers={"content-type": STRUCTURED}, content=sample(type_))
    assert response.status_code == (204 if path == "/wake" else 403), response.text


@pytest.mark.parametrize("type_", WORKED_ON)
def test_a_sample_is_posted_by_the_command(alone: Running, type_: str) -> None:
    """As the documentation says: signed by the home's key, to the function that takes it."""
    command = [sys.executable, "-m", "cli", "event", f"events/samples/{type_}.json", "--to", TAKERS[type_]]
    environment = os.environ | {"MINIRAG_HOME": str(alone.home)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout[:2]) == (0, "20"), done.stdout + done.stderr


@pytest.mark.parametrize("type_", TYPES)
def test_a_sample_posted_to_the_broker_is_accepted(alone: Running, type_: str) -> None:
    response = httpx.post(alone.broker, headers={"content-type": STRUCTURED}, content=sample(type_), trust_env=False)
    assert (response.status_code, response.content) == (202, b"")
