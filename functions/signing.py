"""Signatures by the shared key: of the tenant an event belongs to, and of the address an answer may go to."""

import hmac
from hashlib import sha256

from events.event import Event

DEFAULT_TENANT = "default"


def sign(key: str, text: str) -> str:
    """Return the HMAC-SHA256 of the text as 64 hexadecimal digits."""
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


def verified(key: str, text: str, signature: str) -> bool:
    """Tell whether the signature is ours; never without a key."""
    return bool(key) and hmac.compare_digest(sign(key, text), signature)


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
