"""What a WebDAV server may answer, and what is concluded from it."""

from collections.abc import Callable

import pytest

from cli.watch.source import SourceAway
from cli.watch.webdav import WebDavFolder
from tests.contract.webdav.server import Reply, WebDavServer

Open = Callable[..., WebDavFolder]
LISTING = """<?xml version="1.0"?>{doctype}<x:multistatus xmlns:x="DAV:">
<x:response><x:href>{own}</x:href><x:propstat><x:prop><x:resourcetype><x:collection/></x:resourcetype></x:prop>
<x:status>HTTP/1.1 200 OK</x:status></x:propstat></x:response>{more}</x:multistatus>"""
FILE = """<x:response><x:href>{href}</x:href><x:propstat><x:prop><x:resourcetype/></x:prop>
<x:status>HTTP/1.1 200 OK</x:status></x:propstat></x:response>"""
XML = [("Content-Type", "application/xml; charset=utf-8")]


def listing(*hrefs: str, own: str = "/dav/", doctype: str = "") -> Reply:
    text = LISTING.format(own=own, doctype=doctype, more="".join(FILE.format(href=href) for href in hrefs))
    return "207 Multi-Status", XML, text.encode()


def found(source: WebDavFolder) -> list[str]:
    return [entry.name for entry in source.entries()]


def test_a_wrong_password_is_said_without_showing_it(server: WebDavServer, opened: Open) -> None:
    with pytest.raises(SourceAway, match="refuses the user or the password") as caught:
        opened(server, password="opensesame").entries()
    assert "opensesame" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        ("200 OK", [("Content-Type", "text/html")], b"<html>Log in</html>"),
        ("207 Multi-Status", XML, b"<html>Log in</html>"),
        ("207 Multi-Status", XML, b"<x:multistatus xmlns:x='DAV:'>"),
        ("207 Multi-Status", XML, b""),
        ("500 Internal Server Error", [], b""),
        ("503 Service Unavailable", [], b"maintenance"),
        ("429 Too Many Requests", [], b""),
        listing(own="/other/"),
        listing(doctype="<!DOCTYPE a [<!ENTITY b 'c'>]>"),
        listing(f"/dav/{'x' * 10_000}"),
        ("302 Found", [("Location", "/dav")], b""),
    ],
)
def test_an_answer_that_is_no_listing_concludes_nothing(
    server: WebDavServer, opened: Open, status: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    server.replies["/dav/"] = server.replies["/dav"] = (status, headers, body)
    with pytest.raises(SourceAway):
        opened(server).entries()


def test_a_redirect_to_another_host_is_not_followed_so_that_it_gets_no_password(
    server: WebDavServer, opened: Open
) -> None:
    server.replies["/dav/"] = ("302 Found", [("Location", f"http://localhost:{server.port}/dav/")], b"")
    with pytest.raises(SourceAway, match="redirects to http://localhost"):
        opened(server).entries()
    assert server.count("PROPFIND") == 1


def test_a_redirect_within_the_server_is_followed(server: WebDavServer, opened: Open) -> None:
    (server.folder / "a").write_text("x")
    server.replies["/old/"] = ("301 Moved", [("Location", "/dav/")], b"")
    server.replies["/dav/"] = listing("/old/a", own="/old/")
    assert found(opened(server, "old")) == ["old/a"]


def test_only_what_lies_in_the_folder_is_taken(server: WebDavServer, opened: Open) -> None:
    server.replies["/dav/"] = listing(
        "/dav/a",
        "http://other.example.org/dav/b",
        "/c",
        "/dav/../d",
        "/dav/..",
        "/dav/%2e%2e",
        "/dav/e/f",
        "/dav/g%2Fh",
    )
    assert found(opened(server)) == ["dav/a", "dav/b"]


def test_a_folder_that_the_user_may_not_look_into_is_closed_and_the_others_are_followed(
    server: WebDavServer, opened: Open
) -> None:
    for name in ("locked", "open"):
        (server.folder / name).mkdir()
        (server.folder / name / "a").write_text("x")
    server.replies["/dav/locked/"] = ("403 Forbidden", [], b"")
    assert {(entry.name, entry.closed) for entry in opened(server).entries()} == {
        ("dav/locked/", True),
        ("dav/open/a", False),
    }


def test_a_server_that_breaks_in_the_middle_of_a_walk_concludes_nothing(server: WebDavServer, opened: Open) -> None:
    (server.folder / "a").mkdir()
    server.replies["/dav/a/"] = ("502 Bad Gateway", [], b"")
    with pytest.raises(SourceAway, match="502"):
        opened(server).entries()


def test_a_server_that_is_not_there_is_away_and_not_asked_again_at_once(server: WebDavServer, opened: Open) -> None:
    source = opened(server)
    server.replies["/dav/"] = ("503 Service Unavailable", [], b"")
    for _ in range(3):
        with pytest.raises(SourceAway, match="503"):
            source.entries()
    assert server.count("PROPFIND") == 1


def test_a_slow_walk_is_not_repeated_soon(server: WebDavServer, opened: Open) -> None:
    waited: list[float] = []
    source = opened(server, pause=waited.append)
    source.wait(7.0)
    source._took = 30.0
    source.wait(7.0)
    assert waited == [7.0, 300.0]
