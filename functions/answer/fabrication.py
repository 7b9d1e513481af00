"""Commands and code in an answer, which have to stand in the passages letter by letter: a reader may run them."""

import re

from functions.text.sentences import split_sentences

FENCE = "```"
_CODE = re.compile(
    r"`([^`\n]{1,300})`"  # between backticks
    r"|^[ \t]{0,8}[$%][ \t]{1,4}(\S[^\n]{0,300})"  # behind a prompt
    r"|(?<![\w-])(--[a-z][\w-]{1,40})"  # an option
    # A line that begins with a program's name and is no sentence.
    r"|^[ \t]{0,8}((?:sudo|apt|apt-get|pip3?|npm|npx|git|docker|kubectl|curl|wget|systemctl|ssh|chmod|mkdir|brew)"
    r"[ \t][^\n]{0,300}[^\s.!?:])[ \t]{0,8}$",
    re.MULTILINE,
)
_BLANKS = re.compile(r"\s+")
_PROMPT = re.compile(r"\A[$%>#][ \t]")


def without_fabricated_code(text: str, sources: str) -> str:
    """Return the text without the blocks of code, and the sentences with code, that do not stand in the sources."""
    known = _BLANKS.sub(" ", sources)
    text = "".join(part for part in _parts(text) if not _is_block(part) or _all_known(part, known))
    kept, done = "", 0
    for start, end in split_sentences(text):
        if not any(_code_of(found) not in known for found in _CODE.finditer(text[start:end])):
            kept += text[done:end]
        done = end
    return kept.strip()


def code_is_open(text: str) -> bool:
    """Tell whether the text ends within a block of code."""
    return any(_is_block(part) and part.count(FENCE) < 2 for part in _parts(text))


def _parts(text: str) -> list[str]:
    """Return the text in parts: each block of code, from its first line to its last one, and what is between them."""
    parts, within = [""], False
    for line in text.splitlines(keepends=True):
        fence = line.lstrip().startswith(FENCE)
        if fence and not within:
            parts.append("")
        parts[-1] += line
        if fence and within:
            parts.append("")
        within ^= fence
    return parts


def _is_block(part: str) -> bool:
    return part.lstrip().startswith(FENCE)


def _all_known(block: str, known: str) -> bool:
    """Tell whether each line between the fences is known."""
    return all(_plain(line) in known for line in block.splitlines() if FENCE not in line)


def _code_of(found: re.Match[str]) -> str:
    return _plain(next(group for group in found.groups() if group))


def _plain(code: str) -> str:
    return _BLANKS.sub(" ", _PROMPT.sub("", code.strip())).strip()
