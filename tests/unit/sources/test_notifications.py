"""What is read out of S3's notifications."""

import json

import pytest

from events.errors import Rejected
from functions.sources.notifications import MAX_BODY, generation, notice_of_integration, notices_of
from tests.unit.sources.s3_bodies import body, minio

AT = "2026-03-01T10:00:00.123Z"
INTEGRATION = {
    "ce-specversion": "1.0",
    "ce-type": "dev.knative.eventing.aws-s3",
    "ce-source": "dev.knative.eventing.aws-s3-source",
    "ce-subject": "aws-s3-source",
    "ce-id": "5B6A7F0C1D2E3F4-0000000000000001",
    "ce-time": AT,
    "content-type": "application/json",
    "aws.s3.key": "reports/März 2026.txt".encode().decode("latin-1"),
    "aws.s3.bucket.name": "inbox",
}


def test_the_webhook_of_minio_names_bucket_and_object() -> None:
    [notice] = notices_of(body(minio("reports/plan.txt")))
    assert (notice.bucket, notice.key, notice.name) == ("inbox", "reports/plan.txt", "inbox/reports/plan.txt")


@pytest.mark.parametrize("key", ["a b.txt", "a+b.txt", "100%.txt", "März/überall ☃.txt", "q?x=1&y#z.txt", "a%20b.txt"])
def test_a_key_is_decoded_once(key: str) -> None:
    assert [notice.key for notice in notices_of(body(minio(key)))] == [key]


@pytest.mark.parametrize(
    ("event", "removed"),
    [
        ("s3:ObjectCreated:Put", False),
        ("ObjectCreated:CompleteMultipartUpload", False),  # as Amazon names it
        ("s3:ObjectRemoved:Delete", True),
        ("s3:ObjectRemoved:DeleteMarkerCreated", True),
        ("LifecycleExpiration:Delete", True),
    ],
)
def test_an_object_comes_or_goes(event: str, removed: bool) -> None:
    assert [notice.removed for notice in notices_of(body(minio("a.txt", event)))] == [removed]


@pytest.mark.parametrize(
    "nothing",
    [
        {"Service": "Amazon S3", "Event": "s3:TestEvent", "Time": AT, "Bucket": "inbox"},
        minio("a.txt", "s3:ObjectAccessed:Get"),
        minio("folder/"),
    ],
    ids=["test event", "access", "folder"],
)
def test_what_is_no_coming_or_going_of_a_file_is_passed_over(nothing: dict[str, object]) -> None:
    assert notices_of(json.dumps(nothing).encode()) == []


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"Records": [{}]}', b'{"Records": [{"s3": {}}]}'])
def test_what_is_no_notification_is_rejected(text: bytes) -> None:
    with pytest.raises(Rejected):
        notices_of(text)


def test_a_notification_is_bounded() -> None:
    with pytest.raises(Rejected) as caught:
        notices_of(b" " * (MAX_BODY + 1))
    assert caught.value.status == 413


def test_of_two_changes_in_one_millisecond_the_sequencer_tells_the_later() -> None:
    first, second = (generation(AT, sequencer, "") for sequencer in ("1898A3F0C1D2E3F4", "1898A3F0C1D2E3F5"))
    assert first < second


def test_a_shorter_sequencer_counts_as_if_zeros_followed() -> None:
    assert generation(AT, "0055AED6DCD90281E5", "") < generation(AT, "0055AED6DCD9028F", "")


@pytest.mark.parametrize("sequencer", ["-1", "-FFFFFFFFFFFFFFFFFFFFF", "+1", "0x1f", " 1 ", "1_0"])
def test_what_is_no_sequencer_still_has_a_rank(sequencer: str) -> None:
    assert generation(AT, sequencer, "etag") < generation("2026-03-01T10:00:00.124Z", "", "etag")


def test_the_time_ranks_before_the_sequencer() -> None:
    assert generation("2026-03-01T10:00:00.122Z", "FFFF", "") < generation(AT, "0001", "")


def test_the_same_change_has_the_same_rank_again_also_without_a_sequencer() -> None:
    assert generation(AT, "", "etag") == generation(AT, "", "etag") != generation(AT, "", "another")


def test_a_time_in_the_future_is_rejected_for_nothing_could_overtake_it() -> None:
    with pytest.raises(Rejected, match="future"):
        notices_of(body(minio("a.txt", time="2199-01-01T00:00:00Z")))


def test_knatives_integration_source_names_the_object_in_two_headers() -> None:
    notice = notice_of_integration(INTEGRATION)
    assert notice is not None and (notice.bucket, notice.key) == ("inbox", "reports/März 2026.txt")
    assert not notice.removed


def test_its_event_by_way_of_a_broker_which_drops_them_says_what_to_do() -> None:
    with pytest.raises(Rejected, match="not to the Broker"):
        notice_of_integration({name: value for name, value in INTEGRATION.items() if not name.startswith("aws")})


def test_every_other_request_is_none_of_it() -> None:
    assert notice_of_integration({"content-type": "application/json"}) is None
