"""RTF: paragraphs under their headings, tables row by row, notes where they are referred to, boxes and comments."""

import re
from collections.abc import Callable

import msgspec

from events.errors import Rejected
from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.remarks import comment_line
from functions.ingest.extract.rtf_paragraphs import Stream
from functions.ingest.extract.rtf_tokens import Token, tokens
from functions.ingest.extract.rtf_words import (
    CHARSETS,
    FOOTERS,
    HEADERS,
    MAIN_CHARSETS,
    READ,
    SIGNS,
    SYMBOL_CHARSET,
    UNREAD,
)
from functions.ingest.extract.section import Section
from functions.ingest.extract.symbol_fonts import in_unicode

_STYLE = re.compile(r"\\s(\d{1,5})(?!\d)([^{};]{0,400}+);")
_LONGEST_STYLESHEET = 500_000
_DEEPEST = 2_000  # groups in one another
_HALF = 0x8000  # of the numbers that stand for characters; above it they are written below 0
_LINK = re.compile(r'HYPERLINK "([^"]{1,2000})"', re.IGNORECASE)
_MATHS = {"msup": "^", "msub": "_", "mden": "/"}
_NOTES = (
    "fldinst",
    "footnote",
    "shptxt",
    "annotation",
    "atnauthor",
    "sn",
    "sv",
    "fonttbl",
    "stylesheet",
    *HEADERS,
    *FOOTERS,
)


def read_rtf(data: bytes, name: str) -> list[Section]:
    """Return the sections: headers first, then the text, footers last."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Rejected(f"{name} cannot be read as RTF, it is something else: save it again")
    text = data.decode("latin-1")
    reader = _Reader(name, heading_styles(text))
    for token in tokens(text):
        reader.take(token)
    return reader.sections()


class _Group(msgspec.Struct):
    """What holds until the end of a group."""

    codec: str
    font: str = ""
    skipped: int = 1  # characters that stand for one in Unicode in old programs
    hidden: bool = False
    unread: bool = False
    raised: bool = False
    starred: bool = False
    kind: str = ""  # of the group, if its content goes elsewhere
    address: str = ""  # of the link that it is in
    is_linked: bool = False  # it holds the words of the link


class _Reader:
    """Follows the groups, and gives the text of each to where it belongs."""

    def __init__(self, name: str, levels: dict[int, int]) -> None:
        """Take the levels of the headings by the numbers of their styles."""
        self._name, self._levels = name, levels
        self._group = _Group(codec="cp1252")
        self._above: list[_Group] = []
        self._streams = [Stream(levels)]
        self._bytes: list[str] = []  # that wait to be decoded
        self._skip = 0
        self._main = "cp1252"
        self._fonts: dict[int, tuple[str, str]] = {}  # their codec and their name
        self._entry = 0  # of the table of fonts
        self._headers, self._footers = list[str](), list[str]()
        self._author = self._property = ""

    def sections(self) -> list[Section]:
        while self._above:
            self._end()
        self._flush()
        parts = [Section(text=text, page=None, heading="") for text in dict.fromkeys(self._headers)]
        parts += self._streams[0].sections()
        return parts + [Section(text=text, page=None, heading="") for text in dict.fromkeys(self._footers)]

    def take(self, token: Token) -> None:
        if token.text:
            self._text(token.text)
        elif token.symbol == "{":
            self._begin()
        elif token.symbol == "}":
            self._end()
        elif token.symbol == "\\*":
            self._group.starred = True
        elif token.word == "u" and token.number is not None:
            self._flush()
            self._write(chr((token.number + 2 * _HALF if token.number < 0 else token.number) & 0xFFFF))
            self._skip = self._group.skipped
        elif token.word or token.symbol:
            self._flush()
            self._skip = max(0, self._skip - 1) if token.symbol and self._skip else 0
            self._control(token.word or token.symbol, token.number)

    def _text(self, text: str) -> None:
        if self._skip:
            skipped = min(self._skip, len(text))
            self._skip -= skipped
            text = text[skipped:]
        if text:
            self._bytes.append(text)

    def _flush(self) -> None:
        """Decode the bytes that have come, by the font that they are set in."""
        if not self._bytes:
            return
        text = "".join(self._bytes)
        self._bytes = []
        font = self._group.font
        self._write(in_unicode(text, font) if font else text.encode("latin-1").decode(self._group.codec, "replace"))

    def _write(self, text: str) -> None:
        if self._group.unread:
            return
        if self._group.hidden:
            if text.strip() and len(self._streams) == 1:
                warn("stretch(es) of hidden text")
            return
        self._streams[-1].write(text, is_raised=self._group.raised)

    def _begin(self) -> None:
        self._flush()
        self._skip = 0
        if len(self._above) >= _DEEPEST:
            raise Rejected(f"{self._name} nests its parts too deeply to be read: save it as text and upload that")
        self._above.append(self._group)
        self._group = msgspec.structs.replace(self._group, starred=False, kind="", is_linked=False)

    def _end(self) -> None:
        self._flush()
        self._skip = 0
        if not self._above:
            return
        ended, self._group = self._group, self._above.pop()
        kind = ended.kind
        if ended.is_linked and ended.address:
            self._write(f" ({ended.address})")
        if kind and len(self._streams) > 1:
            self._give(kind, self._streams.pop())

    def _give(self, kind: str, stream: Stream) -> None:
        """Give the text of a group that has ended to where it belongs."""
        text = "\n\n".join(section.text for section in stream.sections())
        below, line = self._streams[-1], one_line(text)
        if kind == "footnote":
            below.write(f" ({line})" if line else "")
        elif kind == "shptxt":
            below.hang(text)
        elif kind == "atnauthor":
            self._author = line
        elif kind == "annotation" and line:
            below.hang(comment_line(line, self._author))
        elif kind == "fldinst":
            link = _LINK.match(line)
            self._group.address = link[1] if link else ""
        elif kind == "sn":
            self._property = line
        elif kind == "sv" and self._property in ("wzDescription", "gtextUNICODE"):
            self._describe(line)
        elif kind in HEADERS or kind in FOOTERS:
            given = self._headers if kind in HEADERS else self._footers
            given += [text] if any(map(str.isalpha, text)) else []

    def _describe(self, text: str) -> None:
        """Take what a picture shows, or the words of a drawing that is made of letters."""
        if text and self._property == "wzDescription":
            self._streams[0].pictures -= 1
            text = f"Picture: {text}"
        self._streams[-1].hang(text)

    def _control(self, word: str, number: int | None) -> None:
        if word in _NOTES and not self._group.unread:
            self._group.kind = word
            self._group.starred = False
            self._streams.append(Stream(self._levels))
        elif word in UNREAD or (self._group.starred and word not in READ):
            if word == "pict" and not self._group.unread:
                self._streams[0].pictures += 1
            self._group.unread = True
        elif word in SIGNS:
            self._write(SIGNS[word])
        elif word in _STATES:
            _STATES[word](self._group, number)
        else:
            self._of_tables(word, number)
        self._group.starred = False

    def _of_tables(self, word: str, number: int | None) -> None:
        """Take what names fonts, styles and character sets; all else belongs to the paragraph."""
        if word == "ansicpg" and number:
            self._main = self._group.codec = _codec(f"cp{number}")
        elif word in MAIN_CHARSETS:
            self._main = self._group.codec = MAIN_CHARSETS[word]
        elif word == "f" and number is not None:
            self._entry = number
            self._group.codec, self._group.font = self._fonts.get(number, (self._main, ""))
        elif word == "fcharset":
            font = "Symbol" if number == SYMBOL_CHARSET else ""
            self._fonts[self._entry] = CHARSETS.get(number or 0, self._main), font
        elif word == "fldrslt":
            self._group.is_linked = True
        elif word == "picprop":  # stands in a picture, which is not read
            self._group.unread = False
        elif not self._group.unread:
            self._of_paragraphs(word, number)

    def _of_paragraphs(self, word: str, number: int | None) -> None:
        if word == "object":
            warn("embedded object(s), of which only the picture is shown")
        elif word in _MATHS:
            self._write(_MATHS[word])
        else:
            self._streams[-1].control("par" if word in ("\\\n", "\\\r") else word, number)


def heading_styles(text: str) -> dict[int, int]:
    """Return the levels of a document's headings by the numbers of their styles, whose names are English."""
    start = text.find("{\\stylesheet")
    found = _STYLE.finditer(text, start, start + _LONGEST_STYLESHEET) if start >= 0 else ()
    levels: dict[int, int] = {}
    for one in found:
        name = one[2].rpartition(" ")
        if name[0].endswith("heading") and name[2].isdecimal():
            levels[int(one[1])] = int(name[2][:2])
        elif name[2] == "Title":
            levels[int(one[1])] = 0
    return levels


def _codec(name: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _set(name: str, off: bool = False) -> Callable[[_Group, int | None], None]:
    def change(group: _Group, number: int | None) -> None:
        setattr(group, name, not off and number != 0)

    return change


def _skips(group: _Group, number: int | None) -> None:
    group.skipped = min(max(0, number or 0), 100)


def _plain(group: _Group, _number: int | None) -> None:
    group.hidden = group.raised = False


_STATES: dict[str, Callable[[_Group, int | None], None]] = {
    "v": _set("hidden"),
    "deleted": _set("hidden"),
    "super": _set("raised"),
    "nosupersub": _set("raised", off=True),
    "plain": _plain,
    "uc": _skips,
}
