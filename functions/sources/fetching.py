"""Getting one page: nothing but allowed hosts, public addresses, a few redirects, and bounded sizes and times."""

import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpcore

from events.binding import media_type
from events.errors import Rejected, Unavailable
from functions.sources.page_urls import Allowed
from functions.sources.pinned_network import PinnedNetwork
from functions.sources.public_addresses import Check, Resolver, is_public, resolve

AGENT = "MiniRAG"  # the name that robots.txt knows it by
MAX_REDIRECTS = 5
SECONDS = 30.0  # for one page with its redirects
READ_SECONDS = 10.0  # without a byte
OK, GONE = 200, (404, 410)
_MOVED = (301, 302, 303, 307, 308)
_UNCHANGED = 304
_LATER = (408, 425, 429)
_PIECE = 2**16  # bytes


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page, to be asked whether that still holds; `url` is where the redirects led."""

    url: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A server's answer: 200 with a body, 304 for a page that is as it was, or one of `GONE`."""

    status: int
    content: bytes = b""
    content_type: str = ""
    validators: Validators = Validators()


CheckUrl = Callable[[str], None]
NOTHING = Validators()


def _any(_: str) -> None:
    """Take every address."""


class Fetcher:
    """Fetches pages, one at a time; connections stay open meanwhile. It keeps no cookies and knows no passwords."""

    def __init__(
        self,
        allowed: Allowed,
        limit: int,
        *,
        resolver: Resolver = resolve,
        may: Check = is_public,
        seconds: float = SECONDS,
    ) -> None:
        self._allowed, self._limit, self._seconds = allowed, limit, seconds
        self._network = PinnedNetwork(resolver, may)
        self._pool: httpcore.ConnectionPool | None = None

    def get(self, url: str, known: Validators = NOTHING, limit: int = 0, check: CheckUrl = _any) -> Fetched:
        """Return what there is at an address; each on the way there is checked, by `check` too.

        Raises `Rejected` for an address that is not asked, at a redirect too, for more than `limit` bytes (413) and for
        a refusal; `Unavailable` where the server does not answer, or is in trouble.
        """
        url, spent = self._allowed.checked(url), 0.0
        self._open()
        for _ in range(MAX_REDIRECTS + 1):
            check(url)
            begun = time.monotonic()
            self._network.deadline = begun + self._seconds - spent
            answer = self._ask(url, known if known.url == url else NOTHING, limit or self._limit)
            if isinstance(answer, Fetched):
                return answer
            spent += time.monotonic() - begun
            url = self._allowed.followed(url, answer)
        raise Rejected(f"{url[:80]} leads on and on: more than {MAX_REDIRECTS} redirects")

    def close(self) -> None:
        """Close the connections."""
        if self._pool is not None:
            self._pool.close()

    def _ask(self, url: str, known: Validators, limit: int) -> Fetched | str:
        """Return a server's answer, or where it sends us."""
        headers = {"user-agent": AGENT, "accept": "text/html, */*;q=0.5", "accept-encoding": "gzip"}
        headers |= {"if-none-match": known.etag} if known.etag else {}
        headers |= {"if-modified-since": known.modified} if known.modified else {}
        sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        try:
            timeout = dict.fromkeys(("connect", "read", "write", "pool"), READ_SECONDS)
            with self._open().stream("GET", url, headers=sent, extensions={"timeout": timeout}) as response:
                return _read(url, response, limit)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, ssl.SSLError) as error:
            raise Unavailable(f"{url[:80]} does not answer: {type(error).__name__} {error}".strip()) from error

    def _open(self) -> httpcore.ConnectionPool:
        if self._pool is None:
            context = httpcore.default_ssl_context()  # some 50 ms: not before a page is fetched
            self._pool = httpcore.ConnectionPool(context, max_connections=4, network_backend=self._network)
        return self._pool


def _read(url: str, response: httpcore.Response, limit: int) -> Fetched | str:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    status = response.status
    if status in _MOVED and headers.get("location"):
        return _as_utf8(headers["location"])
    if status in (_UNCHANGED, *GONE):
        return Fetched(status)
    if status in _LATER or status >= 500:
        raise Unavailable(f"{url[:80]} answers {status}: it is asked again later")
    if status != 200:
        raise Rejected(f"{url[:80]} answers {status}")
    content = b"".join(_bounded(url, response, headers, limit))
    found = Validators(url, headers.get("etag", "")[:200], headers.get("last-modified", "")[:60])
    return Fetched(status, content, headers.get("content-type", "")[:200], found)


def _as_utf8(header: str) -> str:
    """Return a header as sites mean it that write other letters into it as they are."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeDecodeError:
        return header


def _bounded(url: str, response: httpcore.Response, headers: dict[str, str], limit: int) -> Iterator[bytes]:
    """Yield a body's pieces, unpacked; raise `Rejected` (413) as soon as it is larger than `limit`."""
    too_large = Rejected(f"{url[:80]} is larger than {limit} bytes", status=413)
    encoding, length = headers.get("content-encoding", "").strip().lower(), headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limit:
        raise too_large
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Rejected(f"{url[:80]} comes packed as {encoding[:20]!r}, which was not asked for")
    pieces, size = response.iter_stream(), 0
    for piece in unpacked(pieces, limit) if encoding.endswith("gzip") else pieces:
        size += len(piece)
        if size > limit:
            raise too_large
        yield piece


def unpacked(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Yield what is packed by gzip, never much more than `limit` bytes; raise `Rejected` for what is broken."""
    unpack, size = zlib.decompressobj(zlib.MAX_WBITS | 16), 0
    try:
        for packed in pieces:
            rest = packed
            while rest and size <= limit:
                piece = unpack.decompress(rest, _PIECE)
                size, rest = size + len(piece), unpack.unconsumed_tail
                yield piece
    except zlib.error as error:
        raise Rejected(f"it is packed by gzip, and broken: {error}") from error


def kind_of(fetched: Fetched) -> str:
    """Return the media type of a page without its parameters."""
    return media_type(fetched.content_type)
