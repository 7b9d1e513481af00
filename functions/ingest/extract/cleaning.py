"""Text without what no reader sees: control characters, lone surrogates, odd line endings, idle blanks."""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028]")
_BREAKS = re.compile(r"[\f\v\x1c-\x1e\u2029]")  # page and paragraph separators
_ESCAPES = re.compile(r"\x1b\[[0-9;]{0,20}[A-Za-z]")  # a terminal's colours, found in log files
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"  # lone surrogates, annotations, noncharacters
)
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f]")
_MOST_MARKS = 30  # on one letter, by the Stream-Safe Text Format of Unicode (UAX #15): to sort more takes their square
_MAY_BE_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST_MARKS + 1},}}")
_MARKS_IN_DISGUISE = (
    "\u0f73\u0f75\u0f81"  # Tibetan vowels of the class 0 that are two marks each when they are taken apart
)
_JOINER = "\u034f"  # unseen, and the marks on either side of it are not sorted together


def clean(text: str) -> str:
    """Return the text in Unicode's form C, lines ended by one newline, trailing blanks and unseen characters gone."""
    if text.isascii() and text.isprintable():
        return text.rstrip()
    return "\n".join(line.rstrip() for line in legible(text).split("\n"))


def legible(text: str) -> str:
    """Return the text as `clean` does, but with its trailing blanks, which mean something in Markdown."""
    text = _BREAKS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    text = _SPACES.sub(" ", _UNSEEN.sub("", _ESCAPES.sub("", text)))
    return unicodedata.normalize("NFC", stream_safe(text))


def stream_safe(text: str) -> str:
    """Return the text with a joiner in each run of more than 30 combining marks, so that it is soon normalised."""
    return _MAY_BE_MARKS.sub(_parted, text)


def _parted(run: re.Match[str]) -> str:
    parts, marks = [], 0
    for character in run[0]:
        is_mark = unicodedata.combining(character) or character in _MARKS_IN_DISGUISE
        marks = marks + 1 if is_mark else 0
        if marks > _MOST_MARKS:
            parts.append(_JOINER)
            marks = 1
        parts.append(character)
    return "".join(parts)


def paragraphs_of(text: str) -> list[str]:
    """Return the stretches of clean text between blank lines; their lines and indentation stay."""
    paragraphs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(lines) for lines in paragraphs if lines]


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())
