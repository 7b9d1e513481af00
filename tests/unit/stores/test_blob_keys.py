"""Which keys name an object of a tenant."""

import pytest

from events.errors import Rejected
from functions.stores.blobs import MAX_KEY, check_key


@pytest.mark.parametrize("key", ["acme/uploads/01.txt", "acme/a", "acme/a_b/C-d/e.f.json"])
def test_a_key_of_the_tenant_is_returned(key: str) -> None:
    assert check_key(key, "acme") == key


@pytest.mark.parametrize(
    "key",
    [
        "other/uploads/a",
        "acme2/uploads/a",
        "acme",
        "acme/",
        "acme/../other/a",
        "acme/./a",
        "acme//a",
        "/acme/a",
        "acme/a/..",
        "acme/.hidden",
        "acme/a\n",
        "acme/a b",
        "acme/ü",
        "acme/a?x",
        "file:///acme/a",
        "https://acme/a",
        "acme/" + "a" * MAX_KEY,
    ],
    ids=lambda key: key[:20],
)
def test_anything_else_is_rejected(key: str) -> None:
    with pytest.raises(Rejected, match="names no object of this tenant"):
        check_key(key, "acme")
