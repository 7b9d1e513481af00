"""E-mail: who wrote what to whom, and the attachments that can be read, each under its name."""

import codecs
from email.message import EmailMessage, MIMEPart

import msgspec

from events.errors import Rejected
from functions.documents.media_types import HTML, MAIL
from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.html_text import read_html
from functions.ingest.extract.mail_headers import parsed_mail
from functions.ingest.extract.media import media_type_of
from functions.ingest.extract.section import Section

_SHOWN = ("From", "To", "Cc", "Date")
_MAX_PARTS = 1_000
_DEEPEST = 5  # mails within mails
_LONGEST_TITLE = 1_000  # characters of a subject or an attachment's name that stand in every heading beneath it
_NO_CHARSETS = ("punycode", "idna", "undefined")  # Python's codecs for other things; the first takes a text's square


def read_mail(data: bytes, name: str) -> list[Section]:
    """Return the message under its subject, then its attachments under "subject > attachment".

    An attachment that cannot be read is named in the text; raises `Rejected` for what is no e-mail.
    """
    return _read(parsed_mail(data), name, 0)


def _read(message: EmailMessage, name: str, depth: int) -> list[Section]:
    if not (message["From"] or message["Date"] or message["Subject"]):
        raise Rejected(
            f"{name} cannot be read as an e-mail, it has no sender, date or subject: export it again as .eml"
        )
    subject = _header(message, "Subject") or "(no subject)"
    sections, unread = _body(message), []
    attached = []
    for number, part in enumerate(message.iter_attachments(), 1):
        if number > _MAX_PARTS:
            raise Rejected(f"{name} has more than {_MAX_PARTS} attachments: split it", status=413)
        title = one_line(clean(part.get_filename() or f"attachment {number}"))
        try:
            attached += _under(title, _attachment(part, title, depth))
        except Rejected as error:
            unread.append(f"The attachment {title} is not read: {error.detail}")
    shown = _SHOWN if len(subject) <= _LONGEST_TITLE else ("Subject", *_SHOWN)
    head = "\n".join(f"{key}: {_header(message, key)}" for key in shown if message[key])
    first = Section(text="\n\n".join(filter(None, [head, "\n".join(unread)])) or subject, page=None, heading="")
    return _under(subject, [first, *sections, *attached])


def _header(message: EmailMessage, key: str) -> str:
    return one_line(clean(str(message.get(key, ""))))


def _under(title: str, sections: list[Section]) -> list[Section]:
    """Return the sections with their headings below a title."""
    title = title[:_LONGEST_TITLE]
    return [
        msgspec.structs.replace(section, heading=" > ".join(filter(None, [title, section.heading])))
        for section in sections
    ]


def _body(message: EmailMessage) -> list[Section]:
    """Return what was written: the plain text if there is any, else the HTML."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return []
    data = _bytes(part)
    if part.get_content_type() == HTML:
        return read_html(data, "the message")
    paragraphs = paragraphs_of(clean(data.decode(_charset(part), "replace")))
    return [Section(text="\n\n".join(paragraphs), page=None, heading="")] if paragraphs else []


def _charset(part: MIMEPart) -> str:
    """Return the character set that the part names, or UTF-8 for none that Python knows as text."""
    try:
        found = codecs.lookup(part.get_content_charset("utf-8"))
        "".encode(found.name)
    except (LookupError, UnicodeError):
        return "utf-8"
    return "utf-8" if found.name in _NO_CHARSETS else found.name


def _attachment(part: MIMEPart, title: str, depth: int) -> list[Section]:
    from functions.ingest.extract.reading import extract  # noqa: PLC0415 - it reads mails, too

    if part.get_content_type() == MAIL:
        if depth >= _DEEPEST:
            raise Rejected(f"mails within mails, deeper than {_DEEPEST}")
        inner = part.get_payload(0)
        return _read(inner, title, depth + 1) if isinstance(inner, EmailMessage) else []
    data = _bytes(part)
    media_type = media_type_of(title, part.get_content_type(), data)
    if media_type == MAIL:
        return _named_mail(data, title, depth)
    return extract(data, media_type, title)


def _named_mail(data: bytes, title: str, depth: int) -> list[Section]:
    """Read a mail that is one only by its name, and was not parsed as a part of the one that it is attached to."""
    if depth >= _DEEPEST:
        raise Rejected(f"mails within mails, deeper than {_DEEPEST}")
    return _read(parsed_mail(data), title, depth + 1)


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
