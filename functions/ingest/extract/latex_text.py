"""LaTeX: its sections, lists and tables in the words of Markdown, which is read then; formulas as they are written."""

# ruff: noqa: RUF001 - typographic marks are meant

import re
import unicodedata

from functions.ingest.extract.cleaning import clean
from functions.ingest.extract.decoding import decode
from functions.ingest.extract.markdown_text import sections_of
from functions.ingest.extract.markdown_writing import rule_below
from functions.ingest.extract.section import Section

_COMMENT = re.compile(r"(?<!\\)%[^\n]*+")
_VERBATIM = re.compile(r"\\begin\{(verbatim|lstlisting|minted)\*?\}(?:\[[^\[\]]{0,300}\])?(?:\{\w{0,40}\})?")
_MATH = re.compile(r"(\$\$?[^$]{1,2000}+\$\$?|\\\((?:[^\\$]++|\\(?![()]))*+\\\)|\\\[(?:[^\\$]++|\\(?![\[\]]))*+\\\])")
_LEVELS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
_TITLES = {"title": "# ", "author": "Author: ", "date": "Date: "}
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a",
    "d": "\u0323", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "euro": "€",
    "texteuro": "€", "copyright": "©", "S": "§", "pounds": "£", "LaTeX": "LaTeX", "TeX": "TeX", "textdegree": "°",
    "textbackslash": "\\", "quad": " ", "qquad": " ", "par": "\n\n", "hline": "", "newline": "\n",
}  # fmt: skip
_ACCENT = re.compile(r"\\([\"'`^~=.]|[uvHckrdb](?![A-Za-z]))[ \t]{0,5}(?:\{\\?([A-Za-zıȷ])\}|\\?([A-Za-z]))")
_UNREAD = re.compile(
    r"\\(?:label|ref|eqref|pageref|cite[a-z]{0,10}|nocite|bibliography|bibliographystyle|usepackage|documentclass|input"
    r"|include|vspace|hspace|pagestyle|thispagestyle|setlength|addtolength|newcommand|renewcommand|includegraphics|index"
    r"|hypersetup|geometry|cline|cmidrule|centering|bibitem|phantom|color|fontsize)\*?(?:\[[^\[\]]{0,300}\]){0,3}"
    r"(?:\{[^{}]{0,500}\}){0,3}"
)
_COMMAND = re.compile(r"\\([A-Za-z]{1,40}+)\*?(?:\[[^\[\]\n]{0,200}\])?[ \t]{0,5}")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]{1,40}\*?)\}(?:\[[^\[\]\n]{0,100}\])?(?:\{[^{}\n]{0,100}\})?")
_TABLES = frozenset(("tabular", "tabular*", "tabularx", "longtable", "array"))
_SECTION = re.compile(r"\\(part|chapter|(?:sub){0,2}section|paragraph)\*?(?:\[[^\[\]\n]{0,200}\])?\{")
_ITEM = re.compile(r"\\item(?![A-Za-z])[ \t]{0,5}(?:\[([^\[\]\n]{0,200})\])?")
_LINE_END = re.compile(r"\\\\(?:\[[^\[\]\n]{0,20}\])?")
_CELL_END = re.compile(r"(?<!\\)&")
_ESCAPED = re.compile(r"\\([#$%&_{} ,;:!-])")
_BRACE = re.compile(r"(?<!\\)[{}]")
_TABLE = re.compile(r"\x02([^\x02\x03]*+)\x03")
_BEFORE_ITEM = re.compile(r"(?<!\n)\n{2,}+- ")


def read_latex(data: bytes, name: str, charset: str = "") -> list[Section]:
    """Return the sections of a LaTeX file; what only sets it, and its comments, are no text."""
    return sections_of(_markdown(clean(decode(data, name, charset))).split("\n"))


def _markdown(text: str) -> str:
    head, begins, body = text.partition(r"\begin{document}")
    if not begins:
        return _block(text)
    titles = [_titles(head, command, mark) for command, mark in _TITLES.items()]
    return "\n\n".join([*filter(None, titles), _block(body.partition(r"\end{document}")[0])])


def _titles(head: str, command: str, mark: str) -> str:
    begin = head.find(f"\\{command}{{")
    if begin < 0:
        return ""
    return mark + " ".join(_words(_COMMENT.sub("", _argument(head, begin + len(command) + 2))).split())


def _block(text: str) -> str:
    """Return running text with code in fences and formulas untouched."""
    parts: list[str] = []
    place = 0
    for begin in _VERBATIM.finditer(text):
        if begin.start() < place:
            continue
        end = text.find(rf"\end{{{begin[1]}", begin.end())
        end = len(text) if end < 0 else end
        parts += [_running(text[place : begin.start()]), "\n\n```\n", text[begin.end() : end].strip("\n"), "\n```\n"]
        place = text.find("}", end) + 1 or len(text)
    return "".join([*parts, _running(text[place:])])


def _running(text: str) -> str:
    text = _SECTION.sub(lambda match: f"\0{'#' * _LEVELS[match[1]]} {{", _UNREAD.sub("", _COMMENT.sub("", text)))
    pieces = _MATH.split(text)
    words = "".join(piece if number % 2 else _words(piece) for number, piece in enumerate(pieces))
    lines = [" ".join(line.split()) for line in words.replace("\0", "\n\n").split("\n")]
    return _BEFORE_ITEM.sub("\n- ", "\n".join(lines))


def _words(text: str) -> str:
    text = _ENVIRONMENT.sub(_environment, _ACCENT.sub(_accented, text))
    text = _ITEM.sub(lambda match: f"\n- {match[1] + ': ' if match[1] else ''}", text)
    text = _CELL_END.sub(" | ", _LINE_END.sub(" \x01\n", text))
    text = _COMMAND.sub(lambda match: _LETTERS.get(match[1], ""), text)
    text = _ESCAPED.sub(
        lambda match: match[1] if match[1] in "#$%&_" else f"\\{match[1]}" if match[1] in "{}" else " ", text
    )
    text = _BRACE.sub("", text).replace("\\{", "{").replace("\\}", "}").replace("~", " ")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return _rows(text)


def _environment(match: re.Match[str]) -> str:
    if match[2] in _TABLES:
        return "\n\n\x02\n" if match[1] == "begin" else "\n\x03\n\n"
    return "\n\n"


def _rows(text: str) -> str:
    """Return the text with the rows of tables between bars, the first as their head."""
    parts = _TABLE.split(text)
    for number in range(1, len(parts), 2):
        rows = [" ".join(row.split()) for row in parts[number].split("\x01")]
        rows = [f"| {row} |" for row in rows if row.strip(" |")]
        if rows:
            rows.insert(1, rule_below(rows[0].count("|") - 1))
        parts[number] = "\n".join(rows)
    return "".join(parts).replace(" \x01", "").replace("\x02", "").replace("\x03", "")


def _accented(match: re.Match[str]) -> str:
    letter = match[2] or match[3]
    return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])


def _argument(text: str, start: int) -> str:
    """Return what stands between a brace before `start` and the one that closes it."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if not depth:
            return text[start:place]
    return text[start:]
