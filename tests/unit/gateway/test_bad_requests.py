"""Whatever a request holds, its answer is a 4xx that says what to do: never a fault of ours, a cut or a trace."""

import json
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.unit.gateway.serving import ID, Serving, serving

JSON = {"content-type": "application/json"}
ENDPOINTS = ["/ask", "/index", "/events", "/v1/chat/completions", "/v1/embeddings"]
BODIES = {
    "nothing": b"",
    "a cut object": b'{"question": "Wh',
    "null": b"null",
    "a number": b"7",
    "a list": b'["Why?"]',
    "no number": b'{"question": "Why?", "options": {"alpha": NaN}}',
    "a number out of range": b'{"seed": 3e999}',
    "a whole number of 7,000 digits": b'{"seed": ' + b"8" * 7000 + b"}",
    "half a pair": b'{"question": "\\udfff"}',
    "a deep field": b'{"filters": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}",
    "deep lists": b"[" * 900 + b"]" * 900,
    "Latin-1": b'{"question": "\xfcber"}',
    "UTF-16": '{"question": "Why?"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"question": "Why?"}',
    "two values": b'{"question": "Why?"}{}',
    "NUL": b"\0",
}


def assert_told(response: httpx.Response) -> None:
    """Fail unless this is an error of the caller's, in the form of its interface, with something to go by."""
    assert 400 <= response.status_code < 500, response.text
    openai = response.request.url.path.startswith("/v1/")
    assert response.headers["content-type"] == ("application/json" if openai else "application/problem+json")
    told = response.json()["error"]["message"] if openai else response.json()["detail"]
    assert told
    assert "Traceback" not in told


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_sound_json_is_refused(gateway: Serving, path: str, body: bytes) -> None:
    kind = "application/cloudevents+json" if path == "/events" else "application/json"
    assert_told(gateway.http.post(path, content=body, headers={"content-type": kind}))


LOOP = {"$defs": {"one": {"$ref": "#/$defs/two"}, "two": {"$ref": "#/$defs/one"}}, "$ref": "#/$defs/two"}
QUESTIONS: dict[str, dict[str, Any]] = {
    "an embedder without an index": {"embedder": "never-heard-of-it"},
    "an embedder by a path": {"embedder": "/etc/passwd"},
    "an embedder by a file": {"embedder": "../weights/x.gguf"},
    "an embedder on a hub": {"embedder": "hf:some/body/x.gguf@main"},
    "a schema that is itself": {"options": {"json_schema": LOOP}},
    "the same as text": {"options": {"json_schema": json.dumps(LOOP)}},
    "a schema of nothing": {"options": {"json_schema": {"$ref": "#/$defs/nothing"}}},
    "a deep schema as text": {"options": {"json_schema": '{"items":' * 3000}},
    "a required list": {"options": {"json_schema": {"properties": {}, "required": [[]]}}},
}


@pytest.mark.parametrize("more", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_that_a_later_stage_would_refuse_never_leaves(gateway: Serving, more: dict[str, Any]) -> None:
    assert_told(gateway.http.post("/ask", json={"question": "Why?", **more}))
    assert (gateway.broker.events, len(gateway.services.waiting)) == ([], 0)


def test_a_chat_whose_schema_never_ends_is_refused_at_once(gateway: Serving) -> None:
    form = {"type": "json_schema", "json_schema": {"schema": LOOP}}
    asked = {"messages": [{"role": "user", "content": "Why?"}], "response_format": form}
    assert_told(gateway.http.post("/v1/chat/completions", json=asked))
    assert gateway.broker.events == []


METADATA = ["{", "[]", "[" * 5000, '{"a": NaN}', '{"a": "\\udc00"}', '{"a": 1e999}', "\ufeff{}", '{"a": 5}']


@pytest.mark.parametrize("metadata", METADATA)
def test_metadata_that_are_no_sound_json_are_refused(gateway: Serving, metadata: str) -> None:
    assert_told(gateway.upload("a.txt", b"text", metadata=metadata))


TARGETS = [
    "/documents/%E9",
    "/documents/%zz",
    "/questions/%C0%AF",
    "/conversations/%00",
    "/failures/%ED%B0%80/replay",
    "/page/%",
    "/v1/models/%ff",
    "/index/%F8",
    "/answers/%FE/x",
    "/documents?limit=%FF",
    "/failures?limit=%q0",
    "/conversations?limit=" + "9" * 5000,
    "/documents?limit=%D9%A1%D9%A0",
    "/documents?after=%00",
    "/documents?limit=-0",
    f"/documents/{ID}%0A",
]


@pytest.mark.parametrize("target", TARGETS)
def test_an_address_that_is_no_percent_encoded_utf_8_is_refused(gateway: Serving, target: str) -> None:
    assert_told(raw(gateway, "GET", target))


@pytest.mark.parametrize("signature", ["%C3%A9", "%E2%82%AC" * 20, "%20", "0" * 64, "%0A"])
def test_an_answer_with_a_signature_of_any_characters_is_refused(gateway: Serving, signature: str) -> None:
    assert_told(gateway.http.post(f"/answers/{ID}/{signature}", content=b"{}", headers=JSON))


HEADERS = {
    "an origin that is no address": [(b"origin", b"http://[")],
    "an origin with a broken port": [(b"origin", b"http://a:b:c")],
    "an origin in Latin-1": [(b"origin", b"\xe9")],
    "a fetch from nowhere": [(b"sec-fetch-site", b"\xff")],
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_a_browsers_broken_word_of_where_it_comes_from_is_refused(
    gateway: Serving, headers: list[tuple[bytes, bytes]]
) -> None:
    assert_told(gateway.http.post("/index", content=b"{}", headers=[(b"content-type", b"application/json"), *headers]))


BOUNDARIES = {
    "none": b"",
    "an empty one": b"; boundary=",
    "one of 257 bytes": b"; boundary=" + b"b" * 257,
    "one of 9,000 bytes": b"; boundary=" + b"b" * 9000,
    "one in Latin-1": b"; boundary=\xe9",
}


@pytest.mark.parametrize("boundary", BOUNDARIES.values(), ids=BOUNDARIES)
def test_a_form_with_a_boundary_that_cannot_be_used_is_refused(gateway: Serving, boundary: bytes) -> None:
    headers = [(b"content-type", b"multipart/form-data" + boundary)]
    assert_told(gateway.http.post("/documents", content=b"--b\r\n\r\n", headers=headers))


def test_a_file_name_that_is_no_utf_8_is_refused(gateway: Serving) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="\xe9.txt"\r\n\r\ntext\r\n--b--\r\n'
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert_told(gateway.http.post("/documents", content=head, headers=headers))


@pytest.mark.parametrize("path", ["/", "/documents", "/ask", "/metrics", "/v1/models", "/nowhere"])
@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "PUT", "LOCK"])
def test_a_method_that_nothing_takes_is_refused(gateway: Serving, method: str, path: str) -> None:
    assert_told(gateway.http.request(method, path))


@pytest.mark.parametrize("key", [b"caf\xe9", b"\xff\xfe", b"x" * 5000])
def test_a_key_of_any_bytes_is_refused(tmp_path: Path, key: bytes) -> None:
    with serving(tmp_path, api_key="the key") as gateway:
        assert_told(gateway.http.get("/documents", headers=[(b"authorization", b"Bearer " + key)]))


def raw(gateway: Serving, method: str, target: str) -> httpx.Response:
    """Send a request whose target no client would send so."""
    host, port = gateway.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall(f"{method} {target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    request = httpx.Request(method, gateway.url + target.partition("?")[0].replace("%", "_"))
    return httpx.Response(int(status.split()[1]), headers=headers, content=body, request=request)
