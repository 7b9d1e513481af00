"""Bodies that stall: the time limit is made short, and the tests wait for the close itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.raw_http import connected, heard, status
from tests.unit.gateway.serving import ID, Asker, Serving, serving, token, whole

BODY = b"content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"
BEGUN = [
    b"POST /documents?name=slow.txt HTTP/1.1\r\nHost: localhost\r\n" + BODY,
    b"POST /documents HTTP/1.1\r\nHost: localhost\r\ncontent-type: multipart/form-data; boundary=b\r\n"
    b"content-length: 1000\r\n\r\n--b\r\n",
    b"POST /ask HTTP/1.1\r\nHost: localhost\r\n" + BODY,
    b"POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\n" + BODY,
    b"PATCH /documents/" + ID.encode() + b" HTTP/1.1\r\nHost: localhost\r\n" + BODY,
]


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path, stall_seconds=0.05) as served:
        yield served


@pytest.mark.parametrize("sent", BEGUN, ids=lambda sent: sent.split(b" HTTP")[0].decode())
def test_a_body_that_stalls_ends_with_408_and_the_connection(hasty: Serving, sent: bytes) -> None:
    answer = heard(connected(hasty.url, sent))
    assert (status(answer), b"4096 bytes of the body" in answer) == (408, True)


def test_a_stalled_upload_leaves_no_document(hasty: Serving) -> None:
    heard(connected(hasty.url, BEGUN[0]))
    assert hasty.state("slow.txt") is None


def test_a_question_is_waited_for_longer_than_a_body(hasty: Serving) -> None:
    asker = Asker(hasty, "/ask", question="Where?")
    response, event = asker.asked()
    connection = connected(hasty.url, BEGUN[0])
    heard(connection)  # so much time has passed at least
    hasty.stream(event, token(0, "In France."), whole(event))
    assert response.result().status_code == 200
    asker.close()


def test_the_tokens_of_an_answer_may_come_as_slowly_as_a_model_writes(hasty: Serving) -> None:
    asker = Asker(hasty, "/ask", question="Where?")
    response, event = asker.asked()

    def lines() -> Iterator[bytes]:
        yield b'{"attempt": "first", "n": 0, "text": "In France."}\n'
        heard(connected(hasty.url, BEGUN[0]))  # so much time has passed at least
        yield b'{"attempt": "first", "n": 1, "text": " Yes."}\n'

    headers = {"content-type": "application/x-ndjson"}
    assert hasty.http.post(event.get("replyto"), content=lines(), headers=headers).status_code == 204
    hasty.stream(event, whole(event))
    assert response.result().status_code == 200
    asker.close()
