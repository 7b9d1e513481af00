"""Fetching a page: only what may be fetched, from where it may be, and no more of it than is wanted."""

import gzip
import socket
import threading
from collections.abc import Sequence
from contextlib import closing, suppress

import pytest

from events.errors import Rejected, Unavailable
from functions.sources.fetching import Fetcher, Validators
from functions.sources.page_urls import Allowed
from functions.sources.public_addresses import is_public
from tests.unit.sources.site import HERE, Answer, Site, is_here, resolve_here

PAGE = b"<html><body><p>The pump stands in the cellar.</p></body></html>"


def public_only(site: Site, *answers: Sequence[str]) -> Fetcher:
    """Return a fetcher as it is in production, with a resolver that gives these answers, one after the other."""
    left = list(answers)
    return site.fetcher(resolver=lambda _, __: left.pop(0) if len(left) > 1 else left[0], may=is_public)


def test_a_page_comes_with_what_its_server_says_of_it(site: Site) -> None:
    site.answers["/a"] = Answer(PAGE, etag='"1"', headers={"last-modified": "Sun, 01 Mar 2026 10:00:00 GMT"})
    found = site.fetcher().get(site.url("/a"))
    assert (found.status, found.content, found.content_type) == (200, PAGE, "text/html; charset=utf-8")
    assert found.validators == Validators(site.url("/a"), '"1"', "Sun, 01 Mar 2026 10:00:00 GMT")


def test_a_page_that_is_as_it_was_is_not_sent_again(site: Site) -> None:
    site.answers["/a"] = Answer(PAGE, etag='"1"')
    fetcher = site.fetcher()
    again = fetcher.get(site.url("/a"), fetcher.get(site.url("/a")).validators)
    assert (again.status, again.content) == (304, b"")


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_says_so(site: Site, status: int) -> None:
    site.answers["/a"] = Answer(b"gone", status=status)
    assert site.fetcher().get(site.url("/a")).status == status


@pytest.mark.parametrize(
    ("status", "error"), [(500, Unavailable), (503, Unavailable), (429, Unavailable), (403, Rejected)]
)
def test_a_refusal_is_final_and_trouble_is_not(site: Site, status: int, error: type[Exception]) -> None:
    site.answers["/a"] = Answer(b"no", status=status)
    with pytest.raises(error, match=str(status)):
        site.fetcher().get(site.url("/a"))


def test_neither_cookies_nor_credentials_are_sent(site: Site) -> None:
    site.answers["/a"] = Answer(b"", status=302, headers={"location": "/b", "set-cookie": "session=1"})
    site.answers["/b"] = Answer(PAGE, headers={"set-cookie": "session=2"})
    fetcher = site.fetcher()
    fetcher.get(site.url("/a"))
    fetcher.get(site.url("/b"))
    assert not [sent for sent in site.headers if {"cookie", "authorization", "referer"} & sent.keys()]


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.answers["/a"] = Answer(gzip.compress(PAGE), headers={"content-encoding": "gzip"})
    assert site.fetcher().get(site.url("/a")).content == PAGE


def test_a_redirect_is_followed(site: Site) -> None:
    site.answers["/a"] = Answer(status=301, headers={"location": "/b"})
    site.answers["/b"] = Answer(PAGE)
    assert site.fetcher().get(site.url("/a")).validators.url == site.url("/b")


def test_a_redirect_may_have_other_letters_as_they_are(site: Site) -> None:
    site.answers["/a"] = Answer(status=301, headers={"location": "/\u00fcber".encode().decode("latin-1")})
    site.answers["/%C3%BCber"] = Answer(PAGE)
    assert site.fetcher().get(site.url("/a")).content == PAGE


def test_redirects_end(site: Site) -> None:
    site.answers["/a"] = Answer(status=302, headers={"location": "/a"})
    with pytest.raises(Rejected, match="redirects"):
        site.fetcher().get(site.url("/a"))
    assert len(site.asked) == 6


@pytest.mark.parametrize("location", ["http://other.test/", "http://127.0.0.1/", "http://[::1]/", "file:///etc/passwd"])
def test_a_redirect_to_what_may_not_be_asked_is_not_followed(site: Site, location: str) -> None:
    site.answers["/a"] = Answer(status=302, headers={"location": location})
    with pytest.raises(Rejected):
        site.fetcher().get(site.url("/a"))


def test_a_redirect_to_an_allowed_name_that_leads_inside_is_not_followed(site: Site) -> None:
    """The first name has an address that may be called, and the second one's may not."""
    site.answers["/a"] = Answer(status=302, headers={"location": site.url("/b", "inside.site.test")})
    site.answers["/b"] = Answer(b"a secret")
    fetcher = site.fetcher(resolver=lambda host, _: ["127.0.0.2" if host.startswith("inside") else HERE])
    with pytest.raises(Rejected, match="public internet"):
        fetcher.get(site.url("/a"))
    assert site.asked == ["/a"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd00::1"],
)
def test_a_name_that_leads_inside_is_never_called(site: Site, address: str) -> None:
    site.answers["/a"] = Answer(b"a secret")
    with pytest.raises(Rejected, match="public internet"):
        public_only(site, [address]).get(site.url("/a"))
    assert site.asked == []


def test_without_a_hand_on_it_the_check_takes_no_loopback(site: Site) -> None:
    fetcher = Fetcher(site.allowed, 2**20, resolver=resolve_here)
    with closing(fetcher), pytest.raises(Rejected, match="public internet"):
        fetcher.get(site.url("/a"))


def test_a_name_whose_answer_changes_is_called_by_the_address_that_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is resolved once for a connection, so there is no second answer to be led inside by."""
    called: list[object] = []

    def connect(address: object, *_: object, **__: object) -> socket.socket:
        called.append(address)
        raise OSError("unreachable in a test")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Unavailable):
        public_only(site, ["8.8.8.8"], ["127.0.0.1"]).get(site.url("/a"))
    assert called == [("8.8.8.8", site.port)]


def test_a_name_that_leads_inside_from_its_second_answer_on_is_refused_then(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetcher = public_only(site, ["8.8.8.8"], ["127.0.0.1"])
    with monkeypatch.context() as patched:
        patched.setattr(socket, "create_connection", lambda *_, **__: (_ for _ in ()).throw(OSError("unreachable")))
        with pytest.raises(Unavailable):
            fetcher.get(site.url("/a"))
    with pytest.raises(Rejected, match="public internet"):
        fetcher.get(site.url("/a"))
    assert site.asked == []


def test_no_proxy_of_the_environment_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.answers["/a"] = Answer(PAGE)
    assert site.fetcher().get(site.url("/a")).content == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"x" * 1001),
        Answer(gzip.compress(b"x" * 10**6), headers={"content-encoding": "gzip"}),
        Answer(b"", headers={"content-length": "99999"}),
    ],
    ids=["by its length", "unpacked", "as it says itself"],
)
def test_a_page_over_the_limit_is_rejected_with_413(site: Site, answer: Answer) -> None:
    site.answers["/a"] = answer
    with pytest.raises(Rejected) as caught:
        site.fetcher(limit=1000).get(site.url("/a"))
    assert caught.value.status == 413


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip"])
def test_a_packing_that_was_not_asked_for_is_rejected(site: Site, encoding: str) -> None:
    site.answers["/a"] = Answer(PAGE, headers={"content-encoding": encoding})
    with pytest.raises(Rejected, match="packed"):
        site.fetcher().get(site.url("/a"))


@pytest.mark.parametrize("slow", [b"", b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"], ids=["headers", "body"])
def test_a_server_that_drips_is_given_up_when_the_time_is_over(slow: bytes) -> None:
    listener, over = socket.create_server((HERE, 0)), threading.Event()

    def drip() -> None:
        with suppress(OSError):  # the other side has hung up
            connection, _ = listener.accept()
            with connection:
                connection.sendall(slow)
                while not over.wait(0.02):
                    connection.sendall(b"H")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    port = listener.getsockname()[1]
    allowed = Allowed.of(f"site.test:{port}", plain=True)
    fetcher = Fetcher(allowed, 2**20, resolver=resolve_here, may=is_here, seconds=0.3)
    with closing(fetcher), pytest.raises(Unavailable, match="does not answer"):
        fetcher.get(f"http://site.test:{port}/")
    over.set()
    listener.close()
    thread.join(10)
