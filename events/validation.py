"""Decoding of data into structures, with every fault of a bad input reported at once."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec
import msgspec.inspect

from events.errors import Rejected
from events.strict_json import load

T = TypeVar("T", bound=msgspec.Struct)
MAX_FAULTS = 20
Fault = tuple[str, str]  # the path of what does not fit ("" for all of it), and why


class Misfit(Rejected):
    """Data that does not fit its structure; `where` is the path of the first fault, such as messages[0].content."""

    def __init__(self, detail: str, where: str) -> None:
        super().__init__(detail)
        self.where = where


def decode(data: bytes, structure: type[T]) -> T:
    """Return JSON `data` as `structure`; raise `Misfit` (422), naming every fault, and `Rejected` (400) when it is
    no JSON."""
    raw = load(data)
    try:
        return msgspec.convert(raw, structure)
    except msgspec.ValidationError:
        faults = list(_faults(raw, structure, ""))[:MAX_FAULTS]
    told = "; ".join(f"{where or 'data'}: {why}" for where, why in faults)
    raise Misfit(f"the data does not fit {structure.__name__}: {told}", next((where for where, _ in faults), ""))


def _faults(raw: Any, type_: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401 - any JSON value against any type
    type_ = _where_given(raw, type_)
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct) and isinstance(raw, dict):
        yield from _struct_faults(raw, type_, path)
    elif get_origin(type_) is list and isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _faults(item, type_.__args__[0], f"{path}[{index}]")
    else:
        try:
            msgspec.convert(raw, type_)
        except msgspec.ValidationError as error:
            yield path, _plainly(str(error), type_)


def _struct_faults(raw: dict[str, Any], type_: type[msgspec.Struct], path: str) -> Iterator[Fault]:
    fields = msgspec.structs.fields(type_)
    if type_.__struct_config__.forbid_unknown_fields:
        known = [field.encode_name for field in fields]
        for name in raw.keys() - set(known):
            where = f"{path}.{name[:40]}" if path else name[:40]
            yield where, "there is no such field" + (f", only {', '.join(known)}" if known else "")
    for field in fields:
        where = f"{path}.{field.encode_name}" if path else field.encode_name
        if field.encode_name in raw:
            yield from _faults(raw[field.encode_name], field.type, where)
        elif field.required:
            yield where, "missing"


def _where_given(raw: Any, type_: Any) -> Any:  # noqa: ANN401
    """Return what a value has to be that could be null but is not, or could be a list or something else.

    A union of both, of a type with a pattern, ends the process in msgspec 0.22 where it is made for one conversion.
    """
    if raw is None or get_origin(type_) not in (Union, UnionType):
        return type_
    kinds = [kind for kind in get_args(type_) if kind is not type(None)]
    fitting = [kind for kind in kinds if (get_origin(kind) is list) == isinstance(raw, list)] or kinds
    return fitting[0] if len(fitting) == 1 else type_


def _plainly(message: str, type_: Any) -> str:  # noqa: ANN401
    """Return the description of a pattern in place of the pattern itself."""
    described = msgspec.inspect.type_info(type_)
    extra = described.extra_json_schema if isinstance(described, msgspec.inspect.Metadata) else None
    if "matching regex" in message and extra and "description" in extra:
        return f"must be {extra['description']}"
    return message
