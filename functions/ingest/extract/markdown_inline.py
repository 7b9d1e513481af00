"""The words of a Markdown paragraph: of links and pictures what is read, marks of HTML as text, code as it is."""

import html
import re
from collections.abc import Sequence
from itertools import pairwise

from markdown_it.tree import SyntaxTreeNode

from functions.text.records import CELLS, label_of

_TAG = re.compile(
    r"</?(?:a|abbr|b|big|center|cite|del|dfn|div|em|font|i|ins|kbd|mark|p|q|s|samp|small|span|strike|strong|sub|tt|u|var"
    r"|wbr)(?![\w-])|</sup|<!--|<!\[CDATA\[|<\?",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_RAISED = re.compile(r"<sup\b", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\balt\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')", re.IGNORECASE)


def words_of(tokens: Sequence[SyntaxTreeNode]) -> str:
    """Return the text of inline tokens; lines that say something each by themselves stay lines."""
    return _joined("".join(map(_words, tokens)).split("\r"))


def _words(token: SyntaxTreeNode) -> str:
    inside = "".join(map(_words, token.children))
    match token.type:
        case "softbreak":
            words = "\r"  # which no clean text holds: whether it stays is decided when both lines are known
        case "hardbreak":
            words = "\n"
        case "code_inline" | "em" | "strong" | "s":
            words = f"{token.markup}{token.content or inside}{token.markup}"
        case "link" | "image":
            words = inside
        case "html_inline":
            words = _words_of_tag(token.content)
        case _:
            words = token.content
    return words


def _words_of_tag(tag: str) -> str:
    """Return what a tag leaves: what is none of HTML's, such as `List<String>`, is text."""
    if _BREAK.match(tag):
        return "\n"
    if _RAISED.match(tag):
        return "^"
    if _PICTURE.match(tag):
        alternative = _ALTERNATIVE.search(tag)
        return html.unescape(alternative[1] or alternative[2] or "") if alternative else ""
    return "" if _TAG.match(tag) else tag


def _joined(lines: list[str]) -> str:
    """Return lines as one text: a soft line break is a blank, but between rows, and where every line has its label."""
    labelled = all(label_of(line) or line.endswith(":") for line in lines)
    text = lines[0]
    for before, line in pairwise(lines):
        text += ("\n" if labelled or (_is_row(before) and _is_row(line)) else " ") + line.lstrip()
    return text


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") or CELLS in line
