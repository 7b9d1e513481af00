"""What is no sound HTTP at the runtime's ports gets a 400 that says so, and reaches no function and no queue."""

import json
import re
import socket

import pytest

from tests.unit.local.running import Runtime

pytestmark = pytest.mark.slow

HOST = b"Host: localhost\r\n"
CHUNKED = b"POST /default/default HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
LENGTH = b"POST /default/default HTTP/1.1\r\n" + HOST + b"Content-Length: %s\r\n\r\nhello"
UNSOUND = {
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + b"Host: other\r\n\r\n",
    "the same host twice": b"GET / HTTP/1.1\r\n" + HOST * 2 + b"\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "the target *": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "an absolute target": b"GET http://localhost/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "an absolute target elsewhere": b"POST http://evil.example/x HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n\r\n",
    "a target without a slash": b"GET who HTTP/1.1\r\n" + HOST + b"\r\n",
    "a target in Latin-1": b"GET /\xe9 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT localhost:80 HTTP/1.1\r\n" + HOST + b"\r\n",
    "an unknown method": b"NONSENSE / HTTP/1.1\r\n" + HOST + b"\r\n",
    "two lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
    "a length and chunks": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a negative length": LENGTH % b"-5",
    "a length in words": LENGTH % b"five",
    "a length of 30 digits": LENGTH % (b"9" * 30),
    "a chunk of no size": CHUNKED + b"xy\r\nhello\r\n0\r\n\r\n",
    "a chunk without an end": CHUNKED + b"ff\r\nhello",
    "a body that is cut off": LENGTH % b"500",
    "NUL in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X-One: a\0b\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\n" + HOST + b"X-One: a\r\n b\r\n\r\n",
    "no HTTP at all": b"\x16\x03\x01\x00\x05hello\r\n\r\n",
}


def answer(port: int, request: bytes) -> tuple[int, str, bytes]:
    """Send these bytes and nothing more; return the answer's status, content type and body."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.1 (\d+)", head)
    kind = re.search(rb"content-type: ([^\r]*)", head)
    assert status, "the connection was closed without an answer"
    return int(status[1]), kind[1].decode() if kind else "", body


@pytest.mark.parametrize("port", [0, 1], ids=["the front", "the Broker"])
@pytest.mark.parametrize("request_", UNSOUND.values(), ids=UNSOUND)
def test_what_is_no_sound_http_is_answered_400(running: Runtime, request_: bytes, port: int) -> None:
    status, kind, body = answer(running.port + port, request_)
    assert (status, kind) == (400, "application/problem+json")
    assert json.loads(body)["detail"]


def test_a_header_that_a_function_would_take_for_its_path_goes_no_further(running: Runtime) -> None:
    assert running.client.get(running.front + "/who", headers={"SCRIPT_NAME": "/elsewhere"}).status_code == 200


EVENT = {"specversion": "1.0", "id": "bad", "source": "/somebody", "type": "test.nobody"}
TEXT = json.dumps(EVENT).encode()
EVENTS = {
    "nothing": b"",
    "a list": b"[" + TEXT + b"]",
    "no number": TEXT[:-1] + b', "data": NaN}',
    "a number out of range": TEXT[:-1] + b', "data": [1, -2e999]}',
    "a whole number of 6,000 digits": TEXT[:-1] + b', "data": ' + b"3" * 6000 + b"}",
    "half a pair": TEXT[:-1] + b', "data": "\\udbff"}',
    "deep data": TEXT[:-1] + b', "data": ' + b"[" * 60_000 + b"]" * 60_000 + b"}",
    "a byte order mark": b"\xef\xbb\xbf" + TEXT,
    "UTF-16": TEXT.decode().encode("utf-16"),
    "two events": TEXT + TEXT,
    "an id of two": json.dumps({**EVENT, "id": [1, 2]}).encode(),
    "a type of an object": json.dumps({**EVENT, "type": {}}).encode(),
    "an id of 1 MB": json.dumps({**EVENT, "id": "i" * 1_000_000}).encode(),
    "5,000 attributes": json.dumps({**EVENT, **{f"x{number}": "" for number in range(5000)}}).encode(),
    "no base64": json.dumps({**EVENT, "data_base64": "?"}).encode(),
    "data twice": json.dumps({**EVENT, "data": {}, "data_base64": "e30="}).encode(),
    "no id": json.dumps({**EVENT, "id": None}).encode(),
}


@pytest.mark.parametrize("body", EVENTS.values(), ids=EVENTS)
def test_an_event_that_is_none_is_refused_with_what_is_wrong(running: Runtime, body: bytes) -> None:
    headers = {"content-type": "application/cloudevents+json"}
    response = running.client.post(f"{running.sink}/default/default", headers=headers, content=body)
    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")
    assert response.json()["detail"]


@pytest.mark.parametrize(("ttl", "status"), [("-5", 400), ("0", 400), ("--5", 202), ("9" * 4000, 202), ("\xb2", 400)])
def test_a_time_to_live_that_is_none_counts_as_the_longest(running: Runtime, ttl: str, status: int) -> None:
    headers = {f"ce-{name}": value for name, value in EVENT.items()} | {"ce-knativebrokerttl": ttl}
    sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    response = running.client.post(f"{running.sink}/default/default", headers=sent, content=b"{}")
    assert response.status_code == status
