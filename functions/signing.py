"""Signatures by the shared key: of an event that functions send each other, and of the address an answer may go to."""

import hmac
from datetime import datetime
from hashlib import sha256

import msgspec

from events.event import Event

DEFAULT_TENANT = "default"
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


def signed_address(key: str, address: str) -> str:
    """Return the address with its signature as the last segment of its path."""
    return f"{address}/{sign(key, address)}"


def is_our_address(key: str, address: str) -> bool:
    """Tell whether we signed this address: no other address from an event is ever called."""
    base, _, signature = address.rpartition("/")
    return verified(key, base, signature)


def tenant_extensions(key: str, tenant: str) -> dict[str, str]:
    """Return the extensions that say whose an event is, signed if there is a key."""
    return {"tenant": tenant, "tenantsig": sign(key, tenant)} if key else {"tenant": tenant}


def tenant_of(key: str, event: Event) -> str:
    """Return the event's tenant if the gateway signed it, else the default one."""
    tenant = event.get("tenant", DEFAULT_TENANT)
    return tenant if verified(key, tenant, event.get("tenantsig")) else DEFAULT_TENANT
