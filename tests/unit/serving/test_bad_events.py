"""Every function by itself, as functions-framework serves it: what is no event it refuses with a 4xx that says why."""

from pathlib import Path

import flask
import functions_framework
import pytest
from flask.testing import FlaskClient

from cli.client.address import ROOT
from events.registry import (
    ANSWER_GENERATED,
    CHUNKS_EMBEDDED,
    CHUNKS_SPLIT,
    DOCUMENT_UPLOADED,
    PASSAGES_FOUND,
    PROMPT_BUILT,
    QUESTION_ASKED,
    QUESTION_EMBEDDED,
)

FUNCTIONS = {
    "functions/ingest/split.py": DOCUMENT_UPLOADED,
    "functions/embed.py": CHUNKS_SPLIT,
    "functions/ingest/store.py": CHUNKS_EMBEDDED,
    "functions/answer/search.py": QUESTION_EMBEDDED,
    "functions/answer/prompt.py": PASSAGES_FOUND,
    "functions/answer/generate.py": PROMPT_BUILT,
    "functions/answer/remember.py": ANSWER_GENERATED,
    "functions/care/reconcile.py": QUESTION_ASKED,
}
HEADERS = {"ce-specversion": "1.0", "ce-id": "bad", "ce-source": "/somebody", "content-type": "application/json"}
DATA = {
    "nothing": b"",
    "an empty object": b"{}",
    "a list": b"[]",
    "NUL": b"\0",
    "no JSON": b"{'name': 1}",
    "deep lists": b"[" * 20_000,
    "deep and sound lists": b"[" * 800 + b"]" * 800,
    "a number out of range": b'{"size": -1e999}',
    "a whole number of 6,000 digits": b'{"batch": ' + b"6" * 6000 + b"}",
    "half a pair": b'{"name": "\\uDBFF"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "Latin-1": b'{"name": "\xfc"}',
    "the wrong types": b'{"name": [], "document": 1, "generation": null, "batch": "0", "vector": {}, "question": 5}',
}
SENT = {
    "no event": {"content-type": "text/plain"},
    "no id": {"ce-specversion": "1.0", "ce-source": "/s", "ce-type": QUESTION_ASKED},
    "no version": {"ce-id": "1", "ce-source": "/s", "ce-type": QUESTION_ASKED},
    "a batch": {"content-type": "application/cloudevents-batch+json"},
    "a structured list": {"content-type": "application/cloudevents+json"},
    "a type of 5,000 characters": {**HEADERS, "ce-type": "t" * 5000},
    "an unknown type": {**HEADERS, "ce-type": "nobody.knows.it"},
    "a subject in Latin-1": {**HEADERS, "ce-type": QUESTION_ASKED, "ce-subject": "\xe9"},
}


@pytest.fixture(scope="module", params=FUNCTIONS)
def function(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, str]:
    """Return a client of the application that the framework makes of a function, and a type that it may take."""
    folder: Path = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORE_URL", f"sqlite://{folder}/store.sqlite")
        patch.setenv("BLOBS_URL", (folder / "blobs").as_uri())
        patch.setenv("SIGNING_KEY", "a key for tests")
        source = ROOT / request.param
        app: flask.Flask = functions_framework.create_app(source.stem, str(source))  # type: ignore[no-untyped-call]
    return app.test_client(), FUNCTIONS[request.param]


def told(client: FlaskClient, headers: dict[str, str], data: bytes, path: str = "/", method: str = "POST") -> str:
    """Send a request; return what the answer says of it, which must be a problem of the caller's."""
    response = client.open(path, method=method, headers=headers, data=data)
    assert 400 <= response.status_code < 500, response.get_data()
    assert response.content_type == "application/problem+json"
    detail: str = response.get_json()["detail"]
    assert "Traceback" not in detail
    return detail


@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_data_that_do_not_fit_are_refused(function: tuple[FlaskClient, str], data: bytes) -> None:
    client, type_ = function
    assert told(client, {**HEADERS, "ce-type": type_}, data)


@pytest.mark.parametrize("headers", SENT.values(), ids=SENT)
def test_what_is_no_event_for_it_is_refused(function: tuple[FlaskClient, str], headers: dict[str, str]) -> None:
    assert told(function[0], headers, b"[]")


def test_an_event_without_an_id_is_told_so(function: tuple[FlaskClient, str]) -> None:
    assert "id is missing" in told(function[0], SENT["no id"], b"{}")


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico", "/a%0Ab", "/%FF", "/" + "x" * 9000])
def test_an_address_that_is_none_is_refused(function: tuple[FlaskClient, str], path: str) -> None:
    assert told(function[0], {}, b"", path)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "OPTIONS"])
def test_only_a_post_is_an_event(function: tuple[FlaskClient, str], method: str) -> None:
    assert told(function[0], {}, b"", method=method)


@pytest.mark.parametrize("path", ["/embeddings", "/ranking"])
@pytest.mark.parametrize("data", DATA.values(), ids=DATA)
def test_a_call_outside_of_any_event_is_refused_alike(
    function: tuple[FlaskClient, str], path: str, data: bytes
) -> None:
    assert told(function[0], {}, data, path)


def test_a_body_that_is_cut_off_is_refused(function: tuple[FlaskClient, str]) -> None:
    client, type_ = function
    cut = {"CONTENT_LENGTH": "500", "wsgi.input_terminated": True}  # as the server says of a body that it read whole
    response = client.post("/", headers={**HEADERS, "ce-type": type_}, data=b"{}", environ_overrides=cut)
    assert response.status_code == 400
    assert "cut off" in response.get_json()["detail"]
