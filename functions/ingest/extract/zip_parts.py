"""The parts of the formats that are zip files inside, inflated within bounds."""

import io
import zipfile
import zlib

from events.errors import Rejected
from functions.ingest.extract.locked_files import encrypted

MAX_MEMBERS = 20_000
MAX_INFLATED = 256 * 2**20  # bytes of all parts together
_PIECE = 2**18
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office's container before the zip file, and around what is encrypted
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
NOT_READABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError, OSError)


class Archive:
    """A zip file in memory; what its directory claims and what comes out of it are both held within bounds."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Raises `Rejected` for no zip file, a broken or encrypted one, and one of too many or too large members."""
        self._name, self._kind, self._left = name, kind, MAX_INFLATED
        if data.startswith(_OLE):
            raise self._old_or_encrypted(data)
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except NOT_READABLE as error:
            raise self.broken() from error
        self._members = {member.filename: member for member in self._file.infolist()}
        if len(self._file.infolist()) > MAX_MEMBERS:
            raise Rejected(f"{name} has more than {MAX_MEMBERS} parts: split it", status=413)
        if sum(member.file_size for member in self._file.infolist()) > MAX_INFLATED:
            raise self._too_large()
        if any(member.flag_bits & 1 for member in self._members.values()):
            raise encrypted(self._name)

    def __contains__(self, path: str) -> bool:
        return path in self._members

    @property
    def paths(self) -> list[str]:
        """The paths of all parts, in the archive's order."""
        return list(self._members)

    def size(self, path: str) -> int:
        """Return how many bytes a part has, as the archive claims."""
        return self._members[path].file_size

    def read(self, path: str) -> bytes:
        """Return a part; raise `Rejected` when it is not there, is broken, or is more than may come of the whole."""
        inflated = bytearray()
        try:
            with self._file.open(self._members[path]) as stream:
                while piece := stream.read(_PIECE):
                    inflated += piece
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self._too_large()
        except (KeyError, *NOT_READABLE) as error:
            raise self.broken() from error
        return bytes(inflated)

    def broken(self) -> Rejected:
        """Return the error for a file that is not what it is named."""
        return Rejected(f"{self._name} cannot be read as {self._kind}, it is broken or incomplete: save it again")

    def _too_large(self) -> Rejected:
        size = f"{MAX_INFLATED >> 20} MiB"
        return Rejected(f"{self._name} holds more than {size} when it is unpacked: split it", status=413)

    def _old_or_encrypted(self, data: bytes) -> Rejected:
        if _ENCRYPTED_PACKAGE in data:
            return encrypted(self._name)
        return Rejected(f"{self._name} is in Office's format before 2007: save it as {self._kind} and upload that")
