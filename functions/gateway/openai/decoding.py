"""Bodies as structures, with the field that does not fit as OpenAI's `param`."""

from typing import TypeVar

import msgspec

from events.validation import Misfit, decode
from functions.gateway.openai.errors import Unfit

T = TypeVar("T", bound=msgspec.Struct)


def decoded(body: bytes, structure: type[T]) -> T:
    """Return the body as `structure`; raise `Unfit`, whose `param` is the first field that does not fit."""
    try:
        return decode(body, structure)
    except Misfit as error:
        raise Unfit(error.detail, error.where) from error
