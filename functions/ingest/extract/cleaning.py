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


def clean(text: str) -> str:
    """Return the text in Unicode's form C, lines ended by one newline, trailing blanks and unseen characters gone."""
    text = _BREAKS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    text = _SPACES.sub(" ", _UNSEEN.sub("", _ESCAPES.sub("", text)))
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))


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
