"""reStructuredText: its headings, code, tables and roles in the words of Markdown, which is read then."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Iterator, Sequence

from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.markdown_text import sections_of
from functions.ingest.extract.markdown_writing import row_of, rule_below
from functions.ingest.extract.section import Section

_SHORTEST_RULE = 3  # marks under a title
_ADORNING = frozenset(r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""")
_DIRECTIVE = re.compile(r"([ \t]{0,40})\.\. ([\w+.-]{1,60}+)::(?:[ \t]+|$)")
_COMMENT = re.compile(r"([ \t]{0,40})\.\.(?:[ \t]|$)")
_FOOTNOTE = re.compile(r"[ \t]{0,40}\.\. (\[[^\[\]\n]{1,60}\])[ \t]+")
_OPTION = re.compile(r"[ \t]{1,40}:[\w -]{1,40}:(?:[ \t]|$)")
_CODE = frozenset(("code", "code-block", "sourcecode", "highlight", "parsed-literal", "math", "raw", "doctest"))
_UNREAD = frozenset(
    "toctree contents include index highlight raw currentmodule module role default-role image literalinclude "
    "automodule autoclass autofunction meta only tabularcolumns target".split()
)  # directives whose arguments are no words
_ALTERNATIVE = re.compile(r"[ \t]{1,40}:alt:[ \t]+")
_ROLE = re.compile(r":[\w:+.-]{1,60}:`~?([^`<>\n]{1,300}+)(?:<[^<>\n`]{1,300}>)?`")
_LINK = re.compile(r"(?<!`)`([^`<>\n]{1,300}+)(?:<[^<>`\n]{1,300}>)?`_{0,2}(?!`)")
_LITERAL = re.compile(r"``([^`\n]{1,300}+)``")
_SIMPLE_RULE = re.compile(r"[ \t]{0,40}=++(?:[ \t]++=++)++$")
_COLUMN = re.compile(r"=++")
_GRID_RULE = re.compile(r"[ \t]{0,40}\+[-=+]{3,}+$")


def read_restructured(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of a reStructuredText file; comments, targets and settings are no text."""
    lines = clean(decode(data, name, charset)).expandtabs(8).split("\n")
    return sections_of(_lines(_with_tables(_with_headings(lines))))


def _with_headings(lines: Sequence[str]) -> list[str]:
    """Return the lines with each underlined title as one of Markdown; levels are counted as their marks first come."""
    found: list[str] = []
    levels: list[tuple[str, bool]] = []
    place = 0
    while place < len(lines):
        line, below = lines[place], lines[place + 1] if place + 1 < len(lines) else ""
        rule, third = _is_rule(line), lines[place + 2] if place + 2 < len(lines) else ""
        over = rule and below.strip() and third == line
        under = _is_rule(below) if line.strip() and not rule and line[:1] != " " else False
        if over or (under and len(below) >= len(line.rstrip()) - 2):
            style = (line[0], True) if over else (below[0], False)
            levels += [style] if style not in levels else []
            title = below.strip() if over else line.strip()
            found += ["", f"{'#' * min(6, levels.index(style) + 1)} {title}"]
            place += 3 if over else 2
        else:
            found.append("" if rule else line)
            place += 1
    return found


def _is_rule(line: str) -> bool:
    return len(line) >= _SHORTEST_RULE and line[0] in _ADORNING and line == line[0] * len(line)


def _with_tables(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines with tables as Markdown has them: of a grid, or with columns beneath rules."""
    columns: list[tuple[int, int]] = []
    rules = 0
    for line in lines:
        if _SIMPLE_RULE.match(line):
            columns = columns or [match.span() for match in _COLUMN.finditer(line)]
            rules += 1
            if rules == 2:
                yield rule_below(len(columns))
        elif columns and (rules > 2 or (rules == 2 and not line.strip())) and not line.strip():
            columns, rules = [], 0
            yield ""
        elif columns:
            yield from () if not line.strip() else [_row(line, columns)]
        elif _GRID_RULE.match(line):
            yield rule_below(line.count("+") - 1) if "=" in line else ""
        else:
            yield line


def _row(line: str, columns: Sequence[tuple[int, int]]) -> str:
    starts = [start for start, _ in columns] + [len(line)]
    return row_of(line[start : max(start, starts[number + 1])].strip() for number, start in enumerate(starts[:-1]))


def _lines(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines with directives, comments and code in the words of Markdown."""
    hidden = code = -1  # the indentation of what a hidden or a code block belongs to
    for line in lines:
        indentation = len(line) - len(line.lstrip())
        if line.strip() and indentation <= hidden:
            hidden = -1
        if line.strip() and indentation <= code:
            yield "```"
            code = -1
        if hidden >= 0:
            yield _ALTERNATIVE.sub("", line) if _ALTERNATIVE.match(line) else ""
        elif code >= 0:
            yield line if not _OPTION.match(line) else ""
        elif _COMMENT.match(line) and not _FOOTNOTE.match(line) and not _is_read(line):
            hidden = indentation
        else:
            yield from _read_line(line)
            code = indentation if _begins_code(line) else -1
    yield from ["```"] if code >= 0 else []


def _is_read(line: str) -> bool:
    directive = _DIRECTIVE.match(line)
    return directive is not None and directive[2] not in _UNREAD


def _begins_code(line: str) -> bool:
    directive = _DIRECTIVE.match(line)
    return directive[2] in _CODE if directive else line.endswith("::")


def _read_line(line: str) -> Iterator[str]:
    directive = _DIRECTIVE.match(line)
    if directive:
        yield "" if directive[2] in _CODE else _words(line[directive.end() :])
    elif line.endswith("::"):
        yield _words(line[:-2].rstrip() if line.endswith(" ::") else line[:-1])
    elif not _OPTION.match(line):
        yield _words(_FOOTNOTE.sub(r"\1 ", line, count=1)).removeprefix("   ")
    if _begins_code(line):
        yield "```"


def _words(line: str) -> str:
    line = _ROLE.sub(lambda match: match[1].strip(), line)
    line = _LINK.sub(lambda match: match[1].strip(), line)
    return _LITERAL.sub(r"`\1`", line)
