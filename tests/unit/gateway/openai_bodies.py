"""Bodies of requests, and what is said of those that do not fit."""

import msgspec
import pytest

from functions.gateway.openai.decoding import decoded
from functions.gateway.openai.errors import Unfit


def body(**fields: object) -> bytes:
    """Return a body with these fields."""
    return msgspec.json.encode(fields)


def param_of(given: dict[str, object], structure: type[msgspec.Struct]) -> str:
    """Return which field of a body is refused."""
    with pytest.raises(Unfit) as caught:
        decoded(msgspec.json.encode(given), structure)
    return caught.value.param
