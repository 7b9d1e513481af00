"""Mails as Outlook saves them (.msg): turned into e-mails of the usual form, which are read then."""

import io
import struct
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import olefile

from events.errors import Rejected
from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.compressed_rtf import decompressed
from functions.ingest.extract.mail_text import Mail
from functions.ingest.extract.rtf_text import read_rtf
from functions.ingest.extract.section import Section

_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_TO, _CC, _SENT, _DELIVERED, _CODEPAGE = 0x0E04, 0x0E03, 0x0039, 0x0E06, 0x3FFD
_LONG_NAME, _SHORT_NAME, _DATA, _TYPE, _INNER = 0x3707, 0x3704, 0x3701, 0x370E, "__substg1.0_3701000D"
_UNICODE, _BYTES, _TEXT = "001F", "0102", "001E"
_ENTRY = 16  # bytes of one property with a value of its own
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_ATTACHED, _DEEPEST = 1_000, 5


def read_outlook(data: bytes, name: str) -> list[Section]:
    """Return the message under its subject, then its attachments; raise `Rejected` for a broken one."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            message = _Store(file, []).message(0)
    except (OSError, ValueError, IndexError, struct.error, AttributeError) as error:
        raise Rejected(f"{name} cannot be read as a mail of Outlook, it is broken: save it as EML") from error
    return Mail(name).read(message)


class _Store:
    """A message or an attachment within the file, at a path of storages."""

    def __init__(self, file: olefile.OleFileIO, path: list[str]) -> None:
        self._file, self._path = file, path
        self._fixed = self._read("__properties_version1.0")
        encoding = self._number(_CODEPAGE)
        self._charset = f"cp{encoding}" if encoding not in (0, 65001) else "utf-8" if encoding else "cp1252"

    def message(self, depth: int) -> EmailMessage:
        """Return the message as an e-mail."""
        mail = EmailMessage()
        mail["Subject"] = self._line(_SUBJECT) or "(no subject)"
        address = self._line(_SENDER_SMTP) or self._line(_SENDER_ADDRESS)
        self._add(mail, "From", " ".join(filter(None, [self._line(_SENDER), f"<{address}>" if "@" in address else ""])))
        self._add(mail, "To", self._line(_TO))
        self._add(mail, "Cc", self._line(_CC))
        sent = self._time(_SENT) or self._time(_DELIVERED)
        self._add(mail, "Date", format_datetime(sent) if sent else "")
        self._set_body(mail)
        if depth < _DEEPEST:
            for number in range(_MOST_ATTACHED):
                storage = f"__attach_version1.0_#{number:08X}"
                if not self._file.exists([*self._path, storage]):
                    break
                _Store(self._file, [*self._path, storage]).attach(mail, depth)
        return mail

    def attach(self, mail: EmailMessage, depth: int) -> None:
        """Attach what is in this storage."""
        if self._file.exists([*self._path, _INNER]):
            mail.add_attachment(_Store(self._file, [*self._path, _INNER]).message(depth + 1))
            return
        name = self._line(_LONG_NAME) or self._line(_SHORT_NAME) or "attachment"
        kind, _, subtype = (self._line(_TYPE) or "application/octet-stream").partition("/")
        data = self._read(f"__substg1.0_{_DATA:04X}{_BYTES}")
        mail.add_attachment(data, maintype=kind, subtype=subtype or "octet-stream", filename=name)

    def _set_body(self, mail: EmailMessage) -> None:
        text, page = self._text(_BODY), self._read(f"__substg1.0_{_HTML:04X}{_BYTES}")
        page = page or self._text(_HTML).encode()
        rtf = b"" if text.strip() or page else decompressed(self._read(f"__substg1.0_{_RTF:04X}{_BYTES}"))
        if rtf:
            text = "\n\n".join(section.text for section in read_rtf(rtf, "the message"))
        mail.set_content(text or "\n")
        if page:
            mail.add_alternative(page, maintype="text", subtype="html")

    def _add(self, mail: EmailMessage, key: str, value: str) -> None:
        if value:
            mail.add_header(key, value)

    def _line(self, key: int) -> str:
        return one_line(self._text(key).replace("\0", ""))

    def _text(self, key: int) -> str:
        wide = self._read(f"__substg1.0_{key:04X}{_UNICODE}")
        if wide:
            return wide.decode("utf-16-le", "replace")
        narrow = self._read(f"__substg1.0_{key:04X}{_TEXT}")
        try:
            return narrow.decode(self._charset, "replace")
        except LookupError:
            return narrow.decode("cp1252", "replace")

    def _read(self, stream: str) -> bytes:
        path = [*self._path, stream]
        return self._file.openstream(path).read() if self._file.exists(path) else b""

    def _value(self, key: int) -> bytes:
        """Return the eight bytes of a property that has no stream of its own, or none."""
        head = 8 if self._path and self._path[-1].startswith("__attach") else 24 if self._path else 32
        for place in range(head, len(self._fixed) - _ENTRY + 1, _ENTRY):
            if struct.unpack_from("<H", self._fixed, place + 2)[0] == key:
                return self._fixed[place + 8 : place + 16]
        return b""

    def _number(self, key: int) -> int:
        value = self._value(key)
        return int(struct.unpack_from("<I", value)[0]) if value else 0

    def _time(self, key: int) -> datetime | None:
        value = self._value(key)
        ticks = struct.unpack("<Q", value)[0] if value else 0
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None
