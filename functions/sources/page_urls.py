"""Which addresses of the web may be fetched, and what the documents of their pages are called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from events.errors import Rejected
from functions.documents.uploads import check_name

MAX_URL = 1_000  # characters
_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBERS = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")  # what a resolver takes for an address: 127.1, 0x7f000001
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The hosts that may be asked: `example.org` that one alone, `*.example.org` all below it, and with `:8443` a port.

    `plain`: also by http, without TLS.
    """

    hosts: tuple[str, ...]
    plain: bool = False

    @classmethod
    def of(cls, setting: str, *, plain: bool = False) -> "Allowed":
        """Return the hosts of a setting, with commas or blanks between them."""
        return cls(tuple(_ascii(one.strip(".")) for one in re.split(r"[\s,]+", setting.lower()) if one), plain)

    def checked(self, url: str) -> str:
        """Return the URL in its plain form: no fragment, the host in ASCII. Raises `Rejected` for what is not asked."""
        if len(url) > MAX_URL or _CONTROL.search(url):
            raise Rejected(f"{url[:80]!r} is no address: it has blanks, control characters, or is too long")
        try:
            parts, port = _split(url)
        except ValueError as error:
            raise Rejected(f"{url[:80]!r} is no address: {error}") from error
        if parts.scheme not in (("https", "http") if self.plain else ("https",)):
            raise Rejected(f"{url[:80]!r} is not fetched: only https:// is{' and http://' if self.plain else ''}")
        if parts.username is not None or parts.password is not None:
            raise Rejected("an address with a user or a password in it is not fetched")
        host = _ascii((parts.hostname or "").rstrip("."))
        if not _HOST.fullmatch(host) or _NUMBERS.fullmatch(host):
            raise Rejected(f"{host[:80]!r} is no name of a host: an address in numbers is not fetched")
        self._check_host(host, port, _PORTS[parts.scheme])
        where = host if port == _PORTS[parts.scheme] else f"{host}:{port}"
        return f"{parts.scheme}://{where}{_path(parts)}"

    def followed(self, url: str, location: str) -> str:
        """Return where a redirect leads, checked like any address."""
        try:
            target = urljoin(url, location.strip())
        except ValueError as error:
            raise Rejected(f"{url[:80]} leads to {location[:80]!r}, which is no address: {error}") from error
        return self.checked(target)

    def _check_host(self, host: str, port: int, usual: int) -> None:
        named = [(*one.rpartition(":"),) if _has_port(one) else (one, ":", str(usual)) for one in self.hosts]
        if not any(_fits(host, name) and port == int(number) for name, _, number in named):
            raise Rejected(f"{host} is not among WEB_HOSTS: no other host is asked", status=403)


def name_of(url: str) -> str:
    """Return the name of a page's document: its address without https://, readable where that is a name."""
    plain = url.partition("://")[2]
    readable = unquote(plain)
    try:
        return check_name(readable)
    except Rejected:
        return check_name(plain)


def host_of(url: str) -> str:
    """Return scheme, host and port of an address that was checked."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def listed(text: str) -> list[str]:
    """Return the addresses of a list, one a line; what follows a # that begins a line or a word is a remark."""
    lines = (re.split(r"(?:^|\s)#", line)[0].strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def first_words(urls: Iterable[str], most: int = 3) -> str:
    """Return the first of some addresses, for a sentence."""
    some = list(urls)
    return ", ".join(some[:most]) + (", ..." if len(some) > most else "")


def _split(url: str) -> tuple[SplitResult, int]:
    parts = urlsplit(url)
    return parts, _PORTS.get(parts.scheme, 0) if parts.port is None else parts.port


def _path(parts: SplitResult) -> str:
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    return _quoted(path) + (f"?{_quoted(parts.query)}" if parts.query else "")


def _quoted(text: str) -> str:
    return "".join(one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode()) for one in text)


def _ascii(host: str) -> str:
    """Return a name as the network knows it; what has no such form fits no host."""
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return ""


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdecimal() and ":" in host


def _fits(host: str, name: str) -> bool:
    return host.endswith(name[1:]) and len(host) > len(name) - 1 if name.startswith("*.") else host == name
