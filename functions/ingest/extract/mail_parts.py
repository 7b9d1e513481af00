"""The parts of an e-mail in the order of reading: what was written, and what is attached, wherever it is."""

import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from typing import cast

from functions.documents.media_types import CALENDAR, HTML, MAIL, PLAIN
from functions.ingest.extract.charsets import codec_of
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.mail_headers import parsed_mail

Part = EmailMessage
_STUB = 0.5  # of the words that the HTML has; a plain text of fewer only says that there is more
_FEW_WORDS = 30  # that such a stub has at most
_SIGNATURES = frozenset(
    (
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    )
)
_BOUNDARY = re.compile(rb"(?:^|\n)--([^\s]{1,70})[ \t]*\r?\n(?=Content-)", re.IGNORECASE)
_WORDS = re.compile(r"<[^<>]{0,2000}+>")
_NAME_OF_A_COLUMN = re.compile(r"<th[\s>]", re.IGNORECASE)
_UNREAD_HTML = re.compile(
    r"<style\b(?:[^<]++|<(?!/?style\b))*+(?:</style\s*+>)?+|<script\b(?:[^<]++|<(?!/?script\b))*+(?:</script\s*+>)?+",
    re.IGNORECASE,
)
BODY_TYPES = (PLAIN, HTML, CALENDAR)


def each_part(message: Part) -> Iterator[tuple[Part, bool]]:
    """Yield each part that has content, with whether it is attached; of alternatives only the one that says most."""
    if message.get_content_type() == MAIL:
        yield message, True
    elif message.is_multipart():
        yield from _of_several(message)
    elif message.get_content_maintype() == "multipart":
        yield from _of_broken(message)
    elif message.get_content_type() not in _SIGNATURES:
        yield message, is_attached(message)


def is_attached(part: Part) -> bool:
    """Tell whether a part is a file and not what was written."""
    kind = part.get_content_type()
    named = part.get_content_disposition() == "attachment" or (kind != CALENDAR and bool(file_name(part)))
    return named or kind not in BODY_TYPES


def file_name(part: Part) -> str:
    """Return the name of an attached file, or ""."""
    return one_line(clean(str(part.get_filename() or "")))


def content(part: Part) -> bytes:
    """Return the bytes of a part as they were before they were packed for the mail."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset(part: Part) -> str:
    """Return the codec that a part names, or ""."""
    return codec_of(part.get_content_charset("") or "")


def text(part: Part) -> str:
    """Return the text of a part that is one."""
    return decode(content(part), "the message", charset(part))


def _of_several(message: Part) -> Iterator[tuple[Part, bool]]:
    children = [cast(Part, child) for child in message.iter_parts()]
    if message.get_content_subtype() == "alternative":
        children = _chosen(children)
    is_page = message.get_content_subtype() == "related"
    for child in children:
        if not _is_shown_within(child, is_page):
            yield from each_part(child)


def _of_broken(message: Part) -> Iterator[tuple[Part, bool]]:
    """Yield the parts of a message whose boundary is another than it says, or all of it as a text."""
    data = content(message) or str(message.get_payload()).encode("utf-8", "surrogateescape")
    boundary = _BOUNDARY.search(data)
    if boundary:
        head = b'Content-Type: multipart/mixed; boundary="' + boundary[1].replace(b'"', b"") + b'"\r\n\r\n'
        mended = parsed_mail(head + data)
        if mended.is_multipart():
            warn("the mail's parts are parted by another line than it says")
            yield from _of_several(mended)
            return
    whole = EmailMessage()
    whole["Content-Type"] = "text/plain"
    whole.set_payload(data)
    yield whole, False


def _chosen(children: list[Part]) -> list[Part]:
    """Return the alternative that says most, plain text if the others say no more, and what is no alternative to it.

    A page whose tables name their columns says more: a plain text often has each cell in a line of its own.
    """
    plain = next((child for child in children if child.get_content_type() == PLAIN and not is_attached(child)), None)
    rich = [child for child in children if child is not plain and _has_page(child)]
    others = [child for child in children if child is not plain and child not in rich]
    if plain is None or not rich:
        return children
    said, more = len(text(plain).split()), _words_of_page(rich[0])
    stub = said == 0 or (said <= _FEW_WORDS and said < more * _STUB)
    return [rich[0] if more and (stub or _has_named_columns(rich[0])) else plain, *others]


def _has_page(part: Part) -> bool:
    return any(one.get_content_type() == HTML and not is_attached(one) for one in part.walk())


def _words_of_page(part: Part) -> int:
    return len(_WORDS.sub(" ", _UNREAD_HTML.sub("", _page(part))).split())


def _has_named_columns(part: Part) -> bool:
    return _NAME_OF_A_COLUMN.search(_page(part)) is not None


def _page(part: Part) -> str:
    return text(next(one for one in part.walk() if one.get_content_type() == HTML))


def _is_shown_within(part: Message, is_page: bool) -> bool:
    """Tell whether a part is a picture that the message shows amid its words, such as the logo of a signature."""
    if part.get_content_maintype() != "image":
        return False
    disposition = part.get_content_disposition()
    if (part["Content-ID"] and (is_page or disposition != "attachment")) or disposition == "inline":
        warn("picture(s) within the message")
        return True
    return False
