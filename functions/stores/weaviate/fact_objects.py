"""Facts as Weaviate keeps them, and the conditions by which they are looked for."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import Fact
from functions.stores.weaviate.client import Condition, Filter

KEY = ("tenant", "model", "document", "generation")  # a `Version`, property by property
AT_ONCE = 100  # documents or generations that one query asks for
Version = tuple[DocumentKey, Generation]


def read_version(properties: Mapping[str, Any]) -> Version:
    """Return which generation of which document an object is about."""
    tenant, model, document, generation = (properties[name] for name in KEY)
    return DocumentKey(IndexKey(tenant, model), document), Generation(generation)


def named(version: Version) -> dict[str, str]:
    """Return the same as properties."""
    key, generation = version
    return dict(zip(KEY, (*key.index, key.document, generation), strict=True))


def read_fact(properties: dict[str, Any]) -> Fact:
    """Return a fact as it is kept; of one that cannot be read nothing but its key, so that its state says so."""
    key, generation = read_version(properties)
    whose = {"key": key, "generation": generation, "kind": properties["kind"]}
    try:
        data = msgspec.json.decode(properties["data"], type=dict)
        more = {"number": properties["number"], "at": properties["at"], "data": data}
        return msgspec.convert(whose | more, Fact, strict=False, from_attributes=True)
    except (msgspec.DecodeError, RecursionError):
        return msgspec.convert(whose | {"at": 0}, Fact, strict=False, from_attributes=True)


def equal(**values: str) -> Condition:
    """Return the condition that these properties have these values."""
    conditions = [Filter.by_property(name).equal(value) for name, value in values.items()]
    return Filter.all_of(conditions) if len(conditions) > 1 else conditions[0]


def in_index(index: IndexKey) -> Condition:
    """Return the condition that an object is about this index."""
    return equal(tenant=index.tenant, model=index.model)


def any_of(name: str, values: Sequence[str]) -> Condition:
    """Return the condition that a property has one of these values."""
    return Filter.by_property(name).contains_any(list(values))


def portions(values: Sequence[str]) -> list[Sequence[str]]:
    """Return the values in lists as long as one query may ask for."""
    return [values[first : first + AT_ONCE] for first in range(0, len(values), AT_ONCE)]
