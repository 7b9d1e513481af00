"""The backends that the store suites run against.

SQLite and a folder always. Another backend is added by its address: `STORE_URL` and `BLOBS_URL`, of a server that holds
nothing else, because admission and the dump go over all tenants.
"""

import os
import uuid
from pathlib import Path

import pytest

from functions.stores.blobs import Blobs
from functions.stores.opening import open_blobs, open_passages, open_records
from functions.stores.passages import Passages
from functions.stores.records import Records
from functions.stores.weaviate.client import (
    FACTS,
    FAILURES,
    OPEN,
    PLANS,
    TURNS,
    Filter,
    Weaviate,
)

_SKIPPED = pytest.mark.skip(reason="set STORE_URL=weaviate://HOST:PORT?grpc=PORT to run this on a real Weaviate")
_NO_S3 = pytest.mark.skip(reason="set BLOBS_URL=s3://BUCKET and AWS_* to run this on a real S3 server")
_STORES = ["sqlite", os.environ.get("STORE_URL") or pytest.param("weaviate", marks=_SKIPPED)]
_BLOBS = ["file", os.environ.get("BLOBS_URL") or pytest.param("s3", marks=_NO_S3)]


@pytest.fixture
def tenant() -> str:
    """A tenant of this test alone."""
    return f"t{uuid.uuid4().hex[:12]}"


@pytest.fixture(params=_STORES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    url = str(request.param)
    if url.startswith("weaviate:"):
        empty(url)
    return (tmp_path / "store.sqlite").as_uri().replace("file:", "sqlite:") if url == "sqlite" else url


def empty(url: str) -> None:
    """Remove what earlier tests left behind on a server."""
    store = Weaviate(url)
    try:
        for name in (FACTS, OPEN, TURNS, FAILURES, PLANS):
            store.collection(name).data.delete_many(where=Filter.by_property("tenant").like("*"))
        for name in store.models().values():
            tenants = store.collection(name).tenants
            tenants.remove(list(tenants.get()))
    finally:
        store.close()


@pytest.fixture
def records(store_url: str) -> Records:
    return open_records(store_url)


@pytest.fixture
def passages(store_url: str) -> Passages:
    return open_passages(store_url)


@pytest.fixture(params=_BLOBS)
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    url = str(request.param)
    return open_blobs((tmp_path / "blobs").as_uri() if url == "file" else url)
