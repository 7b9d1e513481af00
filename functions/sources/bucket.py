"""bucket: what S3 notifies of becomes uploads and deletions of documents (docs/sources.md).

A notification only says where to look. What the bucket holds at that moment is copied into MiniRAG's own blob store and
goes on record, so that everything after it is as of any other upload, and no event ever leads outside.
"""

import logging
from collections.abc import Callable
from dataclasses import replace

import flask
import functions_framework
import msgspec

from events.errors import Rejected
from events.event import JSON
from events.file_names import is_no_document, one_spelling
from events.identity import derived_id, now_ms
from functions.documents.ingest import Ingest
from functions.documents.media_types import UNSPECIFIC, type_by_name
from functions.documents.uploads import UploadedFile, check_name
from functions.serving.env import Env
from functions.serving.handler import Function, body_of, http
from functions.serving.lazy import LazyResource
from functions.serving.signing import DEFAULT_TENANT
from functions.sources.bucket_access import OF_ANOTHER, BucketAccess, bucket_access, check_bucket
from functions.sources.documents import delete, send_on, state_of
from functions.sources.notifications import Notice, notice_of_integration, notices_of
from functions.stores.dead_letters import Failure
from functions.stores.facts import DocumentState
from functions.stores.objects import OutsideBucket

log = logging.getLogger("minirag")


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of one notice."""

    name: str
    status: int
    error: str = ""


class Bucket:
    """The function, in one world."""

    def __init__(self, env: Env, access: BucketAccess, open_: Callable[[], OutsideBucket] | None = None) -> None:
        self._ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
        self._open_to_producers, self._access = env.settings.outside_producers, access
        self._objects = LazyResource(open_ or access.open)

    @property
    def resources(self) -> tuple[LazyResource[object], ...]:
        return self._ingest.records, self._ingest.blobs, self._ingest.broker

    def take(self, request: flask.Request) -> flask.Response:
        """Answer a notification with what came of each of its objects, once all of it is on record.

        What can never work is among the answers, and no error: a server that tries again would do so for ever.
        """
        known = self._access.is_known(request.headers.get("authorization", ""))
        integration = notice_of_integration({name.lower(): value for name, value in request.headers.items()})
        if not known and not (integration and self._open_to_producers):
            raise Rejected("bring the token: Authorization: Bearer BUCKET_TOKEN", status=403)
        if request.method != "POST":
            raise Rejected("POST a notification of S3", status=400)
        if integration:  # it keeps an object that is refused, and would remove one that is taken
            self._follow(self._meant(integration))
            send_on(self._ingest)
            return flask.Response(status=204)
        outcomes = [self._outcome(notice) for notice in notices_of(body_of(request))]
        send_on(self._ingest)
        return flask.Response(msgspec.json.encode(outcomes), content_type=JSON)

    def _outcome(self, notice: Notice) -> Outcome:
        try:
            notice = self._meant(notice)
            return Outcome(notice.name, self._follow(notice))
        except Rejected as error:
            log.warning("%s: %s", notice.name[:200], error.detail)
            if error.status != OF_ANOTHER:  # a server may notify of all its buckets
                self._ingest.records.get().add_failure(_failure(notice, error))
            return Outcome(notice.name, error.status, error.detail)

    def _follow(self, notice: Notice) -> int:
        """Do what the bucket now says of the object; return 202, or 200 where that changes nothing."""
        name = check_name(one_spelling(notice.name))
        latest = state_of(self._ingest, name)
        if is_no_document(notice.key) or (latest and latest.generation >= notice.generation):
            return 200
        if notice.removed:
            return self._forget(latest, notice)
        content, kind = self._objects.get().read(notice.key, self._ingest.settings.max_upload_bytes)
        kind = type_by_name(name) if kind in UNSPECIFIC else kind
        before = latest.upload.metadata if latest and latest.upload else {}  # and what people have written there
        file = UploadedFile(DEFAULT_TENANT, name, kind, content, {**before, **self._access.metadata})
        return 200 if self._ingest.accept(file, notice.generation).unchanged else 202

    def _meant(self, notice: Notice) -> Notice:
        """Return the notice of the key that is meant, of two readings that of which there is something.

        Raises `Rejected` for another bucket's.
        """
        check_bucket(self._access, notice.bucket)
        other = replace(notice, key=notice.or_key)
        if not notice.or_key:
            return notice
        if notice.removed:
            return other if state_of(self._ingest, one_spelling(other.name)) else notice
        return other if self._objects.get().exists(other.key) else notice

    def _forget(self, latest: DocumentState | None, notice: Notice) -> int:
        """Delete the document of an object that is gone; one that is there again is left alone."""
        if latest is None or latest.phase == "deleted" or self._objects.get().exists(notice.key):
            return 200
        delete(self._ingest, latest, notice.generation)
        return 202


def _failure(notice: Notice, error: Rejected) -> Failure:
    """Return the record of an object that cannot become a document, so that `failures` lists it."""
    return Failure(
        id=derived_id("failure", DEFAULT_TENANT, "bucket", notice.name, notice.generation),
        tenant=DEFAULT_TENANT,
        at=now_ms(),
        stage="bucket",
        reason=error.detail,
        type=f"s3:{notice.happened[:80]}",
        attributes={"source": f"s3://{notice.name}"[:1000]},
        data="",
        code=error.status,
        name=notice.name[:1000],
    )


def build(env: Env, access: BucketAccess) -> Function:
    """Return the function of this world."""
    step = Bucket(env, access)
    return http(step.take, step.resources)


bucket = functions_framework.http(build(Env.from_environment(), bucket_access()))
