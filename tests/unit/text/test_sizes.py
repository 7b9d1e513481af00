"""Sizes in words."""

import pytest

from functions.text.sizes import size_text


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1 bytes"), (1000, "1000 bytes"), (2**20 - 1, "1048575 bytes"), (2**20, "1.0 MiB"), (52428800, "50.0 MiB")],
)
def test_a_size_is_said_in_mebibytes_from_one_on(size: int, text: str) -> None:
    assert size_text(size) == text
