"""POST /v1/embeddings, in front of a function that makes vectors up: the first number tells the text's length."""

import base64
import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from events.texts import MAX_TEXTS, TextsEmbedded, TextsGiven
from tests.unit.gateway.serving import Serving, serving


class Lengths(ThreadingHTTPServer):
    """Answers as `embed` does, with vectors of two numbers, unless `broken` holds another answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self.calls: list[list[str]] = []
        self.broken: tuple[int, bytes] | None = None

    def answer(self, body: bytes) -> tuple[int, bytes]:
        texts = msgspec.json.decode(body, type=TextsGiven).texts
        self.calls.append(texts)
        vectors = b"".join(struct.pack("<2f", len(text), 0.5) for text in texts)
        reply = TextsEmbedded(dims=2, vectors=base64.b64encode(vectors).decode(), tokens=len(texts))
        return self.broken or (200, msgspec.json.encode(reply))


class _Handler(BaseHTTPRequestHandler):
    server: Lengths
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        assert self.path == "/embeddings"
        status, content = self.server.answer(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Lengths]:
    with Lengths() as lengths:
        threading.Thread(target=lengths.serve_forever, args=(0.01,), daemon=True).start()
        yield lengths
        lengths.shutdown()


@pytest.fixture
def lengths(server: Lengths) -> Lengths:
    server.calls, server.broken = [], None
    return server


@pytest.fixture
def embedding(tmp_path: Path, lengths: Lengths) -> Iterator[Serving]:
    with serving(tmp_path, embed_url=lengths.url) as gateway:
        yield gateway


def embed(gateway: Serving, given: object, **more: Any) -> httpx.Response:
    return gateway.http.post("/v1/embeddings", json={"input": given, **more})


def test_a_text_gets_a_vector_of_numbers(embedding: Serving) -> None:
    body = embed(embedding, "three", model=embedding.settings.embedder).json()
    assert body["data"] == [{"object": "embedding", "index": 0, "embedding": [5.0, 0.5]}]
    assert (body["object"], body["model"]) == ("list", embedding.settings.embedder)
    assert body["usage"] == {"prompt_tokens": 1, "total_tokens": 1}


def test_a_vector_comes_as_base64_of_little_endian_float32(embedding: Serving) -> None:
    [one] = embed(embedding, ["three"], encoding_format="base64").json()["data"]
    assert struct.unpack("<2f", base64.b64decode(one["embedding"])) == (5.0, 0.5)


def test_many_texts_go_some_at_a_time_and_stay_in_order(embedding: Serving, lengths: Lengths) -> None:
    body = embed(embedding, ["x" * size for size in range(1, 41)]).json()
    assert [one["embedding"][0] for one in body["data"]] == list(range(1, 41))
    assert [one["index"] for one in body["data"]] == list(range(40))
    assert [len(call) for call in lengths.calls] == [MAX_TEXTS, MAX_TEXTS, 40 - 2 * MAX_TEXTS]
    assert body["usage"]["total_tokens"] == 40


@pytest.mark.parametrize(
    "given",
    [[1, 2, 3], [[1, 2], [3]], "", [], ["one", ""], ["x"] * 2049],
    ids=["tokens", "lists of tokens", "empty", "none", "one of them empty", "too many"],
)
def test_what_is_no_text_or_too_many_is_refused(embedding: Serving, lengths: Lengths, given: object) -> None:
    response = embed(embedding, given)
    assert (response.status_code, response.json()["error"]["param"], lengths.calls) == (400, "input", [])


def test_too_large_a_body_is_refused(embedding: Serving) -> None:
    assert embed(embedding, "x" * 2_000_000).status_code == 413


def test_the_vectors_own_dimensions_may_be_asked_for_and_no_others(embedding: Serving) -> None:
    refused = embed(embedding, "three", dimensions=3)
    assert (refused.status_code, refused.json()["error"]["param"]) == (400, "dimensions")
    assert embed(embedding, "three", dimensions=2).status_code == 200


@pytest.mark.parametrize("field", ["generator", "other"])
def test_no_other_model_embeds(embedding: Serving, field: str) -> None:
    response = embed(embedding, "three", model=getattr(embedding.settings, field, "text-embedding-3-small"))
    assert (response.status_code, response.json()["error"]["code"]) == (404, "model_not_found")


@pytest.mark.parametrize("broken", [(503, b""), (500, b"{}"), (200, b"no JSON"), (200, b"{}")])
def test_a_function_that_gives_no_vectors_is_a_server_error(
    embedding: Serving, lengths: Lengths, broken: tuple[int, bytes]
) -> None:
    lengths.broken = broken
    response = embed(embedding, "three")
    assert (response.status_code, response.json()["error"]["type"]) == (503, "server_error")


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:9/"], ids=["unknown", "away"])
def test_a_function_that_is_not_there_is_a_server_error(tmp_path: Path, url: str) -> None:
    with serving(tmp_path, embed_url=url) as gateway:
        response = embed(gateway, "three")
    assert (response.status_code, response.json()["error"]["type"]) == (503, "server_error")
