"""Source code: each definition whole, under its own first line."""

import re
from collections.abc import Iterator

from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.section import Section

_DEFINITION = re.compile(
    r"[ \t]*(?:(?:export|default|pub(?:\([a-z]+\))?|public|private|protected|internal|static|final|abstract|async"
    r"|unsafe|override|virtual|sealed|partial|open|data|inline|extern) )*"
    r"(?:(?:def|class|fn|fun|interface|trait|impl|struct|enum|type|record|object|module|namespace|protocol)\b ?[\w<]"
    r"|func(?:tion)?\b ?\*? ?[\w(]|(?i:CREATE (?:OR REPLACE )?(?:TABLE|VIEW|FUNCTION|PROCEDURE) )).{0,160}(?<![;,])"
)
_OPENING = re.compile(r"[ \t]*(?:@|#\[|//|#|/\*\*?|\*|--)")  # what stands above a definition and belongs to it
_LONGEST_TITLE = 80


def read_source(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the blocks of a file, their lines as they are; a definition's heading path is those that it stands in."""
    outline = Outline()
    for block in _blocks(clean(decode(data, name, charset)).split("\n")):
        definition = next((line for line in block if _DEFINITION.fullmatch(line)), None)
        if definition is not None:
            outline.heading(1 + _indentation(definition), _title(definition))
        outline.paragraph("\n".join(block))
    return outline.sections()


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Yield stretches without blank lines: each from one definition, or from a line that is not indented, on."""
    block: list[str] = []
    after_blank = True
    for line in lines:
        if not line:
            after_blank = True
            continue
        if block and _begins(line, after_blank, block):
            yield block
            block = []
        block.append(line)
        after_blank = False
    if block:
        yield block


def _begins(line: str, after_blank: bool, block: list[str]) -> bool:
    """Tell whether a block ends before this line: what stands right above a definition goes with it."""
    if _DEFINITION.fullmatch(line):
        return after_blank or not all(_OPENING.match(above) for above in block)
    return after_blank and (_indentation(line) == 0 or (_OPENING.match(line) is not None and _is_shallow(line, block)))


def _is_shallow(line: str, block: list[str]) -> bool:
    return _indentation(line) <= _indentation(block[0])


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _title(definition: str) -> str:
    """Return the definition's line without what ends it; a long one without its parameters."""
    title = definition.strip().rstrip("{:; ")
    return title if len(title) <= _LONGEST_TITLE else title.partition("(")[0][:_LONGEST_TITLE]
