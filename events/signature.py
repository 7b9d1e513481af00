"""The signature of an event by the key that the functions share; it fits that one event alone."""

import hmac
from datetime import datetime
from hashlib import sha256

import msgspec

from events.event import Event

SIGNATURE = "signature"  # the extension that carries an event's signature
# Every attribute that a function goes by. A Broker adds attributes of its own, which therefore are not covered.
COVERED = (
    "type", "id", "source", "subject", "time",
    "tenant", "dataref", "deadline", "replyto", "attempt", "timings",
)  # fmt: skip


def sign(key: str, text: str) -> str:
    """Return the HMAC-SHA256 of the text as 64 hexadecimal digits."""
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


def verified(key: str, text: str, signature: str) -> bool:
    """Tell whether the signature is ours; never without a key."""
    return bool(key) and hmac.compare_digest(sign(key, text).encode(), signature.encode(errors="replace"))


def signed(key: str, event: Event) -> Event:
    """Return the event with a signature that fits no other one; as it is where there is no key."""
    return event.extended(**{SIGNATURE: sign(key, _signed_text(event))}) if key else event


def is_signed(key: str, event: Event) -> bool:
    """Tell whether one of our functions made this very event."""
    return verified(key, _signed_text(event), event.get(SIGNATURE))


def _signed_text(event: Event) -> str:
    """Return what is signed of an event: its covered attributes, and the hash of its data."""
    attributes = {name: event.get(name) for name in COVERED} | {"time": _moment(event.get("time"))}
    return msgspec.json.encode([*attributes.values(), sha256(event.data).hexdigest()]).decode()


def _moment(time: str) -> str:
    """Return a time in one form, since a Broker may write it in another."""
    try:
        return str(round(datetime.fromisoformat(time).timestamp() * 1000))
    except (ValueError, OverflowError):
        return time
