"""What a paragraph of a Word document says: its runs, with notes, signs and formulas, and what hangs on it."""

import re
from collections.abc import Callable, Mapping

import msgspec
from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.docx_graphics import boxes_of, words_of
from functions.ingest.extract.docx_styles import Style, is_on
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.math_text import formula
from functions.ingest.extract.office_parts import Parts
from functions.ingest.extract.safe_xml import attribute, child, local
from functions.ingest.extract.superscript import raised
from functions.ingest.extract.symbol_fonts import in_unicode, is_symbol_font, sign_of

_UNREAD = frozenset(("moveFrom", "pPr", "rPr", "del", "rt", "rubyPr", "sdtPr", "instrText", "delText"))
_SILENT = ("drawing", "pict", "object", "commentReference", "fldChar")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = ("footnoteReference", "endnoteReference")
_PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_MOST_OF_INSTRUCTION = 40


class Words(msgspec.Struct):
    """What a paragraph says."""

    text: str = ""
    boxes: list[etree._Element] = []  # text boxes, which hold paragraphs and tables of their own
    shown: list[str] = []  # what charts and pictures say
    comments: list[str] = []
    has_page_number: bool = False


class Remarks:
    """Notes and comments by their ids; they may be referred to again and again."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._texts: dict[tuple[str, str], str] = {}
        self._left: dict[str, None] = {}  # comments that nothing has referred to so far

    def add(self, kind: str, id_: str, text: str) -> None:
        if text:
            self._texts[kind, id_] = text
            if kind == "comment":
                self._left[id_] = None

    def take(self, kind: str, id_: str) -> str:
        """Return a note or a comment, "" where there is none."""
        text = self._texts.get((kind, id_), "")
        self._allowance.take(len(text))
        self._left.pop(id_, None) if kind == "comment" else None
        return text

    def left(self) -> list[str]:
        """Return the comments that nothing has referred to."""
        return [self._texts["comment", id_] for id_ in self._left]


class Inline:
    """Reads the paragraphs of one part of a document; `place` tells where it is, for warnings."""

    def __init__(self, parts: Parts, styles: Mapping[str, Style], remarks: Remarks, place: Callable[[], str]) -> None:
        self._parts, self._styles, self._remarks, self.place = parts, styles, remarks, place
        self._fields: list[str] = []  # the instructions of those that the present place is in
        self._found = Words()

    def read(self, paragraph: etree._Element) -> Words:
        """Return what a paragraph, or anything with runs in it, says."""
        self._found = found = Words(boxes=[], shown=[], comments=[])
        found.text = self._all(paragraph)
        return found

    def _all(self, element: etree._Element) -> str:
        """Return the text in an element, in order; the parser bounds how deep this goes."""
        text = ""
        parts: list[str] = []
        for inner in element:
            found = self._one(inner, text)
            parts.append(found)
            text = found or text
        return "".join(parts)

    def _one(self, inner: etree._Element, before: str) -> str:
        kind = local(inner)
        if kind == "t":
            return "" if self._in_page_number() else inner.text or ""
        if kind in _SIGNS:
            return _SIGNS[kind]
        if kind == "r":
            return self._run(inner, before)
        if kind in _UNREAD:
            if kind == "instrText" and self._fields and len(self._fields[-1]) < _MOST_OF_INSTRUCTION:
                self._fields[-1] += inner.text or ""
            return ""
        return self._special(kind, inner)

    def _special(self, kind: str, inner: etree._Element) -> str:
        if kind in _NOTES:
            note = self._remarks.take(kind, attribute(inner, "id"))
            return f" ({note})" if note else ""
        if kind == "sym":
            return self._sign(inner)
        if kind in ("oMath", "oMathPara"):
            return formula(inner)
        if kind in _SILENT:
            self._silent(kind, inner)
            return ""
        return self._wrapper(kind, inner)

    def _silent(self, kind: str, inner: etree._Element) -> None:
        """Take what is no part of the running text."""
        if kind == "commentReference":
            comment = self._remarks.take("comment", attribute(inner, "id"))
            self._found.comments += [comment] if comment else []
        elif kind == "fldChar":
            self._field(attribute(inner, "fldCharType"))
        else:
            self._found.boxes += boxes_of(inner)
            self._found.shown += filter(None, [words_of(inner, self._parts, self.place())])

    def _wrapper(self, kind: str, inner: etree._Element) -> str:
        if kind == "AlternateContent":  # what old programs read stands behind what newer ones do
            choice = child(inner, "Choice")
            return self._all(inner if choice is None else choice)
        if kind == "fldSimple" and _PAGE_NUMBER.match(attribute(inner, "instr")):
            self._found.has_page_number = True
            return ""
        return self._all(inner)

    def _run(self, run: etree._Element, before: str) -> str:
        properties = child(run, "rPr")
        style = self._styles.get(attribute(child(properties, "rStyle"), "val"), Style())
        if is_on(properties, "vanish", style.hidden):
            if any((text.text or "").strip() for text in run.iter("{*}t")):
                warn("stretch(es) of hidden text", self.place())
            return ""
        text = self._all(run)
        font = attribute(child(properties, "rFonts"), "ascii")
        if is_symbol_font(font):
            text = in_unicode(text, font)
        return raised(text, before) if attribute(child(properties, "vertAlign"), "val") == "superscript" else text

    def _sign(self, element: etree._Element) -> str:
        code, font = attribute(element, "char"), attribute(element, "font")
        try:
            sign = sign_of(int(code, 16), font)
        except ValueError:
            sign = ""
        if not sign:
            warn(f"sign(s) of the font {font} without a letter", self.place())
        return sign

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif self._fields and kind == "end":
            self._found.has_page_number |= _PAGE_NUMBER.match(self._fields.pop()) is not None

    def _in_page_number(self) -> bool:
        return any(map(_PAGE_NUMBER.match, self._fields)) if self._fields else False
