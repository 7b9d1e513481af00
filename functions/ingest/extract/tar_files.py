"""The files in a tar archive, compressed or not, and the one in a file that is only compressed."""

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from events.errors import Rejected
from functions.text.sizes import size_text

BROKEN = (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)
_OPENERS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\0", lzma.open))
_ENDINGS = (".gz", ".bz2", ".xz")
_MAGIC = slice(257, 262)  # where a tar archive says so


def is_tar_or_compressed(data: bytes) -> bool:
    """Tell whether these bytes are a tar archive, or compressed as one by gzip, bzip2 or xz."""
    return data[_MAGIC] == b"ustar" or any(data.startswith(mark) for mark, _ in _OPENERS)


def tar_files(data: bytes, name: str, most: int) -> Iterator[tuple[str, int, bytes | None]]:
    """Yield each file's path, size and bytes, which are None for one of more than `most`.

    It is read from front to back, so that little of it is in memory. Raises `Rejected` for a broken one (422).
    """
    stream = _inflated(data)
    head = _first(stream, name)
    if head[_MAGIC] != b"ustar" and not name.lower().endswith((".tar", ".tgz", ".tar.gz")):
        yield _one_file(data, name, most)
        return
    try:
        with tarfile.open(fileobj=_inflated(data), mode="r|") as archive:
            for member in archive:
                if member.isfile() and member.size:
                    file = archive.extractfile(member) if member.size <= most else None
                    yield member.name, member.size, file.read() if file else None
    except BROKEN as error:
        raise _broken(name) from error


def _one_file(data: bytes, name: str, most: int) -> tuple[str, int, bytes | None]:
    path = name.rpartition("/")[2]
    ending = next((one for one in _ENDINGS if path.lower().endswith(one)), "")
    try:
        content = _inflated(data).read(most + 1)
    except BROKEN as error:
        raise _broken(name) from error
    return path[: len(path) - len(ending)] or path, len(content), content if len(content) <= most else None


def _inflated(data: bytes) -> IO[bytes]:
    opener = next((one for mark, one in _OPENERS if data.startswith(mark)), None)
    file = io.BytesIO(data)
    return cast(IO[bytes], opener(file)) if opener else file


def _first(stream: IO[bytes], name: str) -> bytes:
    try:
        return stream.read(512)
    except BROKEN as error:
        raise _broken(name) from error


def _broken(name: str) -> Rejected:
    return Rejected(f"{name} cannot be unpacked, it is broken or incomplete: make it again")


def too_large(path: str, most: int) -> str:
    """Return the sentence for a file that is too large."""
    return f"{path} is larger than {size_text(most)}, the limit (MAX_UPLOAD_BYTES): split it"
