"""Which Host headers are taken, which are refused, and which are no host at all."""

import pytest

from events.errors import Rejected
from events.hosts import LOOPBACK, allowed, check_host, names_in

OURS = ["localhost", "LOCALHOST:8080", "localhost.", "gateway.localhost:8080", "127.0.0.1", "127.8.8.8:1", "[::1]:8080"]
FOREIGN = ["evil.example", "evil.example:8080", "localhost.evil.example", "evillocalhost", "128.0.0.1", "[::2]", "0"]
MALFORMED = [
    "", ":", ":80", "a b", "a/b", "a@b", "http://localhost", "localhost:x", "localhost:123456", "[::1", "::1",
    "localhost,evil.example", "localhost\x00", "\xe9", "[::1]x", "localhost:80:80",
]  # fmt: skip


@pytest.mark.parametrize("host", OURS)
def test_a_loopback_name_with_any_port_is_ours(host: str) -> None:
    assert allowed(host, LOOPBACK)


@pytest.mark.parametrize("host", FOREIGN)
def test_any_other_name_is_not(host: str) -> None:
    assert not allowed(host, LOOPBACK)


@pytest.mark.parametrize("host", ["mini.example:80", "MINI.example", "a.wild.example", "a.b.wild.example", "10.1.2.3"])
def test_a_setting_adds_names(host: str) -> None:
    assert allowed(host, names_in(" Mini.Example, *.wild.example,,10.1.0.0/16"))


@pytest.mark.parametrize("setting", ["localhost:8080", "http://mini.example", "10.0.0.0/99", "a b", "*evil", "*.*"])
def test_a_setting_that_can_name_no_host_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="ALLOWED_HOSTS holds"):
        names_in(setting)


@pytest.mark.parametrize("host", ["wild.example", "notwild.example", "mini.example.evil.example"])
def test_a_name_below_or_beside_an_added_one_is_not_added(host: str) -> None:
    assert not allowed(host, names_in("mini.example,*.wild.example"))


def test_a_star_stands_for_every_name() -> None:
    assert allowed("evil.example", names_in("*"))


@pytest.mark.parametrize("host", MALFORMED)
def test_what_is_no_host_is_refused_even_where_every_name_is_taken(host: str) -> None:
    with pytest.raises(Rejected) as refusal:
        allowed(host, names_in("*"))
    assert refusal.value.status == 400


@pytest.mark.parametrize("hosts", [[], [b"localhost", b"localhost"], [b"localhost", b"evil.example"]])
def test_a_request_names_exactly_one_host(hosts: list[bytes]) -> None:
    with pytest.raises(Rejected, match="exactly one") as refusal:
        check_host(hosts, LOOPBACK)
    assert refusal.value.status == 400


def test_a_foreign_host_is_told_the_setting_that_adds_it() -> None:
    with pytest.raises(Rejected, match=r"add this one to the setting ALLOWED_HOSTS") as refusal:
        check_host([b"evil.example:8080"], LOOPBACK)
    assert refusal.value.status == 421
