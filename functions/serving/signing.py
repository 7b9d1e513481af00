"""Whose an event is, and which addresses an answer may go to: by the key that the functions share."""

from events.errors import Unavailable
from events.event import Event
from events.signature import COVERED, SIGNATURE, is_signed, sign, signed, verified

__all__ = ["COVERED", "SIGNATURE", "is_signed", "sign", "signed", "verified"]  # all about signatures, in one place
DEFAULT_TENANT = "default"
NO_KEY = "SIGNING_KEY is not set: set the same one for the gateway and all other functions"


def signed_to_go(key: str, event: Event) -> Event:
    """Return the event signed, to be posted; raise `Unavailable` without a key, since no function would take it."""
    if not key:
        raise Unavailable(NO_KEY)
    return signed(key, event)


def signed_address(key: str, address: str) -> str:
    """Return the address with its signature as the last segment of its path."""
    return f"{address}/{sign(key, address)}"


def is_our_address(key: str, address: str) -> bool:
    """Tell whether we signed this address: no other address from an event is ever called."""
    base, _, signature = address.rpartition("/")
    return verified(key, base, signature)
