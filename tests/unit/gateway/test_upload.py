"""POST /documents."""

import hashlib

import httpx
import pytest

from events.documents import DocumentUploaded
from events.identity import document_id
from events.registry import DOCUMENT_UPLOADED
from events.validation import decode
from functions.gateway.documents.multipart import Parts
from tests.unit.gateway.serving import Serving

LIMIT = 1000  # bytes, the gateway's in these tests


def send(gateway: Serving, *files: tuple[str, bytes], **fields: str) -> httpx.Response:
    return gateway.http.post("/documents", files=[("file", file) for file in files], data=fields)


def test_an_upload_is_on_record_with_its_bytes_when_it_is_answered(gateway: Serving) -> None:
    response = send(gateway, ("notes.txt", b"some text"))
    state = gateway.state("notes.txt")
    assert response.status_code == 202
    assert state is not None and state.upload is not None
    assert state.upload.sha256 == hashlib.sha256(b"some text").hexdigest()
    assert gateway.blobs.get(state.upload.dataref) == b"some text"


def test_an_upload_says_where_its_document_is(gateway: Serving) -> None:
    location = send(gateway, ("notes.txt", b"some text")).headers["location"]
    assert location == f"/documents/{document_id('default', 'notes.txt')}"
    assert gateway.http.get(location).json()["name"] == "notes.txt"


def test_an_upload_is_admitted_and_sent_to_the_broker(gateway: Serving) -> None:
    send(gateway, ("notes.txt", b"some text"))
    [event] = gateway.broker.of_type(DOCUMENT_UPLOADED)
    assert decode(event.data, DocumentUploaded).name == "notes.txt"
    assert event.get("dataref").startswith("default/uploads/")


def test_the_same_file_again_is_unchanged_and_sends_nothing(gateway: Serving) -> None:
    first, second = [send(gateway, ("notes.txt", b"some text")) for _ in range(2)]
    assert (second.status_code, second.json()["unchanged"]) == (200, True)
    assert second.json()["generation"] == first.json()["generation"]
    assert len(gateway.broker.of_type(DOCUMENT_UPLOADED)) == 1


@pytest.mark.parametrize(
    "again", [(b"other text", "{}"), (b"some text", '{"year": "2026"}')], ids=["content", "metadata"]
)
def test_other_content_or_metadata_makes_a_higher_generation(gateway: Serving, again: tuple[bytes, str]) -> None:
    first = send(gateway, ("notes.txt", b"some text"), metadata="{}")
    second = send(gateway, ("notes.txt", again[0]), metadata=again[1])
    assert second.status_code == 202
    assert second.json()["generation"] > first.json()["generation"]


def test_a_failed_document_may_be_uploaded_again(gateway: Serving) -> None:
    send(gateway, ("notes.txt", b"some text"))
    gateway.happen("notes.txt", "failed", 1, stage="split", reason="broken")
    assert send(gateway, ("notes.txt", b"some text")).status_code == 202


def test_a_deleted_document_comes_back_when_it_is_uploaded_again(gateway: Serving) -> None:
    location = send(gateway, ("notes.txt", b"some text")).headers["location"]
    gateway.http.delete(location)
    assert send(gateway, ("notes.txt", b"some text")).status_code == 202
    assert gateway.http.get(location).status_code == 200


def test_a_relative_path_is_the_documents_name(gateway: Serving) -> None:
    assert send(gateway, ("a folder/über.txt", b"some text")).json()["name"] == "a folder/über.txt"


def test_a_raw_body_needs_only_a_name(gateway: Serving) -> None:
    response = gateway.upload("raw.md", b"# Raw", metadata='{"year": "2026"}')
    assert response.status_code == 202
    assert response.json()["metadata"] == {"year": "2026"}
    assert response.json()["media_type"] == "text/markdown"


@pytest.mark.parametrize(
    ("fields", "status"),
    [([b'{"a": "\xe9"}'], 400), ([b'{"a": "b"}', b'{"a": "c"}'], 422)],
    ids=["not UTF-8", "twice"],
)
def test_metadata_that_would_be_changed_in_silence_is_refused(
    gateway: Serving, fields: list[bytes], status: int
) -> None:
    form = [("file", ("a.txt", b"some text")), *(("metadata", (None, field)) for field in fields)]
    response = gateway.http.post("/documents", files=form)
    assert response.status_code == status
    assert "the f" in response.json()["detail"]


@pytest.mark.parametrize("name", ["../etc/passwd", "/etc/passwd", "a/../b", "a\x00b", "", "x" * 513])
def test_a_name_that_could_lead_elsewhere_is_refused(gateway: Serving, name: str) -> None:
    response = gateway.upload(name, b"some text")
    assert response.status_code == 422
    assert "relative path" in response.json()["detail"]


def test_a_raw_body_without_a_name_is_refused(gateway: Serving) -> None:
    assert gateway.http.post("/documents", content=b"some text").status_code == 422


def test_an_empty_file_is_refused_and_leaves_no_trace(gateway: Serving) -> None:
    response = send(gateway, ("empty.txt", b""))
    assert (response.status_code, "is empty" in response.json()["detail"]) == (422, True)
    assert gateway.state("empty.txt") is None


def test_a_file_of_exactly_the_limit_is_taken(gateway: Serving) -> None:
    assert send(gateway, ("full.txt", b"x" * LIMIT)).status_code == 202


@pytest.mark.parametrize("form", [True, False], ids=["form", "raw"])
def test_a_file_over_the_limit_is_refused_and_leaves_no_trace(gateway: Serving, form: bool) -> None:
    content = b"x" * (LIMIT + 1)
    response = send(gateway, ("big.txt", content)) if form else gateway.upload("big.txt", content)
    assert (response.status_code, "limit" in response.json()["detail"]) == (413, True)
    assert gateway.state("big.txt") is None


def test_a_request_over_ten_times_the_limit_is_refused_as_a_whole(gateway: Serving) -> None:
    files = [(f"{number}.txt", b"x" * LIMIT) for number in range(11)]
    assert send(gateway, *files).status_code == 413
    assert gateway.state("0.txt") is None


def test_each_of_several_files_has_its_own_outcome(gateway: Serving) -> None:
    files = [("good.txt", b"text"), ("empty.txt", b""), ("big.txt", b"x" * (LIMIT + 1)), ("../bad.txt", b"text")]
    response = send(gateway, *files)
    assert response.status_code == 202
    assert [entry["status"] for entry in response.json()] == [202, 422, 413, 422]
    assert gateway.state("good.txt") is not None


def test_metadata_may_stand_after_the_file(gateway: Serving) -> None:
    files = {"file": ("a.txt", b"text"), "metadata": (None, b'{"year": "2026"}')}
    assert gateway.http.post("/documents", files=files).json()["metadata"] == {"year": "2026"}


@pytest.mark.parametrize("tags", ['"signed,rent"', '["signed", "rent", "signed"]'])
def test_tags_may_be_a_text_or_a_list(gateway: Serving, tags: str) -> None:
    response = send(gateway, ("notes.txt", b"some text"), metadata=f'{{"tags": {tags}}}')
    assert response.json()["metadata"] == {"tags": "signed, rent"}


def test_a_date_that_cannot_be_compared_is_refused(gateway: Serving) -> None:
    response = send(gateway, ("notes.txt", b"some text"), metadata='{"date": "31.1.2026"}')
    assert (response.status_code, "write 2026" in response.json()["detail"]) == (422, True)


def test_an_empty_field_of_metadata_says_nothing(gateway: Serving) -> None:
    response = send(gateway, ("notes.txt", b"some text"), metadata="")
    assert (response.status_code, response.json()["metadata"]) == (202, {})


@pytest.mark.parametrize("metadata", ["[1]", '{"year": 2026}', "{", "nothing"])
def test_metadata_that_is_no_object_of_texts_is_refused(gateway: Serving, metadata: str) -> None:
    response = send(gateway, ("notes.txt", b"some text"), metadata=metadata)
    assert (response.status_code, "metadata" in response.json()["detail"]) == (422, True)


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("multipart/form-data", b"--x", 400),
        ("multipart/form-data; boundary=x", b"no part at all", 400),
        ("multipart/form-data; boundary=x", b'--x\r\ncontent-disposition: form-data; name="file"; filename="a', 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\ncontent-disposition: form-data; name="f"\r\n\r\na\r\n--x--\r\n',
            422,
        ),
    ],
    ids=["no boundary", "no parts", "cut off", "no file"],
)
def test_a_broken_form_is_refused(gateway: Serving, content_type: str, body: bytes, status: int) -> None:
    response = gateway.http.post("/documents", content=body, headers={"content-type": content_type})
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_an_upload_is_taken_while_the_broker_is_down(gateway: Serving) -> None:
    gateway.broker.status = 500
    assert send(gateway, ("notes.txt", b"some text")).status_code == 202
    assert gateway.state("notes.txt") is not None


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (b'filename="say %22hi%22.txt"', 'say "hi".txt'),
        (b"filename*=UTF-8''Gr%C3%B6%C3%9Fe.txt", "Gr\u00f6\u00dfe.txt"),
        (b"filename=\"plain.txt\"; filename*=iso-8859-1'de'Gr%F6%DFe.txt", "Gr\u00f6\u00dfe.txt"),
        ('filename="Gro\u0308sse.txt"'.encode(), "Gr\u00f6sse.txt"),
        (b'filename="100%.txt"', "100%.txt"),
    ],
)
def test_a_name_in_a_form_is_read_as_it_was_meant(given: bytes, name: str) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="file"; ' + given + b"\r\n\r\ntext\r\n--b--\r\n"
    with Parts("multipart/form-data; boundary=b", 1000) as parts:
        parts.feed(body)
        parts.finish()
        [part] = parts.parts
        assert (part.is_file, part.name) == (True, name)
