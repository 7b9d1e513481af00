"""Notifications as S3 servers send them."""

import json
from typing import Any
from urllib.parse import quote_plus

BUCKET, SERVED_BY = "inbox", "http://10.1.2.3:9000"


def minio(
    key: str,
    event: str = "s3:ObjectCreated:Put",
    *,
    bucket: str = BUCKET,
    time: str = "2026-03-01T10:00:00.123Z",
    sequencer: str = "1898A3F0C1D2E3F4",
) -> dict[str, Any]:
    """Return the body of MinIO's webhook (its internal/event/event.go and target/webhook.go)."""
    thing: dict[str, Any] = {"key": quote_plus(key), "sequencer": sequencer}
    if "Removed" not in event:
        thing |= {"size": 12, "eTag": "d41d8cd98f00b204e9800998ecf8427e", "contentType": "text/plain"}
        thing |= {"userMetadata": {"content-type": "text/plain"}}
    record = {
        "eventVersion": "2.0",
        "eventSource": "minio:s3",
        "awsRegion": "",
        "eventTime": time,
        "eventName": event,
        "userIdentity": {"principalId": "minio"},
        "requestParameters": {"principalId": "minio", "region": "", "sourceIPAddress": "10.1.2.4"},
        "responseElements": {
            "content-length": "0",
            "x-amz-id-2": "dd9025bab4ad464b049177c95eb6ebf374d3b3fd1af9251148b658df7ac2e3e8",
            "x-amz-request-id": "1898A3F0C0A1B2C3",
            "x-minio-deployment-id": "330c02db-3fe3-4464-ae22-27f7e8da89b1",
            "x-minio-origin-endpoint": SERVED_BY,
        },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "Config",
            "bucket": {
                "name": bucket,
                "ownerIdentity": {"principalId": "minio"},
                "arn": f"arn:aws:s3:::{bucket}",
            },
            "object": thing,
        },
        "source": {"host": "10.1.2.4", "port": "", "userAgent": "MinIO (linux; amd64) minio-go/v7.0.66 mc/1.0"},
    }
    return {"EventName": event, "Key": f"{bucket}/{key}", "Records": [record]}


def body(*notifications: dict[str, Any]) -> bytes:
    """Return the records of these notifications as one body."""
    records = [record for one in notifications for record in one["Records"]]
    return json.dumps({**notifications[0], "Records": records}).encode()
