"""Which backend serves which URL; each is imported only when its URL asks for it."""
# ruff: noqa: PLC0415 - a process that starts from zero pays for the backend it uses, not for all of them

import os
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import msgspec

from events.errors import Unavailable
from functions.stores.blobs import Blobs
from functions.stores.records import Records

if TYPE_CHECKING:
    from functions.stores.passages import Passages  # brings NumPy, which only those who search or store need
    from functions.stores.sqlite.database import Database
    from functions.stores.weaviate.client import Weaviate

_HOME = Path(__file__).resolve().parents[2] / ".minirag"


class StoreSettings(msgspec.Struct, frozen=True):
    """Where things are kept, as URLs: `sqlite:` or `weaviate:` for records and passages, `file:` or one of obstore's
    for blobs."""

    store_url: str
    blobs_url: str


def store_settings(environ: Mapping[str, str] = os.environ) -> StoreSettings:
    """Read `STORE_URL` and `BLOBS_URL`; by default both lie in `MINIRAG_HOME`."""
    home = Path(environ.get("MINIRAG_HOME") or _HOME).absolute()
    store = environ.get("STORE_URL") or (home / "store.sqlite").as_uri().replace("file:", "sqlite:", 1)
    return StoreSettings(store, environ.get("BLOBS_URL") or (home / "blobs").as_uri())


def open_records(url: str) -> Records:
    """Return the records at a URL; nothing is connected before its first use. Raises `Unavailable` for a bad URL."""
    if _is_weaviate(url):
        from functions.stores.weaviate.records import WeaviateRecords

        return WeaviateRecords(_weaviate(url))
    path = _local_path(url, "sqlite", "STORE_URL")
    from functions.stores.sqlite.records import SqliteRecords

    return SqliteRecords(_database(path))


def open_passages(url: str) -> "Passages":
    """Return the passages at a URL; nothing is connected before its first use. Raises `Unavailable` for a bad URL."""
    if _is_weaviate(url):
        from functions.stores.weaviate.passages import WeaviatePassages

        return WeaviatePassages(_weaviate(url))
    path = _local_path(url, "sqlite", "STORE_URL")
    from functions.stores.sqlite.passages import SqlitePassages

    return SqlitePassages(_database(path))


def open_blobs(url: str) -> Blobs:
    """Return the blobs at a URL; to be opened after a fork. Raises `Unavailable` for a bad URL."""
    from functions.stores.objects import ObjectBlobs

    if urlsplit(url).scheme in ("file", ""):
        return ObjectBlobs.in_folder(_local_path(url, "file", "BLOBS_URL"))
    return ObjectBlobs.at_url(url)


@cache
def _database(path: Path) -> "Database":
    from functions.stores.sqlite.database import Database
    from functions.stores.sqlite.tables import SCHEMA

    return Database(path, SCHEMA)


@cache
def _weaviate(url: str) -> "Weaviate":
    from functions.stores.weaviate.client import Weaviate

    return Weaviate(url)


def _is_weaviate(url: str) -> bool:
    if urlsplit(url).scheme != "weaviate":
        return False
    if find_spec("weaviate") is None:
        raise Unavailable(
            "STORE_URL names a Weaviate, whose client is not installed here: STORE_URL=weaviate://... ./build.sh up "
            "installs it, and so does pip install --require-hashes -r requirements/cluster.txt"
        )
    return True


def _local_path(url: str, scheme: str, setting: str) -> Path:
    parts = urlsplit(url)
    if parts.scheme != scheme or parts.netloc not in ("", "localhost") or not parts.path:
        raise Unavailable(f"{setting} is {url!r}, which no backend serves: write {scheme}:///path/to/it")
    return Path(unquote(parts.path)).absolute()
