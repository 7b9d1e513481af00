"""RTF in which the library that reads it finds nothing that takes it the square of a text and more.

Its patterns for links and for the table of fonts go on to the end of a line, or of the text, from each place where one
may begin. So both are found here, and put in a form in which they end at once.
"""

import re

_BRACE = re.compile(r"[{}]")
_FONT = re.compile(r"\\f(\d{1,9})(?!\d)")
_CHARSET = re.compile(r"\\fcharset(\d{1,9})(?!\d)")
_FIELD = re.compile(
    r"(\{\\field)(?=\{)"
    r"(\{\s*+\\\*\\fldinst\{([^{}\n]*+)\}\}\s*+\{((?:(?!\}\})[^\n])*+)\}{2,3}+)?",  # its instruction, and its words
    re.IGNORECASE,
)
_ADDRESS = re.compile(r'\s("[^\n]*")\Z')
_LINK = "HYPERLINK"


def tamed(text: str) -> str:
    """Return RTF with each link's address behind its words, its fonts listed plainly, and all else as it was."""
    return _FIELD.sub(_with_address, _with_plain_fonts(text))


def _with_address(field: re.Match[str]) -> str:
    """Return the field with a blank, which is a part of the control word, where the library looks for links."""
    rest, instruction, words = field[2] or "", field[3] or "", field[4] or ""
    last = instruction.upper().rfind(_LINK)
    address = _ADDRESS.match(instruction, last + len(_LINK)) if last >= 0 and len(words.split(None, 1)) > 1 else None
    return f"{field[1]} {rest}" + (f"({address[1]})" if address else "")


def _with_plain_fonts(text: str) -> str:
    """Return the text with a table of fonts that says nothing but their character sets."""
    named = text.find(r"\fonttbl")
    start = text.rfind("{", 0, named) if named >= 0 else -1
    if start < 0:
        return text
    end = _end_of_group(text, named)
    fonts = (_plain_font(entry) for entry in text[named:end].split(";"))
    return text[:start] + r"{\fonttbl" + "".join(fonts) + "}" + text[end:]


def _plain_font(entry: str) -> str:
    font, charset = _FONT.search(entry), _CHARSET.search(entry)
    return rf"{{\f{font[1]}\fcharset{charset[1]} x;}}" if font and charset else ""


def _end_of_group(text: str, inside: int) -> int:
    depth = 1
    for brace in _BRACE.finditer(text, inside):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text)
