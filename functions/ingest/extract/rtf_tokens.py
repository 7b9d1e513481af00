"""The tokens of RTF: control words, braces, and bytes of text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]{1,4096})|."
    , re.DOTALL
)  # fmt: skip
_LONGEST_BINARY = 10  # digits


class Token(NamedTuple):
    """One token; only one of word, symbol and text is set. A brace is a symbol."""

    word: str = ""
    number: int | None = None
    symbol: str = ""
    text: str = ""  # as Latin-1: each character is a byte


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a document that was decoded as Latin-1; the bytes behind a `bin` are passed over."""
    place = 0
    while found := _TOKEN.match(text, place):
        place = found.end()
        if found[1]:
            number = int(found[2]) if found[2] else None
            if found[1] == "bin":
                place += max(0, number or 0)
            yield Token(word=found[1], number=number)
        elif found[3]:
            yield Token(text=chr(int(found[3], 16)))
        elif found[4] or found[5]:
            yield Token(symbol=(found[4] and f"\\{found[4]}") or found[5])
        elif found[6]:
            yield Token(text=found[6])
