"""E-mail: who wrote what to whom, and the attachments that can be read, each under its name."""

import codecs
from email.message import EmailMessage

from events.errors import Rejected
from functions.documents.media_types import CALENDAR, HTML, MAIL
from functions.ingest.extract.attachments import Attachments, under
from functions.ingest.extract.calendar_text import write_calendar
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import encoding_of_mark
from functions.ingest.extract.html_text import read_html
from functions.ingest.extract.mail_headers import parsed_mail
from functions.ingest.extract.mail_parts import charset, content, each_part, file_name, text
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.plain_text import text_sections
from functions.ingest.extract.section import Section

_SHOWN = ("From", "To", "Cc", "Date")
_LONGEST_SUBJECT = 1_000  # characters; a longer one is cut where it heads what is beneath it, and so is shown in full


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

    def __init__(self, name: str) -> None:
        self._name, self._parts = name, 0
        self._attachments = Attachments(name)

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
            self._attachments.count()
            if is_file:
                attached += self._attachment(part)
            else:
                sections += _written(part)
        shown = _SHOWN if len(subject) <= _LONGEST_SUBJECT else ("Subject", *_SHOWN)
        head = "\n".join(f"{key}: {_header(message, key)}" for key in shown if message[key])
        unread = "\n".join(self._attachments.unread)
        first = Section(text="\n\n".join(filter(None, [head, unread])) or subject, page=None, heading="")
        return under(subject, [first, *sections, *attached])

    def _attachment(self, part: EmailMessage) -> list[Section]:
        """Return the sections of an attached file or mail, or none where it cannot be read, which is noted."""
        self._parts += 1
        title = file_name(part) or f"attachment {self._parts}"
        return self._attachments.read(title, lambda: self._content(part, title))

    def _content(self, part: EmailMessage, title: str) -> list[Section]:
        if part.get_content_type() == MAIL and part.is_multipart():
            inner = part.get_payload(0)
            return Mail(title).read(inner) if isinstance(inner, EmailMessage) else []
        return self._attachments.file(content(part), title, part.get_content_type(), charset(part))


def _header(message: EmailMessage, key: str) -> str:
    return one_line(clean(str(message.get(key, ""))))


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
