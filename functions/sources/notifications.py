"""What S3 says of its objects, in the form in which Amazon, MinIO and others notify of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, unquote_plus

import msgspec

from events.errors import Rejected
from events.identity import Generation, generation_at, generation_of
from events.strict_json import load_as

MAX_BODY = 256 * 1024  # bytes of one notification
CREATED, REMOVED = "ObjectCreated:", ("ObjectRemoved:", "LifecycleExpiration:")
# What Knative's IntegrationSource for aws.s3 calls its events, by its versions; its subject names no object
# (knative/eventing issue 9163), but these two headers do, where it posts to a Service and not to a Broker.
INTEGRATION = frozenset(
    ("dev.knative.eventing.aws-s3", "dev.knative.eventing.aws.s3", "dev.knative.connector.event.aws-s3")
)
KEY_HEADER, BUCKET_HEADER = "aws.s3.key", "aws.s3.bucket.name"
_SEQUENCER = 20  # hexadecimal digits: shorter ones are compared as if zeros followed


@dataclass(frozen=True, slots=True)
class Notice:
    """That something happened to an object; the bucket itself says what there is now."""

    bucket: str
    key: str
    happened: str  # the event's name without `s3:`
    generation: Generation
    or_key: str = ""  # the key, where "+" in the notification stands for itself

    @property
    def name(self) -> str:
        """The name of the object's document."""
        return f"{self.bucket}/{self.key}"

    @property
    def removed(self) -> bool:
        return self.happened.startswith(REMOVED)


class _Bucket(msgspec.Struct):
    name: str


class _Object(msgspec.Struct, rename="camel"):
    key: str
    sequencer: str = ""
    version_id: str | None = None
    e_tag: str | None = None


class _S3(msgspec.Struct):
    bucket: _Bucket
    object: _Object


class _Record(msgspec.Struct, rename="camel"):
    event_name: str
    event_time: str
    s3: _S3


class _Notification(msgspec.Struct, rename="pascal"):
    records: list[_Record] = []


def notices_of(body: bytes) -> list[Notice]:
    """Return what a notification says of objects that came or went; of a test event and of other things, nothing.

    The key is percent-encoded in it. By Amazon and MinIO "+" is a blank, by versitygw itself. Raises `Rejected` for
    what is no notification of S3.
    """
    if len(body) > MAX_BODY:
        raise Rejected(f"the notification is larger than {MAX_BODY // 1024} KiB", status=413)
    try:
        records = load_as(body, _Notification, "the notification").records
    except msgspec.ValidationError as error:
        raise Rejected(f"this is no notification of S3: {error}") from error
    notices = [_notice(record) for record in records]
    return [one for one in notices if one.happened.startswith((CREATED, *REMOVED)) and not one.key.endswith("/")]


def notice_of_integration(headers: Mapping[str, str]) -> Notice | None:
    """Return what an event of Knative's IntegrationSource says; None for every other request.

    Its content is not looked at: the object is still there, for the source removes it, if at all, after the answer.
    """
    if headers.get("ce-type", "") not in INTEGRATION:
        return None
    key, bucket = (headers.get(name, "") for name in (KEY_HEADER, BUCKET_HEADER))
    if not key or not bucket:
        raise Rejected(
            f"the headers {KEY_HEADER} and {BUCKET_HEADER} are missing, without which the event names no object: "
            "have the IntegrationSource post to this Service, and not to the Broker"
        )
    time = headers.get("ce-time") or datetime.now(UTC).isoformat()
    return Notice(bucket, _text(key), f"{CREATED}Integration", generation_of(headers.get("ce-id", ""), time))


def generation(time: str, sequencer: str, otherwise: str) -> Generation:
    """Return the rank of a change among those of its object: by time, then by the sequencer, which is hexadecimal.

    S3's sequencers tell the order of changes to one key. `otherwise` stands for one that is missing. Raises `Rejected`
    for a time that is none, or in the future.
    """
    try:
        order = int(sequencer[:_SEQUENCER].ljust(_SEQUENCER, "0"), 16) if sequencer.isalnum() else None
    except ValueError:
        order = None
    if order is None:
        return generation_at(time, hashlib.sha256(f"{sequencer} {otherwise}".encode()).digest())
    first, rest = divmod(order >> 6, 1 << 62)  # the 12 and 62 bits that a UUIDv7 has room for, without a gap
    return generation_at(time, (first << 68 | rest).to_bytes(10, "big"))


def _notice(record: _Record) -> Notice:
    thing = record.s3.object
    rank = generation(record.event_time, thing.sequencer, f"{record.event_name} {thing.version_id} {thing.e_tag}")
    key, or_key = unquote_plus(thing.key), unquote(thing.key)
    happened, other = record.event_name.removeprefix("s3:"), or_key if or_key != key else ""
    return Notice(record.s3.bucket.name, key, happened, rank, other)


def _text(header: Any) -> str:  # noqa: ANN401 - as a server hands it over
    """Return a header's value, which a server reads as Latin-1, as the UTF-8 that it was sent as."""
    try:
        return str(header).encode("latin-1").decode()
    except UnicodeError:
        return str(header)
