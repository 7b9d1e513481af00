"""A bucket on a real S3 server, whose own webhook tells the function of it; it reads by a server that only reads."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import flask
import obstore
import pytest
from obstore.store import ObjectStore, from_url
from werkzeug.serving import make_server

from events.identity import DocumentKey, IndexKey, document_id
from functions.serving.env import Env
from functions.serving.handler import http
from functions.sources.bucket import Bucket
from functions.sources.bucket_access import BucketAccess
from functions.stores.facts import DocumentState
from tests.unit.world import world

PROGRAM = os.environ.get("VERSITYGW", "")
TOKEN = "only-for-tests"
NAMES = ["plan.txt", "reports/März 2026 + more.txt", "100% of a&b=c.txt"]
pytestmark = pytest.mark.skipif(not PROGRAM, reason="tests/contract/stores/servers.sh gives it an S3 server")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline, "it does not come true"
        time.sleep(0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "s3" / "inbox").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[..., int]]:
    """Start S3 servers of the folder, each by its key and with more arguments; the port of each."""
    started = []

    def start(key: str, *arguments: str) -> int:
        port = free_port()
        environment = {**os.environ, "ROOT_ACCESS_KEY": key, "ROOT_SECRET_KEY": f"secret-of-{key}"}
        line = [PROGRAM, "--port", f"127.0.0.1:{port}", *arguments, "posix", "--nometa", str(folder / "s3")]
        started.append(subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL))
        until(lambda: answers(port))
        return port

    yield start
    for process in started:
        process.terminate()
        process.wait(10)


@pytest.fixture
def env(folder: Path) -> Env:
    return world(folder, signing_key="k")


@pytest.fixture
def objects(env: Env, serve: Callable[..., int]) -> Iterator[ObjectStore]:
    """The bucket as its owner fills it, with the function at the other end of its webhook."""
    reading = serve("reader", "--readonly")
    access = BucketAccess(
        url="s3://inbox",
        endpoint=f"http://127.0.0.1:{reading}",
        key_id="reader",
        secret="secret-of-reader",
        token=TOKEN,
    )
    function, app = http(Bucket(env, access).take, ()), flask.Flask("bucket")
    app.add_url_rule("/", view_func=lambda: function(flask.request), methods=["POST"])
    server = make_server("127.0.0.1", free_port(), app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    writing = serve("owner", "--event-webhook-url", f"http://s3:{TOKEN}@127.0.0.1:{server.port}/")
    yield from_url(
        "s3://inbox",
        access_key_id="owner",
        secret_access_key="secret-of-owner",
        region="us-east-1",
        endpoint=f"http://127.0.0.1:{writing}",
        client_options={"allow_http": True},
    )
    server.shutdown()


def state(env: Env, key: str) -> DocumentState | None:
    index = IndexKey("default", env.settings.embedder)
    return env.records.get().state(DocumentKey(index, document_id("default", f"inbox/{key}")))


def phase(env: Env, key: str) -> str:
    found = state(env, key)
    return found.phase if found else ""


@pytest.mark.parametrize("key", NAMES)
def test_what_is_put_into_the_bucket_becomes_a_document(env: Env, objects: ObjectStore, key: str) -> None:
    obstore.put(objects, key, b"The pump stands in the cellar.")
    until(lambda: phase(env, key) == "splitting")
    found = state(env, key)
    assert found is not None and found.upload is not None
    assert env.blobs.get().get(found.upload.dataref) == b"The pump stands in the cellar."


@pytest.mark.parametrize("key", NAMES)
def test_what_is_removed_from_it_is_deleted(env: Env, objects: ObjectStore, key: str) -> None:
    obstore.put(objects, key, b"The pump stands in the cellar.")
    until(lambda: phase(env, key) == "splitting")
    obstore.delete(objects, key)
    until(lambda: phase(env, key) == "deleted")


def test_what_is_written_again_is_indexed_again(env: Env, objects: ObjectStore) -> None:
    obstore.put(objects, "plan.txt", b"first")
    until(lambda: phase(env, "plan.txt") == "splitting")
    first = state(env, "plan.txt")
    obstore.put(objects, "plan.txt", b"second")
    until(
        lambda: (now := state(env, "plan.txt")) is not None and first is not None and now.generation > first.generation
    )
