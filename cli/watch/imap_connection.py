"""A connection to an IMAP server: encrypted, logged in, with bounds on all that is read; IDLE of RFC 2177.

The standard library's imaplib speaks the commands; its reading is replaced, since it cannot wait for a time and go on.
"""

import imaplib
import re
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

import click

from cli.watch.imap_folders import quoted
from cli.watch.passwords import Password
from cli.watch.remote_address import RemoteAddress, Safety
from cli.watch.source import SourceAway

TIMEOUT = 60.0  # seconds that the server may be silent
IDLE_FOR = 28 * 60.0  # seconds; a server may hang up after 29 minutes
LONGEST_LINE = 16 * 1024 * 1024  # bytes; the UIDs of two million mails are one line
_PIECE = 64 * 1024  # bytes
_CHANGE = re.compile(rb"\* (?:\d{1,20} (?:EXISTS|EXPUNGE)|VANISHED)", re.IGNORECASE)
_TAG = b"IDLE1 "  # imaplib counts its own from another letter and number on


class Connection(imaplib.IMAP4):
    """One that is not yet logged in. Raises `imaplib.IMAP4.error` and `OSError`, as all that it does."""

    def __init__(self, address: RemoteAddress, most: int) -> None:
        """Connect; `most` is the number of bytes that one mail, or part of one, may have."""
        self._tls = ssl.create_default_context() if address.safety is not Safety.PLAIN else None
        self._at_once = address.safety is Safety.TLS
        self._most, self._unread = most, bytearray()
        super().__init__(address.host, address.port, TIMEOUT)
        if address.safety is Safety.STARTTLS:
            try:
                self._start_tls()
            except BaseException:
                self.shutdown()
                raise

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect; called by imaplib."""
        self.host, self.port = host, port
        self.sock = socket.create_connection((host, port), timeout)
        if self._tls and self._at_once:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=host)

    def _start_tls(self) -> None:
        if "STARTTLS" not in self.capabilities:
            raise self.error(
                "the server offers no encryption here: use imaps://, or, in a network that you trust, imap+plain://"
            )
        self.starttls(self._tls)
        if self._unread:  # said before there was encryption, by whoever stands between
            raise self.abort("the server spoke before the encryption began")

    def log_in(self, user: str, password: str) -> None:
        """Log in, and learn what the server offers after that."""
        plain = f"\0{user}\0{password}".encode()
        try:
            if "AUTH=PLAIN" in self.capabilities:
                self.authenticate("PLAIN", lambda _: plain)
            elif f"{user}{password}".isascii() and (user + password).isprintable():
                self.login(quoted(user), password)  # which imaplib quotes itself
            else:
                raise self.error("the server takes only passwords of plain ASCII letters, digits and signs")
        except imaplib.IMAP4.error as error:
            said = str(error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else error)
            if any(one in said for one in (password, quoted(password), b64encode(plain).decode())):
                raise self.error("the server refuses the user or the password") from None
            raise
        self.capabilities = tuple(self.capability()[1][-1].decode("ascii", "replace").upper().split())

    def read(self, size: int) -> bytes:
        """Return so many bytes; called by imaplib."""
        if size > self._most:
            raise self.abort(f"the server sends {size} bytes, and was asked for {self._most} at most")
        while len(self._unread) < size:
            self._receive()
        return self._taken(size)

    def readline(self) -> bytes:
        """Return the next line with its end; called by imaplib, too."""
        while (end := self._unread.find(b"\n")) < 0:
            if len(self._unread) > LONGEST_LINE:
                raise self.abort(f"the server sends a line of more than {LONGEST_LINE} bytes")
            self._receive()
        return self._taken(end + 1)

    def shutdown(self) -> None:
        """Hang up; called by imaplib, too."""
        self.sock.close()

    def idle(self, seconds: float) -> bool:
        """Let so many seconds pass; return early, and True, when a mail has come or gone."""
        self.send(_TAG + b"IDLE\r\n")
        changed = False
        while not (line := self.readline()).startswith(b"+"):
            self._refuse_end(line)
            changed |= bool(_CHANGE.match(line))
        until = time.monotonic() + seconds
        while not changed and self._heard(until - time.monotonic()):
            self._refuse_end(line := self.readline())
            changed = bool(_CHANGE.match(line))
        self.send(b"DONE\r\n")
        while not (line := self.readline()).startswith(_TAG):
            changed |= bool(_CHANGE.match(line))
        return changed

    def _refuse_end(self, line: bytes) -> None:
        if line.startswith((b"* BYE", _TAG)):
            raise self.abort(line[:200].decode("ascii", "replace").strip())

    def _heard(self, seconds: float) -> bool:
        """Tell whether the server says something within this time."""
        if self._unread or seconds <= 0:
            return bool(self._unread)
        self.sock.settimeout(seconds)
        try:
            self._receive()
        except TimeoutError:
            return False
        finally:
            self.sock.settimeout(TIMEOUT)
        return True

    def _receive(self) -> None:
        piece = self.sock.recv(_PIECE)
        if not piece:
            raise self.abort("the server has hung up")
        self._unread += piece

    def _taken(self, size: int) -> bytes:
        found = bytes(self._unread[:size])
        del self._unread[:size]
        return found


@contextmanager
def away(label: str) -> Iterator[None]:
    """Turn what goes wrong with a server into `SourceAway`."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        reason = f"its certificate is not trusted: {error.verify_message}; SSL_CERT_FILE may name your own authority's"
        raise SourceAway(f"{label}: {reason}") from error
    except TimeoutError as error:
        raise SourceAway(f"{label}: no answer in time") from error
    except OSError as error:
        raise SourceAway(f"{label}: {error.strerror or error}") from error
    except (imaplib.IMAP4.error, ValueError) as error:  # ValueError: an answer that is none
        raise SourceAway(f"{label}: {error}") from error
    except click.ClickException as error:  # the password's file cannot be read now
        raise SourceAway(f"{label}: {error.message}") from error


def connected(address: RemoteAddress, password: Password, most: int) -> Connection:
    """Return a connection that is logged in. Raises as `Connection` does."""
    connection = Connection(address, most)
    try:
        connection.log_in(address.user, password())
    except BaseException:
        connection.shutdown()
        raise
    return connection
