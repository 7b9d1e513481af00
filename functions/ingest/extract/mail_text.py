"""E-mail: who wrote what to whom, and the attachments that can be read, each under its name."""

import codecs
from email.message import EmailMessage

import msgspec

from events.errors import Rejected
from functions.documents.media_types import ARCHIVES, CALENDAR, HTML, MAIL
from functions.ingest.extract.archive_files import unpack
from functions.ingest.extract.calendar_text import write_calendar
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import encoding_of_mark
from functions.ingest.extract.html_text import read_html
from functions.ingest.extract.left_out import inside, warn
from functions.ingest.extract.mail_headers import parsed_mail
from functions.ingest.extract.mail_parts import charset, content, each_part, file_name, text
from functions.ingest.extract.media import media_type_of
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.plain_text import text_sections
from functions.ingest.extract.section import Section

_SHOWN = ("From", "To", "Cc", "Date")
_MAX_PARTS = 1_000
_DEEPEST = 5  # mails within mails
_LONGEST_TITLE = 1_000  # characters of a subject or an attachment's name that stand in every heading beneath it
_LARGEST = 50 * 2**20  # bytes of a file in an attached archive


def read_mail(data: bytes, name: str) -> list[Section]:
    """Return the message under its subject, then its attachments under "subject > attachment".

    An attachment that cannot be read is named in the text; raises `Rejected` for what is no e-mail.
    """
    return Mail(name).read(parsed_mail(_as_bytes(data)))


def _as_bytes(data: bytes) -> bytes:
    """Return a mail as mails are written: without marks and blank lines before it, in ASCII's bytes."""
    wide = encoding_of_mark(data)
    if wide.startswith(("utf-16", "utf-32")):
        data = data.decode(wide, "replace").encode()
    return data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n\t \xef\xbb\xbf")


class Mail:
    """Reads a mail and those in it, all of them within one bound."""

    def __init__(self, name: str, depth: int = 0) -> None:
        self._name, self._depth = name, depth
        self._unread: list[str] = []
        self._parts = self._files = 0

    def read(self, message: EmailMessage) -> list[Section]:
        """Return the sections of the message."""
        if not (message["From"] or message["Date"] or message["Subject"]):
            raise Rejected(
                f"{self._name} cannot be read as an e-mail, it has no sender, date or subject: export it again as .eml"
            )
        subject = _header(message, "Subject") or "(no subject)"
        sections: list[Section] = []
        attached: list[Section] = []
        for part, is_file in each_part(message):
            self._count()
            if is_file:
                attached += self._attachment(part)
            else:
                sections += _written(part)
        shown = _SHOWN if len(subject) <= _LONGEST_TITLE else ("Subject", *_SHOWN)
        head = "\n".join(f"{key}: {_header(message, key)}" for key in shown if message[key])
        first = Section(
            text="\n\n".join(filter(None, [head, "\n".join(self._unread)])) or subject, page=None, heading=""
        )
        return _under(subject, [first, *sections, *attached])

    def _count(self) -> None:
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise Rejected(f"{self._name} has more than {_MAX_PARTS} attachments: split it", status=413)

    def _attachment(self, part: EmailMessage) -> list[Section]:
        """Return the sections of an attached file or mail, or none where it cannot be read, which is noted."""
        self._files += 1
        title = file_name(part) or f"attachment {self._files}"
        with inside(title):
            try:
                if part.get_content_type() == MAIL:
                    inner = part.get_payload(0) if part.is_multipart() else parsed_mail(content(part))
                    return _under(title, self._mail(inner, title) if isinstance(inner, EmailMessage) else [])
                return _under(title, self._file(content(part), part.get_content_type(), title, charset(part)))
            except Rejected as error:
                self._unread.append(f"The attachment {title} is not read.")
                warn(f"not read: {error.detail.removeprefix(title).strip()}")
                return []

    def _file(self, data: bytes, declared: str, title: str, codec: str, *, packed: bool = False) -> list[Section]:
        from functions.ingest.extract.reading import extract  # noqa: PLC0415 - it reads mails, too

        media_type = media_type_of(title, declared, data)
        if media_type == MAIL:
            return self._mail(parsed_mail(_as_bytes(data)), title)
        if media_type in ARCHIVES and not packed:
            return self._archive(data, title)
        return extract(data, media_type, title, charset=codec)

    def _archive(self, data: bytes, title: str) -> list[Section]:
        """Return the sections of the files in an attached archive, each under its path."""
        sections: list[Section] = []
        for member in unpack(data, title, _LARGEST):
            self._count()
            with inside(member.path):
                try:
                    if member.refusal:
                        raise Rejected(member.refusal)
                    sections += _under(member.path, self._file(member.data, "", member.path, "", packed=True))
                except Rejected as error:
                    self._unread.append(f"The file {member.path} in {title} is not read.")
                    warn(f"not read: {error.detail.removeprefix(member.path).strip()}")
        return sections

    def _mail(self, message: EmailMessage, title: str) -> list[Section]:
        if self._depth >= _DEEPEST:
            raise Rejected(f"mails within mails, deeper than {_DEEPEST}")
        return Mail(title, self._depth + 1).read(message)


def _header(message: EmailMessage, key: str) -> str:
    return one_line(clean(str(message.get(key, ""))))


def _under(title: str, sections: list[Section]) -> list[Section]:
    """Return the sections with their headings below a title."""
    title = title[:_LONGEST_TITLE]
    return [
        msgspec.structs.replace(section, heading=" > ".join(filter(None, [title, section.heading])))
        for section in sections
    ]


def _written(part: EmailMessage) -> list[Section]:
    """Return what was written: plain text, a page, or an invitation."""
    kind = part.get_content_type()
    if kind == HTML:
        return read_html(content(part), "the message", charset(part))
    if kind == CALENDAR:
        outline = Outline()
        write_calendar(text(part), outline)
        return outline.sections()
    return text_sections(text(part))
