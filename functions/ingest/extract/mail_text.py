"""E-mail: who wrote what to whom, and the attachments that can be read, each under its name."""

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

import msgspec

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean, one_line, paragraphs_of
from functions.ingest.extract.html_text import read_html
from functions.ingest.extract.media import HTML, MAIL, media_type_of
from functions.ingest.extract.section import Section

_SHOWN = ("From", "To", "Cc", "Date")
_MAX_PARTS = 1_000
_DEEPEST = 5  # mails within mails


def read_mail(data: bytes, name: str, depth: int = 0) -> list[Section]:
    """Return the message under its subject, then its attachments under "subject > attachment".

    An attachment that cannot be read is named in the text; raises `Rejected` for what is no e-mail.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
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
    head = "\n".join(f"{key}: {_header(message, key)}" for key in _SHOWN if message[key])
    first = Section(text="\n\n".join(filter(None, [head, "\n".join(unread)])) or subject, page=None, heading="")
    return _under(subject, [first, *sections, *attached])


def _header(message: EmailMessage, key: str) -> str:
    return one_line(clean(str(message.get(key, ""))))


def _under(title: str, sections: list[Section]) -> list[Section]:
    """Return the sections with their headings below a title."""
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
    charset = part.get_content_charset("utf-8")
    try:
        text = data.decode(charset, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    paragraphs = paragraphs_of(clean(text))
    return [Section(text="\n\n".join(paragraphs), page=None, heading="")] if paragraphs else []


def _attachment(part: MIMEPart, title: str, depth: int) -> list[Section]:
    from functions.ingest.extract.reading import extract  # noqa: PLC0415 - it reads mails, too

    if part.get_content_type() == MAIL:
        if depth >= _DEEPEST:
            raise Rejected(f"mails within mails, deeper than {_DEEPEST}")
        inner = part.get_payload(0)
        return read_mail(inner.as_bytes(), title, depth + 1) if isinstance(inner, EmailMessage) else []
    data = _bytes(part)
    media_type = media_type_of(title, part.get_content_type(), data)
    if media_type == MAIL:
        return read_mail(data, title, _DEEPEST)
    return extract(data, media_type, title)


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
