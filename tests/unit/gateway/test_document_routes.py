"""GET and DELETE under /documents."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from events.identity import next_generation
from events.registry import DOCUMENT_DELETED
from functions.documents.progress import fact
from tests.unit.gateway.serving import ID, Serving


def test_documents_are_listed_newest_first_with_the_number_in_each_phase(gateway: Serving) -> None:
    for name in ("a.txt", "b.txt"):
        gateway.upload(name, b"text of " + name.encode())
    body = gateway.http.get("/documents").json()
    assert [document["name"] for document in body["documents"]] == ["b.txt", "a.txt"]
    assert sum(body["counts"].values()) == 2


def test_a_document_that_is_listed_as_on_its_way_is_counted_as_such(
    gateway: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whoever looks until none is on the way stops before the last change."""

    def indexed_after(reading: Callable[..., Any]) -> Callable[..., Any]:
        def read(*args: Any, **kwargs: Any) -> Any:
            found = reading(*args, **kwargs)
            gateway.happen("a.txt", "current", chunks=1, ms=5)
            return found

        return read

    gateway.upload("a.txt", b"text")
    for reading in ("states", "counts"):
        monkeypatch.setattr(gateway.records, reading, indexed_after(getattr(gateway.records, reading)))
    body = gateway.http.get("/documents").json()
    assert (body["documents"][0]["phase"], "indexed" in body["counts"]) == ("indexed", False)


def test_a_list_goes_on_where_it_was_cut(gateway: Serving) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        gateway.upload(name, b"text of " + name.encode())
    first = gateway.http.get("/documents", params={"limit": 2}).json()
    rest = gateway.http.get("/documents", params={"limit": 2, "after": first["next"]}).json()
    assert [document["name"] for document in rest["documents"]] == ["a.txt"]
    assert rest["next"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "limit=-1", "after=x"])
def test_bounds_of_a_list_are_checked(gateway: Serving, query: str) -> None:
    assert gateway.http.get(f"/documents?{query}").status_code == 422


def test_a_document_shows_what_could_not_be_read_of_it_in_the_list_and_by_itself(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"text").headers["location"]
    gateway.happen("a.txt", "split", batches=1, chunks=1, warnings=["2 charts (page 1)"])
    shown = gateway.http.get(location).json(), gateway.http.get("/documents").json()["documents"][0]
    assert [one["warnings"] for one in shown] == [["2 charts (page 1)"]] * 2


def test_a_document_shows_how_far_it_is(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"text").headers["location"]
    states = [gateway.http.get(location).json()["state"]]
    gateway.happen("a.txt", "split", batches=3, chunks=70)
    gateway.happen("a.txt", "stored", 1, chunks=32)
    states.append(gateway.http.get(location).json()["state"])
    gateway.happen("a.txt", "current", chunks=70, ms=5)
    states.append(gateway.http.get(location).json()["state"])
    assert states == ["splitting", "embedding 1/3", "indexed"]


def test_a_failed_document_says_where_and_why(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"text").headers["location"]
    gateway.happen("a.txt", "failed", 1, stage="split", reason="it is encrypted")
    document = gateway.http.get(location).json()
    assert (document["state"], document["stage"], document["reason"]) == ("failed", "split", "it is encrypted")


@pytest.mark.parametrize("id_", [ID, "x", "%2e%2e", ID.upper()])
def test_an_unknown_document_is_not_found(gateway: Serving, id_: str) -> None:
    response = gateway.http.get(f"/documents/{id_}")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_the_original_comes_back_byte_by_byte(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"the \xff original").headers["location"]
    assert gateway.http.get(f"{location}/content").content == b"the \xff original"


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("a.txt", b"text", "inline"),
        ("a.pdf", b"%PDF-1.7", "inline"),
        ("fake.pdf", b"<script>alert(1)</script>", "attachment"),
        ("a.html", b"<script>alert(1)</script>", "attachment"),
        ("a.svg", b"<svg onload='alert(1)'/>", "attachment"),
    ],
)
def test_a_browser_shows_only_plain_text_and_real_pdfs(gateway: Serving, name: str, content: bytes, shown: str) -> None:
    headers = gateway.http.get(gateway.upload(name, content).headers["location"] + "/content").headers
    assert headers["content-disposition"].startswith(shown)
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_file_name_cannot_add_headers(gateway: Serving) -> None:
    location = gateway.upload('a"; x=y\u2028.txt', b"text").headers["location"]
    disposition = gateway.http.get(f"{location}/content").headers["content-disposition"]
    assert disposition == "inline; filename*=UTF-8''a%22%3B%20x%3Dy%E2%80%A8.txt"


def test_a_deleted_document_is_gone_from_every_view(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"text").headers["location"]
    assert gateway.http.delete(location).status_code == 202
    assert gateway.http.get(location).status_code == 404
    assert gateway.http.get(f"{location}/content").status_code == 404
    assert gateway.http.get("/documents").json()["documents"] == []


def test_a_deletion_is_a_generation_above_the_last_one_and_is_announced(gateway: Serving) -> None:
    before = gateway.upload("a.txt", b"text").json()
    deleted = gateway.http.delete(before["location"]).json()
    [event] = gateway.broker.of_type(DOCUMENT_DELETED)
    assert deleted["generation"] > before["generation"]
    assert deleted["generation"].encode() in event.data


def test_a_deletion_holds_while_the_broker_is_down(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"text").headers["location"]
    gateway.broker.status = 503
    assert gateway.http.delete(location).status_code == 202
    assert gateway.http.get(location).status_code == 404


def test_a_second_deletion_finds_nothing(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"text").headers["location"]
    gateway.http.delete(location)
    assert gateway.http.delete(location).status_code == 404


def member_of(gateway: Serving, archive: str, name: str) -> None:
    """Put a document on record that came in an archive."""
    gateway.upload(name, b"text of " + name.encode())
    state, whole = gateway.state(name), gateway.state(archive)
    assert state is not None
    assert whole is not None
    brought = msgspec.structs.replace(state, generation=next_generation(state.generation))
    gateway.records.write(fact(brought, "uploaded", **msgspec.to_builtins(state.upload) | {"archive": whole.document}))


def test_what_came_in_an_archive_is_listed_by_itself(gateway: Serving) -> None:
    id_ = gateway.upload("papers.zip", b"zip").json()["id"]
    for name in ("papers.zip/a.txt", "papers.zip/b.txt", "papers.zip/c.txt"):
        member_of(gateway, "papers.zip", name)
    first = gateway.http.get("/documents", params={"archive": id_, "limit": 2}).json()
    rest = gateway.http.get("/documents", params={"archive": id_, "limit": 2, "after": first["next"]}).json()
    assert [[document["name"][-5:] for document in page["documents"]] for page in (first, rest)] == [
        ["c.txt", "b.txt"],
        ["a.txt"],
    ]


def test_the_deletion_of_an_archive_takes_what_came_in_it_out_of_the_list(gateway: Serving) -> None:
    location = gateway.upload("papers.zip", b"zip").headers["location"]
    member_of(gateway, "papers.zip", "papers.zip/a.txt")
    gateway.upload("papers.txt", b"another")
    gateway.http.delete(location)
    assert [document["name"] for document in gateway.http.get("/documents").json()["documents"]] == ["papers.txt"]


def test_a_file_that_could_not_be_unpacked_has_no_content(gateway: Serving) -> None:
    location = gateway.upload("a.txt", b"text").headers["location"]
    state = gateway.state("a.txt")
    assert state is not None
    later = msgspec.structs.replace(state, generation=next_generation(state.generation))
    gateway.records.write(fact(later, "uploaded", **msgspec.to_builtins(state.upload) | {"dataref": ""}))
    assert gateway.http.get(f"{location}/content").status_code == 404


def test_a_list_may_be_of_some_labels_only(gateway: Serving) -> None:
    labels = {"lease": ("contracts", "signed, rent"), "loan": ("contracts", "signed"), "poem": ("letters", "rent")}
    for name, (collection, tags) in labels.items():
        gateway.upload(name, name.encode(), metadata=f'{{"collection": "{collection}", "tags": "{tags}"}}')

    def listed(*query: tuple[str, str]) -> str:
        found = gateway.http.get("/documents", params=query).json()["documents"]
        return " ".join(document["name"] for document in found)

    assert listed(("collection", "contracts"), ("limit", "1")) == "loan"
    assert listed(("collection", "contracts"), ("tag", "rent")) == "lease"
    assert listed(("tag", "signed"), ("tag", "rent")) == "lease"
    assert listed(("collection", "letters"), ("collection", "contracts")) == "poem loan lease"
