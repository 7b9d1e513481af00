"""GET /documents/{id}/text."""

import pytest

from tests.unit.gateway.serving import ID, Serving
from tests.unit.gateway.texts import WORDS, indexed


def test_a_part_says_where_it_stands_and_how_to_go_on(gateway: Serving) -> None:
    id_ = indexed(gateway, "a.txt")
    body = gateway.http.get(f"/documents/{id_}/text", params={"offset": 34, "limit": 10}).json()
    assert (body["text"], body["start"], body["end"], body["next"]) == ("The second", 34, 44, 44)
    assert (body["id"], body["name"], body["total"]) == (id_, "a.txt", sum(map(len, WORDS)) + 4)
    [passage] = body["passages"]
    assert (passage["start"], passage["end"], passage["page"], passage["heading"]) == (34, 73, 2, "Normandy")


def test_the_last_part_has_no_next(gateway: Serving) -> None:
    body = gateway.http.get(f"/documents/{indexed(gateway, 'a.txt')}/text").json()
    assert (body["text"], body["next"]) == ("\n\n".join(WORDS), None)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"offset": "-1"}, "offset"),
        ({"offset": "x"}, "offset"),
        ({"limit": "0"}, "limit"),
        ({"limit": "100001"}, "limit"),
    ],
)
def test_what_is_no_part_is_refused(gateway: Serving, query: dict[str, str], told: str) -> None:
    response = gateway.http.get(f"/documents/{indexed(gateway, 'a.txt')}/text", params=query)
    assert (response.status_code, f"{told}: Expected" in response.json()["detail"]) == (422, True)


def test_a_document_that_is_not_there_has_no_text(gateway: Serving) -> None:
    assert gateway.http.get(f"/documents/{ID}/text").status_code == 404


def test_one_that_is_not_read_yet_says_how_far_it_is(gateway: Serving) -> None:
    id_ = gateway.upload("a.txt", b"words").json()["id"]
    response = gateway.http.get(f"/documents/{id_}/text")
    assert (response.status_code, "not read yet, it is" in response.json()["detail"]) == (409, True)


def test_one_that_cannot_be_read_says_why(gateway: Serving) -> None:
    id_ = gateway.upload("a.txt", b"words").json()["id"]
    gateway.happen("a.txt", "failed", 1, stage="split", reason="it is locked")
    response = gateway.http.get(f"/documents/{id_}/text")
    assert (response.status_code, "(split: it is locked)" in response.json()["detail"]) == (409, True)


def test_an_archive_says_where_its_files_are(gateway: Serving) -> None:
    id_ = gateway.upload("a.zip", b"PK").json()["id"]
    gateway.happen("a.zip", "split", batches=0, chunks=0, files=2)
    gateway.happen("a.zip", "current", chunks=0, ms=5)
    response = gateway.http.get(f"/documents/{id_}/text")
    assert (response.status_code, "whose files are documents of their own" in response.json()["detail"]) == (409, True)


def test_while_a_document_is_replaced_its_text_of_before_is_shown(gateway: Serving) -> None:
    id_ = indexed(gateway, "a.txt")
    gateway.upload("a.txt", b"other words")
    assert gateway.http.get(f"/documents/{id_}/text").json()["text"] == "\n\n".join(WORDS)
