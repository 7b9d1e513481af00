"""The mails of a mailbox (mbox, RFC 4155), each as a file of its own."""

import re
from collections.abc import Iterator

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.mail_headers import parsed_mail

_BEGIN = re.compile(rb"(?:\A|\n\r?\n)From [^\n]{1,300}\n(?=(?:>?From |[A-Za-z][A-Za-z0-9-]{0,60}+:))")
_QUOTED = re.compile(rb"^>(>{0,20}+From )", re.MULTILINE)
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\]+")
_LONGEST_NAME = 80  # characters of the subject in a name
_HEAD = 20_000  # bytes


def is_mailbox(data: bytes) -> bool:
    """Tell whether these bytes are a mailbox."""
    return _BEGIN.match(data[:2_000]) is not None


def mails(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each mail; the name has its number and its subject."""
    begins = [match.span() for match in _BEGIN.finditer(data)]
    for number, (_, start) in enumerate(begins):
        end = begins[number + 1][0] if number + 1 < len(begins) else len(data)
        mail = _QUOTED.sub(rb"\1", data[start:end])
        subject = one_line(clean(str(parsed_mail(mail[:_HEAD])["Subject"] or "")))
        name = _NO_NAME.sub("_", subject)[:_LONGEST_NAME].strip(" .")
        yield f"{number + 1:05d} {name}".strip() + ".eml", mail
