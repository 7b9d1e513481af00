"""Which addresses of the network a page may be fetched from: public ones alone, however they are written."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

from events.errors import Rejected, Unavailable

Resolver = Callable[[str, int], Sequence[str]]
Check = Callable[[str], bool]

# What lies inside of the internet's unicast addresses and leads elsewhere, beside what `ipaddress` calls not global, by
# IANA's registries. Of IPv6 nothing but 2000::/3 is a public unicast address, so these are out: IPv4 in IPv6
# (::ffff:0:0/96, ::/96), NAT64 (64:ff9b::/96, 64:ff9b:1::/48), link-local, unique local, multicast.
_UNICAST = ipaddress.IPv6Network("2000::/3")
_ELSEWHERE_6 = tuple(
    map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"))
)
_ELSEWHERE_4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
            *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)


def is_public(address: str) -> bool:
    """Tell whether an address, as a resolver writes it, is one of the public internet."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not any(found in network for network in _ELSEWHERE_4)
    inside = found in _UNICAST and not found.scope_id
    return inside and found.is_global and not any(found in network for network in _ELSEWHERE_6)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host; raise `OSError` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked_addresses(host: str, port: int, resolver: Resolver = resolve, may: Check = is_public) -> list[str]:
    """Return the addresses that a host has at this moment, each of them checked.

    Raises `Rejected` when a single one of them may not be called, for then its name is not to be trusted; `Unavailable`
    when it has none.
    """
    try:
        found = list(resolver(host, port))
    except (OSError, UnicodeError) as error:
        raise Unavailable(f"{host} has no address: {error}") from error
    if not found:
        raise Unavailable(f"{host} has no address")
    if not all(map(may, found)):
        raise Rejected(f"{host} leads to an address that is not of the public internet: it is not called")
    return found
