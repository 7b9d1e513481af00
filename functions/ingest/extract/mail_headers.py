"""Headers of e-mails, parsed in a time that grows as they do.

The standard library's parser of addresses, parameters and comments takes the square of a header's length, and more.
"""

import re
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any, cast

from events.errors import Rejected
from functions.ingest.extract.decoding import decode

LONGEST = 2_000  # characters of a header that are parsed; RFC 5322 has 998 in a line
_DEEPEST = 100  # parts within parts
_TEXT = frozenset(("subject", "from", "to", "cc", "date"))  # that are shown, and whole
_BETWEEN = re.compile(r"(?<=\?=)\s+(?==\?)")  # what stands between two encoded words is not meant
_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[BbQq]\?[^?]{0,1000}+\?=")


class HeaderPolicy(EmailPolicy):
    """Parses headers as the default policy does, each once; of a long one only its encoded words, or its beginning."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - as the class that it derives from
        """Return the header's value as its type, or as text."""
        value = _readable(value)
        if len(value) <= LONGEST:
            return _parsed(name, value)
        return _decoded(value) if name.lower() in _TEXT else _parsed(name, value[:LONGEST])


class BoundedMail(EmailMessage):
    """A message or a part of one; whoever nests them deeply makes the parser look at each line as often."""

    depth = 0

    def attach(self, payload: Any) -> None:  # noqa: ANN401 - as the class that it derives from
        """Add a part. Raises `Rejected` for one that is too deep."""
        if self.depth >= _DEEPEST:
            raise Rejected(f"the e-mail nests its parts deeper than {_DEEPEST}: export its attachments one by one")
        if isinstance(payload, BoundedMail):
            payload.depth = self.depth + 1
        super().attach(payload)


def parsed_mail(data: bytes) -> EmailMessage:
    """Return the message. Raises `Rejected` for one that nests its parts too deeply."""
    return cast(BoundedMail, BytesParser(BoundedMail, policy=HeaderPolicy()).parsebytes(data))


def _readable(value: str) -> str:
    """Return a header with the bytes beyond ASCII that it should not have as the letters that they are."""
    if value.isascii():
        return value
    try:
        return decode(value.encode("utf-8", "surrogateescape"), "the header")
    except Rejected:
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@lru_cache(maxsize=1024)
def _parsed(name: str, value: str) -> Any:  # noqa: ANN401
    return EmailPolicy().header_fetch_parse(name, value)


def _decoded(value: str) -> str:
    """Return a long text with its encoded words decoded, by RFC 2047; one of an unknown character set stays."""
    text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _ENCODED.sub(_word, _BETWEEN.sub("", text))


def _word(found: re.Match[str]) -> str:
    try:
        return str(make_header(decode_header(found[0])))
    except (LookupError, ValueError):
        return found[0]
