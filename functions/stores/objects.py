"""The blobs port on `obstore`: a folder, S3, and whatever else it knows by URL; the only user of `obstore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from events.errors import Rejected, Unavailable
from functions.stores.blobs import Blobs, check_key


class ObjectBlobs(Blobs):
    """Objects in one bucket or folder. A put is atomic: a reader sees all of an object or none of it.

    Its threads do not survive a fork: open it in the process that uses it.
    """

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def in_folder(cls, folder: Path) -> "ObjectBlobs":
        """Open a folder, which is made when missing."""
        with _errors_explained(f"the folder {folder}"):
            return cls(LocalStore(folder, mkdir=True))

    @classmethod
    def at_url(cls, url: str) -> "ObjectBlobs":
        """Open any store that `obstore` knows by URL; credentials come from its own environment variables."""
        with _errors_explained(f"BLOBS_URL {url!r}"):
            return cls(from_url(url))

    def put(self, key: str, data: bytes) -> None:
        with _errors_explained(_checked(key)):
            obstore.put(self._store, key, data, use_multipart=False)

    def get(self, key: str) -> bytes:
        with _errors_explained(_checked(key)):
            return bytes(obstore.get(self._store, key).bytes())

    def exists(self, key: str) -> bool:
        try:
            with _errors_explained(_checked(key)):
                obstore.head(self._store, key)
        except _Missing:
            return False
        return True

    def delete(self, key: str) -> None:
        try:
            with _errors_explained(_checked(key)):
                obstore.delete(self._store, key)
        except _Missing:
            return

    def list(self, prefix: str) -> Iterator[tuple[str, int]]:
        with _errors_explained(f"the objects under {prefix!r}"):
            for page in obstore.list(self._store, prefix=prefix):
                for meta in page:
                    yield meta["path"], int(meta["last_modified"].timestamp() * 1000)


class _Missing(Rejected):
    """There is no object under a key."""


def _checked(key: str) -> str:
    return check_key(key, key.partition("/")[0])


@contextmanager
def _errors_explained(subject: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise _Missing(f"{subject} is not in the blob store (any more): upload it again") from error
    except (BaseError, OSError) as error:
        raise Unavailable(f"the blob store does not work ({subject}): {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]  # the lines below show the library's own structures
