"""Uploads by outside producers."""

import unicodedata
from pathlib import Path

import pytest

from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import make
from events.registry import DOCUMENT_UPLOADED
from functions.documents.ingest import Ingest
from functions.documents.outside import file_of, generation_from, taken_up
from functions.documents.uploads import UploadedFile
from functions.serving.work import Work
from functions.stores.blobs import Blobs
from functions.stores.opening import open_blobs
from tests.unit.world import world


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return open_blobs(tmp_path.as_uri())


def work(data: DocumentUploaded, **extensions: str) -> Work[DocumentUploaded]:
    event = make(DOCUMENT_UPLOADED, "/producer", "1", data, extensions)
    return Work(stage="split", event=event, data=data, tenant="default")


def test_text_is_taken_as_utf_8(blobs: Blobs) -> None:
    assert file_of(work(DocumentUploaded(name="a", content="é")), blobs, 10).content == "é".encode()


def test_bytes_come_as_base64(blobs: Blobs) -> None:
    assert file_of(work(DocumentUploaded(name="a", content_base64="AAEC")), blobs, 10).content == b"\x00\x01\x02"


def test_a_dataref_names_an_object_of_the_tenant(blobs: Blobs) -> None:
    blobs.put("default/uploads/x", b"hello")
    assert file_of(work(DocumentUploaded(name="a"), dataref="default/uploads/x"), blobs, 10).content == b"hello"


@pytest.mark.parametrize(
    "dataref", ["other/uploads/x", "http://example.org/x", "file:///etc/passwd", "default/../x", "/x"]
)
def test_no_other_address_is_ever_read(blobs: Blobs, dataref: str) -> None:
    with pytest.raises(Rejected, match="dataref"):
        file_of(work(DocumentUploaded(name="a"), dataref=dataref), blobs, 10)


@pytest.mark.parametrize(
    "data", [DocumentUploaded(name="a"), DocumentUploaded(name="a", content="x", content_base64="AAEC")]
)
def test_the_content_comes_exactly_once(blobs: Blobs, data: DocumentUploaded) -> None:
    with pytest.raises(Rejected, match="once"):
        file_of(work(data), blobs, 10)


def test_a_document_over_the_limit_is_rejected_with_413(blobs: Blobs) -> None:
    with pytest.raises(Rejected) as caught:
        file_of(work(DocumentUploaded(name="a", content="x" * 11)), blobs, 10)
    assert caught.value.status == 413


def test_base64_that_is_none_is_rejected(blobs: Blobs) -> None:
    with pytest.raises(Rejected, match="base64"):
        file_of(work(DocumentUploaded(name="a", content_base64="A")), blobs, 10)


def test_the_events_own_time_ranks_before_that_of_its_arrival() -> None:
    times = {"time": "2026-02-01T09:30:00Z", "knativearrivaltime": "2026-02-03T09:30:00Z"}
    by_time = generation_from(work(DocumentUploaded(name="a"), **times).event)
    by_arrival = generation_from(work(DocumentUploaded(name="a"), knativearrivaltime=times["knativearrivaltime"]).event)
    assert by_time < by_arrival


def test_a_document_that_has_another_spelling_of_its_name_on_record_is_worked_on_under_that(tmp_path: Path) -> None:
    """Earlier versions took names as they came, and what they left on its way is still to be split."""
    env = world(tmp_path)
    ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
    name = unicodedata.normalize("NFD", "Größe.txt")
    state = ingest.accept(UploadedFile("default", name, "text/plain", b"text", {})).state
    data = DocumentUploaded(name=name, document=state.document, generation=state.generation)
    assert taken_up(ingest, work(data, dataref="default/uploads/x")) == state
