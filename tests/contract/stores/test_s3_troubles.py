"""What S3's troubles become: sentences that say what to mend, and never the loss of a document."""

import os

import pytest

from events.errors import Unavailable
from functions.stores.objects import ObjectBlobs

KEY = "default/originals/one"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1"}
on_a_server = pytest.mark.skipif(
    not os.environ.get("BLOBS_URL"), reason="set BLOBS_URL=s3://BUCKET and AWS_* to run this on a real S3 server"
)


def test_s3_without_credentials_is_refused_before_the_clouds_metadata_server_is_asked() -> None:
    with pytest.raises(Unavailable, match="AWS_ACCESS_KEY_ID"):
        ObjectBlobs.at_url("s3://minirag", environ={})


def test_a_server_that_is_down_is_unavailable_after_a_few_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**CREDENTIALS, "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ALLOW_HTTP": "true"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Unavailable, match="does not work"):
        ObjectBlobs.at_url("s3://minirag").put(KEY, b"x")


@on_a_server
@pytest.mark.parametrize("act", [lambda blobs: blobs.put(KEY, b"x"), lambda blobs: blobs.get(KEY)])
def test_a_missing_bucket_is_unavailable_and_not_a_missing_object(act: object) -> None:
    with pytest.raises(Unavailable, match="no such bucket"):
        act(ObjectBlobs.at_url("s3://nobody-made-this"))  # type: ignore[operator]


@on_a_server
def test_wrong_credentials_are_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(Unavailable, match="credentials"):
        ObjectBlobs.at_url(os.environ["BLOBS_URL"]).get(KEY)
