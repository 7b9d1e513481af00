"""One event at work: its data, whose it is, and the next event derived from it."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from events.event import Event, make
from events.fields import UUID_PATTERN, Data
from events.identity import derived_id

_UUID = re.compile(UUID_PATTERN)
D = TypeVar("D", bound=Data)
CARRIED = ("traceparent", "deadline", "replyto", "attempt", "timings")


@dataclass(frozen=True, slots=True)
class Work(Generic[D]):
    """What a step gets: the event, its data as a structure, and the tenant that was verified."""

    stage: str
    event: Event
    data: D
    tenant: str

    @property
    def subject(self) -> str:
        """The question's or document's id, a UUID; another kind of id from outside gives one derived from it."""
        given = self.event.get("subject") or self.event.id
        return given if _UUID.fullmatch(given) else derived_id("subject", self.tenant, self.event.source, given)

    def next(self, type_: str, data: Data, *about: str, dataref: str = "") -> Event:
        """Return the event that follows; its id is derived, so a redelivered step yields the same event again."""
        carried = {name: self.event.get(name) for name in CARRIED}
        carried |= {"subject": self.subject, "tenant": self.tenant, "dataref": dataref}
        identity = derived_id(type_, self.tenant, self.subject, *about, str(self.event.attempt))
        return make(type_, f"/minirag/{self.stage}", identity, data, carried)
