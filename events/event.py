"""One CloudEvent as MiniRAG sees it: attributes as strings, data as bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from events.whole_number import whole_number

JSON = "application/json"
MAX_ATTEMPT = 1_000_000


@dataclass(frozen=True, slots=True)
class Event:
    """An immutable CloudEvents 1.0 event: all attributes and extensions by name, and the undecoded data."""

    attributes: Mapping[str, str]
    data: bytes = field(default=b"", repr=False)

    @property
    def id(self) -> str:
        return self.attributes["id"]

    @property
    def source(self) -> str:
        return self.attributes["source"]

    @property
    def type(self) -> str:
        return self.attributes["type"]

    def get(self, name: str, default: str = "") -> str:
        """Return the attribute or extension `name`, or `default`."""
        return self.attributes.get(name, default)

    @property
    def attempt(self) -> int:
        """Which attempt at its document this event belongs to, from 1: redelivery keeps it, a resend raises it.

        What is no such number, or absurdly high, counts as the first.
        """
        return whole_number(self.get("attempt"), 1, MAX_ATTEMPT) or 1

    def extended(self, **extensions: str) -> "Event":
        """Return the same event with these extensions added or replaced."""
        return Event({**self.attributes, **extensions}, self.data)

    def without(self, *names: str) -> "Event":
        """Return the same event without these attributes."""
        return Event({name: value for name, value in self.attributes.items() if name not in names}, self.data)


def make(type_: str, source: str, id_: str, data: object, extensions: Mapping[str, str] | None = None) -> Event:
    """Return a new event whose data is `data` in JSON."""
    attributes = {"specversion": "1.0", "id": id_, "source": source, "type": type_, "datacontenttype": JSON}
    kept = {name: value for name, value in (extensions or {}).items() if value}
    return Event({**attributes, **kept}, msgspec.json.encode(data))
