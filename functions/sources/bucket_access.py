"""Which bucket may be read, by which key, and who may say that something happened in it."""

import base64
import binascii
import hmac
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from events.errors import Rejected, Unavailable

if TYPE_CHECKING:
    from functions.stores.objects import OutsideBucket

OF_ANOTHER = 403  # what is said of other buckets' objects


class BucketAccess(msgspec.Struct, frozen=True, kw_only=True):
    """The one bucket whose objects become documents, with a key that need only read; and the callers' token."""

    url: str = ""  # s3://NAME
    endpoint: str = ""  # of the S3 server; empty: Amazon's, in the region
    region: str = "us-east-1"
    key_id: str = ""
    secret: str = ""
    token: str = ""  # that the S3 server brings with each notification
    collection: str = ""  # that the documents belong to; empty: none

    @property
    def bucket(self) -> str:
        """The name of the bucket; raise `Unavailable` where none is allowed, or not by the name of a bucket."""
        parts = urlsplit(self.url)
        if parts.scheme != "s3" or not parts.hostname or parts.path.strip("/"):
            raise Unavailable(f"BUCKET_URL is {self.url[:80]!r}: set it to s3://NAME, the bucket that may be read")
        return parts.netloc

    @property
    def metadata(self) -> dict[str, str]:
        """What the documents bring along."""
        return {"collection": self.collection} if self.collection else {}

    def open(self) -> "OutsideBucket":
        """Return the bucket; raise `Unavailable` without a key, in whose place no other one is ever used."""
        from functions.stores.objects import OutsideBucket  # noqa: PLC0415 - not before it is needed

        name = self.bucket
        if not self.key_id or not self.secret:
            raise Unavailable("set BUCKET_ACCESS_KEY_ID and BUCKET_SECRET_ACCESS_KEY, a key that reads the bucket")
        endpoint = self.endpoint or f"https://s3.{self.region}.amazonaws.com"
        return OutsideBucket.at_url(
            f"s3://{name}", endpoint=endpoint, region=self.region, key_id=self.key_id, secret=self.secret
        )

    def is_known(self, authorization: str) -> bool:
        """Tell whether the header brings the token: as MinIO sends it, or as the password of a webhook's address.

        Raises `Unavailable` without a token, with which nobody could be told from anybody.
        """
        if not self.token:
            raise Unavailable("BUCKET_TOKEN is not set: make one up, and give the S3 server the same (auth_token)")
        scheme, _, given = authorization.partition(" ")
        if scheme.lower() == "basic":
            given = _password(given)
        return hmac.compare_digest(given.strip().encode(), self.token.encode())


def bucket_access(environ: Mapping[str, str] = os.environ) -> BucketAccess:
    """Read the settings of the bucket."""
    return BucketAccess(
        url=environ.get("BUCKET_URL") or "",
        endpoint=environ.get("BUCKET_ENDPOINT_URL") or "",
        region=environ.get("BUCKET_REGION") or "us-east-1",
        key_id=environ.get("BUCKET_ACCESS_KEY_ID") or "",
        secret=environ.get("BUCKET_SECRET_ACCESS_KEY") or "",
        token=environ.get("BUCKET_TOKEN") or "",
        collection=environ.get("BUCKET_COLLECTION") or "",
    )


def check_bucket(access: BucketAccess, named: str) -> None:
    """Raise `Rejected` (403) for every bucket but the one that is allowed."""
    if named != access.bucket:
        raise Rejected(f"only objects of the bucket {access.bucket} are read, not of {named[:80]!r}", status=OF_ANOTHER)


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
