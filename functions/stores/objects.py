"""The blobs port on `obstore`: a folder, S3, and whatever else it knows by URL; the only user of `obstore`."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import LocalStore, ObjectStore, from_url

from events.errors import Rejected, Unavailable
from functions.stores.blobs import Blobs, check_key

if TYPE_CHECKING:
    from obstore.store import BackoffConfig, ClientConfig, RetryConfig, S3Config

# A server that is down is reported before the event's delivery times out; the Broker tries again later.
_PATIENCE: "ClientConfig" = {"connect_timeout": timedelta(seconds=3), "timeout": timedelta(seconds=30)}
_BACKOFF: "BackoffConfig" = {
    "init_backoff": timedelta(milliseconds=200),
    "max_backoff": timedelta(seconds=2),
    "base": 2,
}
_RETRIES: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=10), "backoff": _BACKOFF}

# Without any of these, the client would ask the cloud's metadata server at an address outside.
_S3_IDENTITIES = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_SKIP_SIGNATURE",
)

_OUTSIDE = ("the bucket", "BUCKET_URL")
_UNKNOWN_USER = "XAdminUserNotFound"  # versitygw's, which answers 404 where others answer 403


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
    def at_url(cls, url: str, environ: Mapping[str, str] = os.environ) -> "ObjectBlobs":
        """Open any store that `obstore` knows by URL; credentials come from its own environment variables.

        Raises `Unavailable` for a bad URL, and for S3 without credentials.
        """
        if urlsplit(url).scheme in ("s3", "s3a") and not any(environ.get(name) for name in _S3_IDENTITIES):
            raise Unavailable(
                f"BLOBS_URL is {url!r} without credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            )
        with _errors_explained(f"BLOBS_URL {url!r}"):
            # Our options replace those that the client reads from the environment, so this one is read here.
            plain = environ.get("AWS_ALLOW_HTTP", "").lower() in ("1", "true")
            return cls(from_url(url, client_options={**_PATIENCE, "allow_http": plain}, retry_config=_RETRIES))

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


class OutsideBucket:
    """A bucket that others fill. It is only read, and only by keys."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def at_url(cls, url: str, *, endpoint: str, region: str, key_id: str, secret: str) -> "OutsideBucket":
        """Open the bucket `s3://NAME` of the server at `endpoint`, with this key and no other."""
        config: S3Config = {
            "access_key_id": key_id,
            "secret_access_key": secret,
            "endpoint": endpoint,
            "region": region,
        }
        plain = endpoint.startswith("http:")
        with _errors_explained(f"BUCKET_URL {url!r}", *_OUTSIDE):
            return cls(
                from_url(url, config=config, client_options={**_PATIENCE, "allow_http": plain}, retry_config=_RETRIES)
            )

    def read(self, key: str, limit: int) -> tuple[bytes, str]:
        """Return an object's bytes and its media type ("" for none).

        Raises `Rejected` when there is none (422) or it has more than `limit` bytes (413).
        """
        with _errors_explained(f"the object {key[:80]!r}", *_OUTSIDE):
            found = obstore.get(self._store, _plain_key(key))
            if (size := found.meta["size"]) > limit:
                raise Rejected(f"{key[:80]} has {size} bytes; {limit} are allowed (MAX_UPLOAD_BYTES)", status=413)
            return bytes(found.bytes()), str(found.attributes.get("Content-Type", ""))

    def exists(self, key: str) -> bool:
        """Tell whether there is an object under the key."""
        try:
            with _errors_explained(f"the object {key[:80]!r}", *_OUTSIDE):
                obstore.head(self._store, _plain_key(key))
        except _Missing:
            return False
        return True


class _Missing(Rejected):
    """There is no object under a key."""


def _checked(key: str) -> str:
    return check_key(key, key.partition("/")[0])


def _plain_key(key: str) -> str:
    """Return a key that the library can name: it knows no empty parts, and `.` and `..` it takes for folders."""
    if any(part in ("", ".", "..") for part in key.split("/")):
        raise Rejected(f"the key {key[:80]!r} has an empty part, or one of dots alone: give the object another one")
    return key


@contextmanager
def _errors_explained(subject: str, place: str = "the blob store", setting: str = "BLOBS_URL") -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        if "NoSuchBucket" in str(error):
            raise Unavailable(f"{place} has no such bucket: make it, or correct {setting}") from error
        if _UNKNOWN_USER in str(error):
            raise Unavailable(f"{place} knows no such user ({subject}): are the credentials right?") from error
        raise _Missing(f"{subject} is not in {place} (any more): upload it again") from error
    except (PermissionDeniedError, UnauthenticatedError) as error:
        raise Unavailable(f"{place} refuses our credentials ({subject}): are they right?") from error
    except (BaseError, OSError) as error:
        raise Unavailable(f"{place} does not work ({subject}): {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]  # the lines below show the library's own structures
