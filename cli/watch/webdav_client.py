"""Asks one WebDAV server, and no other: redirects are followed within it, answers have bounds."""

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote, urlsplit

import click
import httpx

from cli.watch.passwords import Password
from cli.watch.remote_address import RemoteAddress, Safety
from cli.watch.source import SourceAway
from cli.watch.webdav_listing import QUESTION, Item, NoListing, items

TIMEOUT = 60.0  # seconds that the server may be silent
MOST_REDIRECTS = 3
_LONGEST_LISTING = 256 * 1024 * 1024  # bytes; some 400,000 files in one folder
_WHOLE = re.compile("https?://", re.IGNORECASE)
_KEPT = "/%:@!$&'()*+,;=~-._"  # what a path may have as it is


class TooLarge(Exception):
    """An answer has more bytes than are taken."""


class Refused(Exception):
    """The server answers with this status, which is about the one path."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answers {status}")
        self.status = status


class WebDav:
    """The server. All that it does raises `SourceAway` for what is not about one path, and `Refused` for what is."""

    def __init__(self, label: str, address: RemoteAddress, password: Password | None) -> None:
        """Take where it is; nothing is asked yet. Without a password nobody is named."""
        self._label, self._user, self._password = label, address.user, password
        secure = address.safety is not Safety.PLAIN
        host = f"[{address.host}]" if ":" in address.host else address.host
        self.origin = httpx.URL(f"{'https' if secure else 'http'}://{host}:{address.port}")
        self._http = httpx.Client(
            timeout=TIMEOUT,
            verify=ssl.create_default_context() if secure else True,
            headers={"accept-encoding": "identity", "user-agent": "MiniRAG"},
        )

    def listing(self, path: str, depth: str = "1") -> list[Item]:
        """Return what is at a path, as it stands in an address, and right below it."""
        headers = {"depth": depth, "content-type": "application/xml; charset=utf-8"}
        with self._answer("PROPFIND", path, headers, QUESTION) as answer:
            if answer.status_code != 207:
                raise self.away(f"it answers {answer.status_code} and no listing")
            try:
                return items(_within(_LONGEST_LISTING, answer))
            except (NoListing, TooLarge) as error:
                raise self.away(str(error)) from error

    def content(self, path: str, most: int) -> bytes:
        """Return a file's bytes; raise `TooLarge` for more than `most`."""
        with self._answer("GET", path, {}, b"") as answer:
            if answer.status_code != 200:
                raise Refused(answer.status_code)
            return b"".join(_within(most, answer))

    def away(self, reason: str) -> SourceAway:
        """Return the error that says why the server cannot be asked."""
        return SourceAway(f"{self._label}: {reason}")

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    @contextmanager
    def _answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Iterator[httpx.Response]:
        try:
            auth = httpx.BasicAuth(self._user, self._password()) if self._password else None
            for _ in range(MOST_REDIRECTS + 1):
                url = self.origin.copy_with(raw_path=quote(path, safe=_KEPT).encode())
                with self._http.stream(method, url, headers=headers, content=body, auth=auth) as answer:
                    if not answer.has_redirect_location:
                        self._refuse(answer.status_code)
                        yield answer
                        return
                    path = self._elsewhere(url, answer.headers["location"])
            raise self.away("it redirects again and again")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self.away(_told(error)) from error
        except click.ClickException as error:  # the password's file cannot be read now
            raise self.away(error.message) from error

    def _elsewhere(self, url: httpx.URL, location: str) -> str:
        """Return the path that a redirect leads to; one to another server would be given the password."""
        there = url.join(location)
        if (there.scheme, there.host, there.port) != (url.scheme, url.host, url.port):
            raise self.away(f"it redirects to {there.scheme}://{there.netloc.decode()}, not followed")
        return there.raw_path.decode("ascii").partition("?")[0]

    def _refuse(self, status: int) -> None:
        if status == 401:
            raise self.away("the server refuses the user or the password")
        if status in (403, 404, 410):
            raise Refused(status)
        if status >= 400:
            raise self.away(f"the server answers {status}")


def path_of(href: str) -> str:
    """Return the path of what a listing names, be that a path or a whole address."""
    return urlsplit(href).path if _WHOLE.match(href) else href


def _within(most: int, answer: httpx.Response) -> Iterator[bytes]:
    count = 0
    for piece in answer.iter_bytes():
        count += len(piece)
        if count > most:
            raise TooLarge(f"it has more than {most} bytes")
        yield piece


def _told(error: Exception) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return f"its certificate is not trusted ({error}); SSL_CERT_FILE may name your own authority's"
    return f"{type(error).__name__}: {error}" if str(error) else "no answer in time"
