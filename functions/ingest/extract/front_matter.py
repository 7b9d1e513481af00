"""Front matter, the metadata at the head of a Markdown file: YAML between `---`, or TOML between `+++`."""

import re

from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.outline import Outline

_METADATA = re.compile(r"(?:[\w$][\w .$-]{0,60}+:(?:[ \t]|$)|[ \t]|- |#|\]|\}|$)")  # lines of YAML
_SETTING = re.compile(r"[\w$][\w.$-]{0,60}+[ \t]{0,20}+=|\[|#|[ \t]|\]|$")  # and of TOML
_TITLE = re.compile(r"title[ \t]{0,20}+[:=][ \t]{0,20}+(?=\S)", re.IGNORECASE)


def front_matter(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of the metadata at a file's head, and the others; text between two rules is no metadata."""
    mark = lines[0].rstrip()
    pattern = {"---": _METADATA, "+++": _SETTING}.get(mark)
    for number, line in enumerate(map(str.rstrip, lines[1:]), 1) if pattern else ():
        if line == mark or (line == "..." and number > 1):
            block = lines[1:number]
            is_empty = not any(one.strip() for one in block)
            has_key = any(":" in one or "=" in one for one in block)
            return (block, lines[number + 1 :]) if has_key or is_empty else ([], lines)
        if pattern and not pattern.match(line):
            break
    return [], lines


def write_front_matter(lines: list[str], outline: Outline, *, has_title: bool) -> None:
    """Write metadata as a paragraph; their title is the top heading of a text that has none of its own."""
    kept = [line.rstrip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    title = next((line for line in kept if _TITLE.match(line)), "")
    if title and not has_title:
        outline.heading(0, one_line(_TITLE.sub("", title, count=1)).strip("\"'"))
        kept.remove(title)
    outline.paragraph("\n".join(kept))
