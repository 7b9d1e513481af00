"""Objects written, read, listed and removed, for every backend of the blobs port."""

import pytest

from events.errors import Rejected
from events.identity import now_ms
from functions.stores.blobs import MAX_KEY, Blobs


@pytest.mark.parametrize("data", [b"", b"hello", bytes(range(256)) * 100_000], ids=["empty", "small", "25 MB"])
def test_an_object_comes_back_as_it_was_put(blobs: Blobs, tenant: str, data: bytes) -> None:
    blobs.put(f"{tenant}/uploads/one", data)
    assert blobs.get(f"{tenant}/uploads/one") == data


def test_putting_the_same_object_twice_changes_nothing(blobs: Blobs, tenant: str) -> None:
    key = f"{tenant}/chunks/a/0.json"
    blobs.put(key, b"same")
    blobs.put(key, b"same")
    assert (blobs.get(key), [found for found, _ in blobs.list(f"{tenant}/")]) == (b"same", [key])


def test_a_missing_object_is_rejected(blobs: Blobs, tenant: str) -> None:
    with pytest.raises(Rejected, match="not in the blob store"):
        blobs.get(f"{tenant}/uploads/missing")


def test_a_part_of_a_key_is_no_object(blobs: Blobs, tenant: str) -> None:
    blobs.put(f"{tenant}/uploads/one/two", b"x")
    assert not blobs.exists(f"{tenant}/uploads/one")
    with pytest.raises(Rejected):
        blobs.get(f"{tenant}/uploads/one")


def test_an_object_exists_until_it_is_deleted(blobs: Blobs, tenant: str) -> None:
    key = f"{tenant}/uploads/one"
    before = blobs.exists(key)
    blobs.put(key, b"x")
    during = blobs.exists(key)
    blobs.delete(key)
    assert (before, during, blobs.exists(key)) == (False, True, False)


def test_deleting_what_is_not_there_is_no_error(blobs: Blobs, tenant: str) -> None:
    blobs.delete(f"{tenant}/uploads/missing")


def test_objects_are_listed_under_their_prefix_with_the_time_of_their_change(blobs: Blobs, tenant: str) -> None:
    before = now_ms() - 2000  # a file system's and a server's clock may be coarser than ours
    for key in ("uploads/a", "uploads/b/c", "chunks/d"):
        blobs.put(f"{tenant}/{key}", b"x")
    listed = dict(blobs.list(f"{tenant}/uploads/"))
    assert set(listed) == {f"{tenant}/uploads/a", f"{tenant}/uploads/b/c"}
    assert all(before <= at <= now_ms() + 2000 for at in listed.values())
    assert len(list(blobs.list(f"{tenant}/"))) == 3


def test_an_unknown_prefix_lists_nothing(blobs: Blobs, tenant: str) -> None:
    assert list(blobs.list(f"{tenant}/nothing/")) == []


OUTSIDE = [
    "",
    "one",
    "/etc/passwd",
    "t/../../etc/passwd",
    "t/..",
    "../t/x",
    "t//x",
    "t/./x",
    "t/x/",
    "t/x y",
    "t/x\n",
    "t/x\0",
    "t/%2e%2e/x",
    "t\\..\\x",
    "file:///etc/passwd",
    "http://example.org/x",
    "t/x#1",
    "t/.hidden",
    "t/" + "x" * MAX_KEY,
]


@pytest.mark.parametrize("key", OUTSIDE, ids=range(len(OUTSIDE)))
def test_a_key_that_leaves_the_store_is_rejected(blobs: Blobs, key: str) -> None:
    with pytest.raises(Rejected):
        blobs.put(key, b"x")
    with pytest.raises(Rejected):
        blobs.get(key)
    with pytest.raises(Rejected):
        blobs.exists(key)
    with pytest.raises(Rejected):
        blobs.delete(key)
