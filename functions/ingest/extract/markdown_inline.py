"""The words of a Markdown paragraph: of links and pictures what is read, marks of HTML as text, code as it is."""

import html
import re

_LINK = re.compile(
    r"(`[^`]*+`)"  # code keeps its brackets
    r"|!?\[([^\[\]]*+)\](?:\([^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+(?:[ \t\n]++\"[^\"]*+\")?+\)|\[[^\[\]]*+\])"
)
_MARKUP = re.compile(
    r"(?P<code>`[^`]*+`)"
    r"|(?P<comment><!--(?:[^-<]++|-(?!->)|<(?!!--))*+-->)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000}+)>"
    r"|(?P<line><br ?/?>)"
    r"|(?P<raised><sup>)"
    r"|</?(?:a|abbr|b|big|center|cite|del|dfn|div|em|font|i|ins|kbd|mark|p|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var"
    r"|wbr)(?:\s[^<>]{0,1000}+)?/?>"
    r"|<img\s(?P<picture>[^<>]{0,2000}+)>"
    r"|\\(?P<mark>[*_#.+!<>~-])"
    r"|(?P<entity>&(?:[a-zA-Z]\w{1,30}+|\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});)",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\balt\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')", re.IGNORECASE)


def inline_words(text: str) -> str:
    """Return the text with a link's or a picture's words in its place; twice, since a link may hold a picture."""
    if "[" in text:
        for _ in range(2):
            text = _LINK.sub(lambda match: match[1] or match[2] or "", text)
    return _MARKUP.sub(_plain, text) if any(mark in text for mark in "<&\\") else text


def _plain(match: re.Match[str]) -> str:
    if match["picture"] is not None:
        alternative = _ALTERNATIVE.search(match["picture"])
        return html.unescape(alternative[1] or alternative[2] or "") if alternative else ""
    if match["entity"]:
        return html.unescape(match["entity"])
    if match["line"]:
        return "\n"
    if match["raised"]:
        return "^"
    return match["code"] or match["address"] or match["mark"] or ""
