"""Addresses of sources over a network: `imaps://me@mail.example.org/INBOX`, `davs://me@cloud.example.org/files`."""

import re
from enum import Enum
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import click


class Kind(Enum):
    """What is spoken there."""

    IMAP = "imap"
    WEBDAV = "webdav"


class Safety(Enum):
    """How what is said on the way is kept from others, the password above all."""

    TLS = "tls"  # from the first byte
    STARTTLS = "starttls"  # before the password
    PLAIN = "plain"  # not at all: on this machine, or where somebody said so


class Way(NamedTuple):
    """What a scheme means: to other machines, and to this one."""

    kind: Kind
    afar: Safety | None  # None: refused
    here: Safety
    port: int


_WAYS = {
    "imaps": Way(Kind.IMAP, Safety.TLS, Safety.TLS, 993),
    "imap": Way(Kind.IMAP, Safety.STARTTLS, Safety.PLAIN, 143),
    "imap+plain": Way(Kind.IMAP, Safety.PLAIN, Safety.PLAIN, 143),
    "webdavs": Way(Kind.WEBDAV, Safety.TLS, Safety.TLS, 443),
    "davs": Way(Kind.WEBDAV, Safety.TLS, Safety.TLS, 443),
    "webdav": Way(Kind.WEBDAV, None, Safety.PLAIN, 80),
    "dav": Way(Kind.WEBDAV, None, Safety.PLAIN, 80),
    "webdav+plain": Way(Kind.WEBDAV, Safety.PLAIN, Safety.PLAIN, 80),
    "dav+plain": Way(Kind.WEBDAV, Safety.PLAIN, Safety.PLAIN, 80),
}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)


class RemoteAddress(NamedTuple):
    """Where a source is, without its password."""

    kind: Kind
    safety: Safety
    host: str
    port: int
    user: str
    path: str  # decoded, without a slash at its ends


def is_remote(text: str) -> bool:
    """Tell whether this is an address, and not the path of a folder."""
    return _SCHEME.match(text) is not None


def remote_address(text: str) -> RemoteAddress:
    """Return what an address says; raise `ClickException`, which never shows a password, for one that is not taken."""
    scheme = text.partition("://")[0].lower()
    if not (way := _WAYS.get(scheme)):
        raise click.ClickException(
            f"{scheme}:// is no address that can be followed: imaps:// is for mail, davs:// for WebDAV"
        )
    parts = _parts(text, scheme)
    host, port = parts.hostname or "", parts.port or way.port
    safety = way.here if is_this_machine(host) else way.afar
    if safety is None:
        raise click.ClickException(
            f"{scheme}:// would show the password to the network: use {scheme}s://, or, in a network that you trust, "
            f"{scheme}+plain://"
        )
    return RemoteAddress(way.kind, safety, host, port, unquote(parts.username or ""), unquote(parts.path).strip("/"))


def _parts(text: str, scheme: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise click.ClickException(f"this {scheme}:// address cannot be read: {scheme}://USER@HOST/FOLDER") from error
    if parts.password is not None:
        raise click.ClickException(
            "a password in an address is seen by everybody who lists the processes: leave it out, and put it into "
            "MINIRAG_WATCH_PASSWORD or into a file that --password-file names"
        )
    if not parts.hostname:
        raise click.ClickException(f"the address names no host: {scheme}://USER@HOST/FOLDER")
    if re.search("[?#]", text):
        raise click.ClickException("? and # in an address are written %3F and %23")
    return parts


def is_this_machine(host: str) -> bool:
    """Tell whether what is sent to this host leaves the machine not at all."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
