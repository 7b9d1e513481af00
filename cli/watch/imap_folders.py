"""Folders of a mailbox: their names in modified UTF-7 (RFC 3501, 5.1.3), and which of them an address names."""

import base64
import binascii
import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from cli.watch.remote_names import name_part

_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?P<separator>"\\?(?P<sign>.)"|NIL) (?P<name>.*)', re.DOTALL)
_SHIFTED = re.compile(r"&([^-]*)-")
_UNLISTED = frozenset((r"\noselect", r"\nonexistent"))
# Uses (RFC 6154, 8457) that a star does not mean: the same mails once more, and those that nobody wants.
_UNASKED = frozenset((r"\all", r"\flagged", r"\important", r"\junk", r"\trash", r"\drafts"))
INBOX = "INBOX"


class Folder(NamedTuple):
    """A folder: how the server calls it, and how people do, with "/" between the levels."""

    raw: str
    shown: str
    special: bool = False  # one that a star does not mean

    @property
    def quoted(self) -> str:
        """Return the name as a command takes it."""
        return quoted(self.raw)

    @property
    def place(self) -> str:
        """Return what the names of its mails begin with."""
        return place_of(self.shown)


def place_of(shown: str) -> str:
    """Return what the names of a folder's mails begin with."""
    return "/".join(name_part(part) or "_" for part in (INBOX if shown.upper() == INBOX else shown).split("/"))


def quoted(text: str) -> str:
    """Return a text of ASCII as IMAP quotes it."""
    return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))


def listed(lines: Sequence[bytes | tuple[bytes, bytes] | None]) -> list[Folder]:
    """Return the folders that a LIST answers, those that hold mails."""
    return [folder for line in lines if line and (folder := _folder(line))]


def _folder(line: bytes | tuple[bytes, bytes]) -> Folder | None:
    head, literal = line if isinstance(line, tuple) else (line, None)
    if not (found := _LISTED.match(head)):
        return None  # what ends a literal
    flags = {flag.lower() for flag in found["flags"].decode("ascii", "replace").split()}
    if flags & _UNLISTED:
        return None
    raw = (literal if literal is not None else _unquoted(found["name"].strip())).decode("ascii", "replace")
    separator = (found["sign"] or b"").decode("ascii", "replace")
    shown = "/".join(decoded(part) for part in (raw.split(separator) if separator else [raw]))
    return Folder(raw, INBOX if shown.upper() == INBOX else shown, bool(flags & _UNASKED))


def _unquoted(name: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", name[1:-1]) if name.startswith(b'"') else name


def decoded(name: str) -> str:
    """Return a name in modified UTF-7 as people read it; one that is broken stays as it is."""
    try:
        return _SHIFTED.sub(_letters, name)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return name


def _letters(found: re.Match[str]) -> str:
    if not found[1]:
        return "&"
    text = found[1].replace(",", "/")
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True).decode("utf-16-be")


def chosen(folders: Sequence[Folder], wanted: str) -> list[Folder]:
    """Return the folders with this name, in which * stands for anything, the inbox first.

    A star leaves out what the server marks as all mails, flagged or important ones, junk, trash or drafts.
    """
    wanted = wanted or INBOX
    if wanted.upper() == INBOX:
        wanted = INBOX
    if "*" not in wanted:
        return [folder for folder in folders if folder.shown == wanted]
    pattern = wanted.replace("[", "[[]").replace("?", "[?]")
    found = [folder for folder in folders if not folder.special and fnmatchcase(folder.shown, pattern)]
    return sorted(found, key=lambda folder: (folder.shown != INBOX, folder.shown))
