"""Which addresses may be fetched, by what they say of themselves."""

import pytest

from events.errors import Rejected
from functions.sources.page_urls import Allowed, listed, name_of

ALLOWED = Allowed.of("example.org, *.example.com  Bücher.example, ports.example:8443")


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://EXAMPLE.org./a#part", "https://example.org/a"),
        ("https://example.org:443/a?b=c d".replace(" ", "%20"), "https://example.org/a?b=c%20d"),
        ("https://www.example.com/x", "https://www.example.com/x"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://ports.example:8443/", "https://ports.example:8443/"),
    ],
)
def test_an_allowed_address_gets_its_plain_form(given: str, plain: str) -> None:
    assert ALLOWED.checked(given) == plain


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "//example.org/",
        "example.org",
        "https://",
        "https://other.org/",
        "https://example.com/",  # all below it, and not itself
        "https://evil-example.org/",
        "https://example.org.evil.net/",
        "https://evilexample.com/",
        "https://example.org:8443/",
        "https://ports.example/",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org@other.org/",
        "https://other.org\\@example.org/",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org:99999/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        f"https://example.org/{'a' * 1000}",
    ],
)
def test_every_other_is_refused(url: str) -> None:
    with pytest.raises(Rejected):
        ALLOWED.checked(url)


@pytest.mark.parametrize("literal", ["127.0.0.1", "[::1]", "2130706433", "169.254.169.254"])
def test_an_address_in_numbers_is_refused_even_where_it_is_among_the_hosts(literal: str) -> None:
    with pytest.raises(Rejected):
        Allowed.of(literal).checked(f"https://{literal}/")


def test_without_hosts_nothing_is_allowed() -> None:
    with pytest.raises(Rejected, match="WEB_HOSTS"):
        Allowed.of("").checked("https://example.org/")


def test_http_is_allowed_by_a_setting_alone() -> None:
    assert Allowed.of("example.org", plain=True).checked("http://example.org/a") == "http://example.org/a"


@pytest.mark.parametrize(
    ("location", "to"),
    [("/b", "https://example.org/b"), ("c", "https://example.org/x/c"), ("//a.example.com/", "https://a.example.com/")],
)
def test_a_redirect_is_followed_from_where_it_stands(location: str, to: str) -> None:
    assert ALLOWED.followed("https://example.org/x/y", location) == to


@pytest.mark.parametrize(
    "location",
    [
        *("http://example.org/", "https://other.org/", "https://10.0.0.1/", "file:///x"),
        *("https://[", "https://[::1", "//[x", "https://[::ffff:127.0.0.1]/"),
    ],
)
def test_a_redirect_is_checked_like_any_address(location: str) -> None:
    with pytest.raises(Rejected):
        ALLOWED.followed("https://example.org/", location)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/docs/a.html", "example.org/docs/a.html"),
        ("https://example.org/?id=3", "example.org/?id=3"),
        ("https://example.org/%C3%BCber%20uns", "example.org/über uns"),
        ("https://example.org/%2e%2e/x", "example.org/%2e%2e/x"),  # which no name may be, once it is decoded
        ("https://example.org/a%0Ab", "example.org/a%0Ab"),
    ],
)
def test_a_page_is_named_by_its_address(url: str, name: str) -> None:
    assert name_of(url) == name


def test_a_list_has_one_address_a_line_and_remarks() -> None:
    text = "# our pages\nhttps://example.org/a#b  # a remark\n\n https://example.org/c \nhttps://example.org/c\n"
    assert listed(text) == ["https://example.org/a#b", "https://example.org/c"]
