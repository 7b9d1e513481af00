"""The next structure on the way, out of the one before."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

D = TypeVar("D", bound=msgspec.Struct)


def carried(given: msgspec.Struct, into: type[D], **fields: object) -> D:
    """Return the structure that follows `given`: what the two have in common as it is, and these fields.

    Nothing is checked or copied, as where a structure is made field by field.
    """
    make: Callable[..., D] = into  # what its fields are is known only to it
    common = set(into.__struct_fields__) & set(given.__struct_fields__)
    return make(**({name: getattr(given, name) for name in common} | fields))
