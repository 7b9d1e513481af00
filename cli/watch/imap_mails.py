"""Mails as a folder lists them: their numbers, and the heads from which they get their names."""

import hashlib
import imaplib
import re
import time
from collections.abc import Collection, Iterator, Sequence
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.utils import parsedate_tz
from typing import NamedTuple

from cli.watch.imap_connection import Connection
from cli.watch.imap_folders import Folder
from cli.watch.remote_names import name_part

_AT_ONCE = 500  # heads in one answer
_HEAD = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID DATE FROM SUBJECT)]<0.4096>"  # PEEK: it stays unread for its owner
_UID = re.compile(rb"\bUID (\d{1,10})")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,18})")


class Shut(imaplib.IMAP4.error):
    """The server does not open a folder."""


class Standing(NamedTuple):
    """How a folder is now: as long as these three stay, so do its mails."""

    validity: int  # a new one means that all UIDs are new
    following: int  # the UID that the next mail gets
    mails: int


class Mail(NamedTuple):
    """A mail in its folder; `digest` is of its head, and so the same in another folder or under another UID."""

    title: str
    digest: str
    size: int  # bytes


def examine(connection: Connection, folder: Folder) -> Standing:
    """Open a folder for reading alone, and return its standing. Raises `Shut`."""
    status, data = connection.select(folder.quoted, readonly=True)
    if status != "OK":
        raise Shut(f"the folder {folder.shown} cannot be opened: {_text(data)}")
    return Standing(_number(connection, "UIDVALIDITY"), _number(connection, "UIDNEXT"), int(data[-1] or 0))


def _number(connection: Connection, code: str) -> int:
    found = connection.response(code)[1][-1]
    return int(found) if isinstance(found, bytes) and found.isdigit() else 0


def uids(connection: Connection) -> set[int]:
    """Return the UIDs of all mails in the open folder."""
    data = _done(connection, *connection.uid("SEARCH", "ALL"))
    return {int(uid) for line in data if isinstance(line, bytes) for uid in line.split()}


def heads(connection: Connection, wanted: Collection[int]) -> Iterator[tuple[int, Mail]]:
    """Yield the UID of each of these mails of the open folder, and what its head says."""
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ranges(ordered[start : start + _AT_ONCE])
        data = _done(connection, *connection.uid("FETCH", some, f"(UID RFC822.SIZE INTERNALDATE {_HEAD})"))
        for text, head in _answers(data):
            uid, size = _UID.search(text), _SIZE.search(text)
            if uid and size and int(uid[1]) in wanted:
                yield int(uid[1]), _mail(head, text, int(size[1]))


def content(connection: Connection, uid: int, most: int) -> bytes | None:
    """Return at most the first `most` bytes of a mail of the open folder, or None where it is not there any more."""
    data = _done(connection, *connection.uid("FETCH", str(uid), f"(UID BODY.PEEK[]<0.{most}>)"))
    found = [literal for text, literal in _answers(data) if (told := _UID.search(text)) and int(told[1]) == uid]
    return next(filter(None, found), None)


def ranges(ordered: Sequence[int]) -> str:
    """Return numbers in order as a set of IMAP's, such as 1:4,7."""
    found: list[list[int]] = []
    for number in ordered:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in found)


def _done(connection: Connection, status: str, data: list[bytes | tuple[bytes, bytes] | None]) -> list[object]:
    if status != "OK":
        raise connection.error(_text(data))
    return list(data)


def _text(data: Sequence[object]) -> str:
    last = data[-1] if data else b""
    return last[:200].decode("utf-8", "replace") if isinstance(last, bytes) else ""


def _answers(data: Sequence[object]) -> Iterator[tuple[bytes, bytes]]:
    """Yield what each FETCH answers: its text, and its literal, which imaplib hands out in pieces."""
    text, literal = b"", b""
    for piece in data:
        if isinstance(piece, tuple):
            text, literal = text + b" " + piece[0], piece[1]
        elif isinstance(piece, bytes):
            yield text + b" " + piece, literal
            text, literal = b"", b""


def _mail(head: bytes, text: bytes, size: int) -> Mail:
    fields = {name.lower(): value for name, value in BytesHeaderParser().parsebytes(head).raw_items()}
    subject = name_part(_readable(fields.get("subject", ""))) or "(no subject)"
    digest = hashlib.sha256(b"\n".join(line.rstrip() for line in head.splitlines() if line.strip())).hexdigest()
    return Mail(f"{_day(fields.get('date', ''), text)} {subject}", digest, size)


def _day(date: str, text: bytes) -> str:
    """Return the day that the mail says, as its sender saw it, else the one on which it came."""
    told = parsedate_tz(str(date)[:100]) or imaplib.Internaldate2tuple(text) or time.gmtime(0)
    return f"{told[0]:04d}-{told[1]:02d}-{told[2]:02d}"


def _readable(header: object) -> str:
    text = " ".join(str(header).encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, ValueError, MessageError):
        return text
