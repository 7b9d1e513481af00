"""Lines put together: words that a line's end broke are whole again, by what else the document says."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from collections.abc import Sequence

HYPHEN = "\ufffe"  # pdfium's mark for a hyphen at a line's end
_BROKEN = re.compile(rf"[{HYPHEN}-]\n")
_FIRST_WORD = re.compile(r"[\w-]{0,40}")
_LAST_WORD = re.compile(r"[\w-]{0,40}\Z")
_LONGEST = 40  # letters of a word
_WORD = re.compile(rf"[\w{HYPHEN}-]+")
UNSPACED = "\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"  # Chinese, Japanese
_NO_BLANK = re.compile(rf"\n(?<=[{UNSPACED}]\n)(?=[{UNSPACED}])|\n(?<=\w[/–]\n)(?=\w)")
_SHORTEST = 3  # letters of a word that makes up a compound
_AND = {
    "English": frozenset(("and", "or", "to")),  # "pre- and post-war"
    "German": frozenset(("und", "oder", "bis", "sowie")),  # "Vor- und Nachteile"
}


def words_of(texts: Sequence[str]) -> frozenset[str]:
    """Return the words of lines, in small letters, compounds with their hyphens, but for those broken at the end.

    They are told where a line ends with a hyphen; else there are none."""
    if not any(text.endswith(("-", HYPHEN)) for text in texts):
        return frozenset()  # nothing asks for them
    found = (word.lower() for text in texts for word in _WORD.findall(text))
    return frozenset(word.lstrip("-") for word in found if not word.endswith(("-", HYPHEN)))


def mended(text: str, words: frozenset[str]) -> str:
    """Return lines as one; a hyphen at a line's end stays in what the document writes with one, and in numbers."""

    if "\n" not in text:
        return text

    def joint(found: re.Match[str]) -> str:
        before = _LAST_WORD.search(text[max(0, found.start() - _LONGEST) : found.start()])
        after = _FIRST_WORD.match(text, found.end())
        return hyphen_between(before[0] if before else "", after[0] if after else "", words)

    whole = _BROKEN.sub(joint, text) if "-\n" in text or f"{HYPHEN}\n" in text else text
    return _NO_BLANK.sub("", whole).replace("\n", " ")


def hyphen_between(before: str, after: str, words: frozenset[str]) -> str:
    """Return what stands between the last letters of a line, before its hyphen, and the first of the next."""
    if not before or any(after.lower() in links for links in _AND.values()):
        return "- "
    return "-" if _keeps_hyphen(before, after, words) else ""


def _keeps_hyphen(before: str, after: str, words: frozenset[str]) -> bool:
    whole, compound = (before + after).lower(), f"{before}-{after}".lower()
    if compound in words or whole in words:
        return whole not in words
    if not after[:1].islower() or len(before) == 1 or "-" in before + after or any(map(str.isdigit, before)):
        return True
    return min(len(before), len(after)) >= _SHORTEST and before.lower() in words and after.lower() in words
