"""No address but those of the public internet."""

import pytest

from events.errors import Rejected, Unavailable
from functions.sources.public_addresses import checked_addresses, is_public

ELSEWHERE = {
    "this host": "0.0.0.0",
    "loopback": "127.0.0.1",
    "all of loopback": "127.255.255.254",
    "private 10": "10.0.0.1",
    "private 172": "172.31.255.255",
    "private 192": "192.168.1.1",
    "carrier-grade NAT": "100.64.0.1",
    "link-local and the cloud's metadata": "169.254.169.254",
    "protocol assignments": "192.0.0.8",
    "documentation": "192.0.2.1",
    "6to4 relays": "192.88.99.1",
    "benchmarks": "198.19.0.1",
    "multicast": "224.0.0.251",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "IPv6 loopback": "::1",
    "IPv6 unspecified": "::",
    "IPv4 mapped into IPv6": "::ffff:127.0.0.1",
    "a public IPv4 mapped into IPv6": "::ffff:8.8.8.8",
    "IPv4-compatible IPv6": "::7f00:1",
    "NAT64": "64:ff9b::7f00:1",
    "NAT64 of a public address": "64:ff9b::808:808",
    "local NAT64": "64:ff9b:1::7f00:1",
    "6to4": "2002:7f00:1::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "documentation in IPv6": "2001:db8::1",
    "unique local": "fd00::1",
    "link-local in IPv6": "fe80::1",
    "link-local with its interface": "fe80::1%eth0",
    "a public one with an interface": "2606:4700::1%eth0",
    "site-local": "fec0::1",
    "multicast in IPv6": "ff02::1",
    "no address": "localhost",
}


@pytest.mark.parametrize("address", ELSEWHERE.values(), ids=ELSEWHERE)
def test_an_address_that_leads_elsewhere_is_not_called(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(Rejected, match="public internet"):
        checked_addresses("example.org", 443, lambda _, __: [address])


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::6810:84e5", "2a00:1450:4001::200e"])
def test_a_public_address_may_be_called(address: str) -> None:
    assert checked_addresses("example.org", 443, lambda _, __: [address]) == [address]


def test_a_name_with_one_private_address_among_public_ones_is_not_called_at_all() -> None:
    with pytest.raises(Rejected):
        checked_addresses("example.org", 443, lambda _, __: ["8.8.8.8", "10.0.0.1"])


def test_a_name_without_an_address_may_have_one_later() -> None:
    def unknown(_: str, __: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(Unavailable, match="no address"):
        checked_addresses("example.org", 443, unknown)
