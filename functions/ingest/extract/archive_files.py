"""The files in an archive, one after the other, each with the path that it gets in its document's name."""

import io
import lzma
import re
import zipfile
from collections.abc import Iterator

import msgspec

from events.errors import Rejected
from events.file_names import is_no_document, one_spelling
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.mailbox_files import is_mailbox, mails
from functions.ingest.extract.tar_files import is_tar_or_compressed, tar_files, too_large
from functions.ingest.extract.zip_parts import NOT_READABLE

MAX_FILES = 5_000
MAX_UNPACKED = 512 * 2**20  # bytes of all files together
_UTF8_NAME = 0x800  # the flag of a member whose name is UTF-8; without it zipfile takes it for the code page 437
_ENCRYPTED = 0x1
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # characters that no name may have


class Member(msgspec.Struct, frozen=True):
    """A file of an archive; `refusal` says why its bytes could not be had."""

    path: str  # relative, with slashes, without ".." or control characters
    data: bytes = b""
    refusal: str = ""


def unpack(data: bytes, name: str, largest: int) -> Iterator[Member]:
    """Yield the files of a zip or tar archive or the mails of a mailbox in its order, without what is no document.

    A file that is encrypted, broken or larger than `largest` bytes is a `refusal`. Raises `Rejected` for what is no
    archive (422), and for one of more files or bytes than may be (413), a zip archive before anything is unpacked.
    """
    if is_tar_or_compressed(data):
        yield from _tarred(data, name, largest)
        return
    if is_mailbox(data):
        yield from _mailed(data, name, largest)
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except NOT_READABLE as error:
        raise Rejected(f"{name} is no zip archive, or it is broken or incomplete: make it again") from error
    chosen = {path: one for one in archive.infolist() if (path := _path(one)) and one.file_size}
    if len(chosen) > MAX_FILES:
        raise Rejected(f"{name} holds {len(chosen)} files; {MAX_FILES} are allowed: split it", status=413)
    if sum(one.file_size for one in chosen.values()) > MAX_UNPACKED:
        size = f"{MAX_UNPACKED >> 20} MiB"
        raise Rejected(f"{name} holds more than {size} when it is unpacked: split it", status=413)
    for path, one in chosen.items():
        yield _member(archive, one, path, largest)


def _tarred(data: bytes, name: str, largest: int) -> Iterator[Member]:
    """Yield the files of a tar archive; of two of one path, as programs append them, both: the later one counts."""
    left, files = MAX_UNPACKED, 0
    for given, size, content in tar_files(data, name, largest):
        path = _plain(given)
        left, files = left - size, files + bool(path)
        if files > MAX_FILES or left < 0:
            raise Rejected(
                f"{name} holds more than {MAX_FILES} files or {MAX_UNPACKED >> 20} MiB: split it", status=413
            )
        if path:
            yield Member(path, refusal=too_large(path, largest)) if content is None else Member(path, content)


def _mailed(data: bytes, name: str, largest: int) -> Iterator[Member]:
    for number, (path, mail) in enumerate(mails(data)):
        if number >= MAX_FILES:
            raise Rejected(f"{name} holds more than {MAX_FILES} mails: split it", status=413)
        yield Member(path, mail) if len(mail) <= largest else Member(path, refusal=too_large(path, largest))


def _path(member: zipfile.ZipInfo) -> str:
    """Return the member's path made relative and plain; nothing for a folder and for what is no document."""
    path = _spelled(member).replace("\\", "/")
    return "" if path.endswith("/") else _plain(path)


def _plain(path: str) -> str:
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    plain = _CONTROL.sub("_", "/".join(parts))
    return "" if is_no_document(plain) else one_spelling(plain)


def _spelled(member: zipfile.ZipInfo) -> str:
    """Return the name as it was meant: many programs write UTF-8 without saying so."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo, path: str, largest: int) -> Member:
    if one.flag_bits & _ENCRYPTED:
        return Member(path, refusal=encrypted(path).detail)
    if one.file_size > largest:
        return Member(path, refusal=too_large(path, largest))
    try:
        return Member(path, archive.read(one))  # no more than its file_size
    except (*NOT_READABLE, RuntimeError, lzma.LZMAError) as error:
        return Member(path, refusal=f"{path} cannot be unpacked ({error}): make the archive again")
