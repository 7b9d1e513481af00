"""The function that follows a bucket."""

import base64
from pathlib import Path
from typing import Any

import flask
import msgspec
import obstore
import pytest
from obstore.store import MemoryStore

from events.errors import Unavailable
from events.identity import DocumentKey, IndexKey, document_id
from events.registry import DOCUMENT_DELETED, DOCUMENT_UPLOADED
from functions.documents.ingest import Ingest
from functions.serving.env import Env
from functions.serving.handler import http
from functions.sources.bucket import Bucket
from functions.sources.bucket_access import BucketAccess, bucket_access
from functions.stores.facts import DocumentState
from functions.stores.objects import OutsideBucket
from tests.unit.sources.s3_bodies import body, minio
from tests.unit.sources.test_notifications import INTEGRATION
from tests.unit.world import Outbox, world

TOKEN = "made-up"
ACCESS = BucketAccess(url="s3://inbox", token=TOKEN, key_id="reader", secret="key")
REMOVED, LATER = "s3:ObjectRemoved:Delete", "2026-03-01T11:00:00.000Z"


class House:
    """One world with a bucket beside it."""

    def __init__(self, folder: Path, access: BucketAccess = ACCESS, **settings: Any) -> None:
        self.outbox, self.objects = Outbox(), MemoryStore()
        self.env: Env = world(folder, self.outbox, signing_key="k", **settings)
        step = Bucket(self.env, access, lambda: OutsideBucket(self.objects))
        self.function = http(step.take, ())

    def put(self, key: str, content: bytes = b"The pump stands in the cellar.", kind: str = "text/plain") -> None:
        obstore.put(self.objects, key, content, attributes={"Content-Type": kind})

    def post(self, data: bytes, headers: dict[str, str] | None = None, method: str = "POST") -> flask.Response:
        given = {"authorization": f"Bearer {TOKEN}"} if headers is None else headers
        with flask.Flask("test").test_request_context("/", method=method, headers=given, data=data):
            return flask.make_response(self.function(flask.request))

    def notify(self, *notifications: dict[str, Any]) -> list[tuple[str, int]]:
        response = self.post(body(*notifications))
        assert response.status_code == 200, response.get_data()
        return [(one["name"], one["status"]) for one in msgspec.json.decode(response.get_data())]

    def state(self, name: str) -> DocumentState | None:
        index = IndexKey("default", self.env.settings.embedder)
        return self.env.records.get().state(DocumentKey(index, document_id("default", name)))

    def emitted(self, type_: str) -> list[str]:
        return [event.get("dataref") for event in self.outbox.events if event.type == type_]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_new_object_becomes_an_upload_whose_bytes_lie_in_our_own_blob_store(house: House) -> None:
    house.put("plan.txt", b"the plan")
    assert house.notify(minio("plan.txt")) == [("inbox/plan.txt", 202)]
    [dataref] = house.emitted(DOCUMENT_UPLOADED)
    assert dataref.startswith("default/uploads/") and house.env.blobs.get().get(dataref) == b"the plan"


def test_the_same_notification_again_changes_nothing(house: House) -> None:
    house.put("plan.txt")
    house.notify(minio("plan.txt"))
    before = house.state("inbox/plan.txt")
    assert house.notify(minio("plan.txt")) == [("inbox/plan.txt", 200)]
    assert house.state("inbox/plan.txt") == before and len(house.emitted(DOCUMENT_UPLOADED)) == 1


def test_a_late_notification_changes_nothing(house: House) -> None:
    house.put("plan.txt", b"second")
    house.notify(minio("plan.txt", time=LATER))
    assert house.notify(minio("plan.txt")) == [("inbox/plan.txt", 200)]


def test_an_object_that_was_written_again_with_the_same_content_is_unchanged(house: House) -> None:
    house.put("plan.txt")
    house.notify(minio("plan.txt"))
    assert house.notify(minio("plan.txt", time=LATER)) == [("inbox/plan.txt", 200)]


def test_a_removed_object_deletes_its_document(house: House) -> None:
    house.put("plan.txt")
    house.notify(minio("plan.txt"))
    obstore.delete(house.objects, "plan.txt")
    assert house.notify(minio("plan.txt", REMOVED, time=LATER)) == [("inbox/plan.txt", 202)]
    state = house.state("inbox/plan.txt")
    assert state is not None and state.phase == "deleted" and house.emitted(DOCUMENT_DELETED)


def test_a_removal_that_comes_late_deletes_nothing(house: House) -> None:
    house.put("plan.txt")
    house.notify(minio("plan.txt", time=LATER))
    obstore.delete(house.objects, "plan.txt")
    assert house.notify(minio("plan.txt", REMOVED)) == [("inbox/plan.txt", 200)]


def test_a_removal_of_what_is_there_deletes_nothing_for_the_bucket_knows_better(house: House) -> None:
    house.put("plan.txt")
    house.notify(minio("plan.txt"))
    assert house.notify(minio("plan.txt", REMOVED, time=LATER)) == [("inbox/plan.txt", 200)]


def test_an_object_that_is_not_there_any_more_is_rejected_and_among_the_failures(house: House) -> None:
    assert house.notify(minio("gone.txt")) == [("inbox/gone.txt", 422)]
    [failure] = house.env.records.get().failures("default")
    assert (failure.name, failure.stage) == ("inbox/gone.txt", "bucket") and "not in the bucket" in failure.reason


def test_no_other_bucket_is_read(house: House) -> None:
    house.put("plan.txt")
    assert house.notify(minio("plan.txt", bucket="others")) == [("others/plan.txt", 403)]
    assert not house.env.records.get().failures("default")


@pytest.mark.parametrize("key", ["../secret.txt", "a/../../b.txt", "a//b.txt", "./a.txt", "a\x00b.txt"])
def test_a_key_that_no_document_may_have_is_rejected(house: House, key: str) -> None:
    assert house.notify(minio(key)) == [(f"inbox/{key}", 422)]


def test_an_object_over_the_limit_is_rejected_with_413_and_not_read(tmp_path: Path) -> None:
    house = House(tmp_path, max_upload_bytes=10)
    house.put("big.txt", b"x" * 11)
    assert house.notify(minio("big.txt")) == [("inbox/big.txt", 413)]


@pytest.mark.parametrize("there", ["a b.txt", "a+b.txt"])
def test_where_a_plus_may_be_a_blank_the_bucket_tells_which(house: House, there: str) -> None:
    house.put(there)
    notification = minio("a b.txt")
    assert notification["Records"][0]["s3"]["object"]["key"] == "a+b.txt"
    assert house.notify(notification) == [(f"inbox/{there}", 202)]
    assert house.state(f"inbox/{there}")


def test_what_a_system_keeps_for_itself_is_passed_over(house: House) -> None:
    house.put(".DS_Store")
    assert house.notify(minio(".DS_Store")) == [("inbox/.DS_Store", 200)] and house.state("inbox/.DS_Store") is None


def test_one_bad_object_keeps_no_other_one_away(house: House) -> None:
    house.put("plan.txt")
    assert [status for _, status in house.notify(minio("gone.txt"), minio("plan.txt"))] == [422, 202]


def test_the_object_says_its_type_and_else_its_name_does(house: House) -> None:
    house.put("page", b"<p>x</p>", "text/html")
    house.put("plan.md", b"# x", "binary/octet-stream")
    house.notify(minio("page"), minio("plan.md"))
    states = [house.state(f"inbox/{name}") for name in ("page", "plan.md")]
    assert [state.upload.media_type for state in states if state and state.upload] == ["text/html", "text/markdown"]


def test_its_documents_belong_to_the_collection_that_is_set(tmp_path: Path) -> None:
    house = House(tmp_path, msgspec.structs.replace(ACCESS, collection="manuals"))
    house.put("plan.txt")
    house.notify(minio("plan.txt"))
    state = house.state("inbox/plan.txt")
    assert state is not None and state.upload is not None and state.upload.metadata == {"collection": "manuals"}


def test_what_people_have_written_of_a_document_stays(house: House) -> None:
    house.put("plan.txt")
    house.notify(minio("plan.txt"))
    before = house.state("inbox/plan.txt")
    assert before is not None
    Ingest(house.env.records, house.env.blobs, house.env.broker, house.env.settings).revise(before, {"tags": "pump"})
    house.put("plan.txt", b"another plan")
    house.notify(minio("plan.txt", time=LATER))
    state = house.state("inbox/plan.txt")
    assert state is not None and state.upload is not None and state.upload.metadata == {"tags": "pump"}


def test_without_a_broker_it_is_on_record_all_the_same(house: House) -> None:
    house.put("plan.txt")
    house.outbox.away = True
    assert house.notify(minio("plan.txt")) == [("inbox/plan.txt", 202)]


@pytest.mark.parametrize("authorization", ["", "Bearer wrong", "Basic d3Jvbmc6d3Jvbmc=", "Basic %", TOKEN])
def test_nobody_is_heard_without_the_token(house: House, authorization: str) -> None:
    house.put("plan.txt")
    assert house.post(body(minio("plan.txt")), {"authorization": authorization}).status_code == 403
    assert house.state("inbox/plan.txt") is None


def test_the_token_may_be_the_password_in_the_address_of_a_webhook(house: House) -> None:
    basic = base64.b64encode(f"s3:{TOKEN}".encode()).decode()
    assert house.post(body(minio("folder/")), {"authorization": f"Basic {basic}"}).status_code == 200


def test_without_a_token_in_its_settings_it_says_which_to_set(tmp_path: Path) -> None:
    house = House(tmp_path, msgspec.structs.replace(ACCESS, token=""))
    response = house.post(body(minio("plan.txt")))
    assert response.status_code == 503 and b"BUCKET_TOKEN" in response.get_data()


def test_minios_question_whether_it_is_there_gets_an_answer(house: House) -> None:
    assert house.post(b"", method="HEAD").status_code == 400


def test_an_event_of_knatives_integration_source_is_an_upload_too(house: House) -> None:
    house.put("reports/März 2026.txt")
    assert house.post(b"not looked at", INTEGRATION).status_code == 204
    assert house.state("inbox/reports/März 2026.txt")


def test_one_of_an_object_that_is_gone_is_an_error_so_that_the_source_keeps_what_it_has(house: House) -> None:
    assert house.post(b"", INTEGRATION).status_code == 422


def test_where_producers_must_bring_a_key_it_must_bring_the_token(tmp_path: Path) -> None:
    house = House(tmp_path, outside_producers=False)
    house.put("reports/März 2026.txt")
    with_token = {**INTEGRATION, "authorization": f"Bearer {TOKEN}"}
    assert [house.post(b"", headers).status_code for headers in (INTEGRATION, with_token)] == [403, 204]


@pytest.mark.parametrize("url", ["", "inbox", "https://example.org/inbox", "file:///etc", "s3://", "s3://inbox/folder"])
def test_only_a_bucket_by_its_name_can_be_allowed(url: str) -> None:
    with pytest.raises(Unavailable, match="BUCKET_URL"):
        BucketAccess(url=url).open()


def test_the_key_of_the_blob_store_is_never_used_for_the_bucket() -> None:
    blobs = {"AWS_ACCESS_KEY_ID": "minirag", "AWS_SECRET_ACCESS_KEY": "secret", "BUCKET_URL": "s3://inbox"}
    with pytest.raises(Unavailable, match="BUCKET_ACCESS_KEY_ID"):
        bucket_access(blobs).open()
