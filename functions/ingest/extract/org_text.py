"""Org: its headings, code, tables and links in the words of Markdown, which is read then."""

import re
from collections.abc import Iterator

from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.markdown_text import sections_of
from functions.ingest.extract.markdown_writing import between_marks
from functions.ingest.extract.section import Section

_HEADING = re.compile(r"(\*{1,20}+)[ \t]+(?:(?:TODO|DONE)[ \t]+)?(?:\[#[A-Z]\][ \t]+)?")
_TAGS = re.compile(r"[ \t]:[\w@:]{1,100}:$")
_SETTING = re.compile(r"[ \t]{0,20}#\+(title|subtitle|author|date|caption|description):[ \t]*", re.IGNORECASE)
_BEGIN = re.compile(r"[ \t]{0,20}#\+begin_(src|example)\b", re.IGNORECASE)
_END = re.compile(r"[ \t]{0,20}#\+end_(?:src|example)\b", re.IGNORECASE)
_UNREAD = re.compile(r"[ \t]{0,20}(?:#(?:[ \t]|$)|#\+\w|:[\w-]{1,40}:)")  # comments, settings, drawers
_LINK = re.compile(r"\[\[([^\[\]]{1,500}+)\](?:\[([^\[\]]{1,500}+)\])?\]")
_MARKED = re.compile(
    r"(?<![^\s(\"'{])(?:\*(?=\S)([^*\n]{1,300}+)\*|/(?=\S)([^/\n]{1,300}+)/|_(?=\S)([^_\n]{1,300}+)_"
    r"|=(?=\S)([^=\n]{1,300}+)=|~(?=\S)([^~\n]{1,300}+)~)(?!\w)"
)
_RULE = re.compile(r"[ \t]{0,20}\|[-+|]+$")


def read_org(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of an Org file; comments, settings and drawers are no text."""
    return sections_of(_lines(clean(decode(data, name, charset)).split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    code = in_drawer = False
    for line in lines:
        heading, setting = _HEADING.match(line), _SETTING.match(line)
        if code or _BEGIN.match(line):
            yield "```" if not code or _END.match(line) else line
            code = not (code and _END.match(line))
        elif line.strip().upper() in (":PROPERTIES:", ":LOGBOOK:"):
            in_drawer = True
        elif in_drawer:
            in_drawer = line.strip().upper() != ":END:"
        elif heading:
            yield f"{'#' * min(6, len(heading[1]) + 1)} {_words(_TAGS.sub('', line[heading.end() :]))}"
        elif setting:
            said = _words(line[setting.end() :])
            yield from (f"# {said}" if setting[1].lower() == "title" else said, "")
        elif _RULE.match(line):
            yield line.replace("+", "|")
        elif not _UNREAD.match(line):
            yield _words(line)


def _words(line: str) -> str:
    return _MARKED.sub(between_marks, _LINK.sub(lambda match: match[2] or match[1], line))
