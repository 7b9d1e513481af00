"""Formulas of Office files (OMML) as a line of text: c^2, (a + b)/2, √(x), ∑_(i=1)^n."""

from lxml import etree

from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.safe_xml import attribute, child, local

_PROPERTIES = "Pr"  # the end of the names of what tells the look only
_MOST_SIGNS = 1  # of what needs no brackets


def formula(element: etree._Element) -> str:
    """Return the formula in an `oMath` or `oMathPara`; the parser bounds how deep this goes."""
    return one_line(_all(element))


def _all(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(_part, element))


def _part(element: etree._Element) -> str:
    kind = local(element)
    if kind == "t":
        return element.text or ""
    if kind in ("sSup", "sSub", "sSubSup", "limLow", "limUpp"):
        return _grouped(_of(element, "e")) + _scripts(element)
    if kind == "f":
        return f"{_grouped(_of(element, 'num'))}/{_grouped(_of(element, 'den'))}"
    if kind == "rad":
        return f"{_script('^', _of(element, 'deg'))}√{_grouped(_of(element, 'e'))}"
    if kind == "nary":
        sign = attribute(child(element, "naryPr/chr"), "val") or "∫"
        return f"{sign}{_scripts(element)} {_of(element, 'e')}"
    return _composed(kind, element)


def _composed(kind: str, element: etree._Element) -> str:
    if kind == "d":
        return _bracketed(element)
    if kind == "sPre":
        return _scripts(element) + _of(element, "e")
    if kind == "func":
        return f"{_of(element, 'fName')} {_of(element, 'e')}"
    if kind in ("m", "eqArr"):
        rows = (", ".join(map(_all, row)) if kind == "m" else _all(row) for row in element)
        return "; ".join(row for row in rows if row)
    return "" if kind.endswith(_PROPERTIES) else _all(element)


def _of(element: etree._Element, name: str) -> str:
    return _all(child(element, name))


def _scripts(element: etree._Element) -> str:
    upper = "lim" if local(element) == "limUpp" else "sup"
    lower = "lim" if local(element) == "limLow" else "sub"
    return _script("_", _of(element, lower)) + _script("^", _of(element, upper))


def _bracketed(element: etree._Element) -> str:
    """Return what stands in brackets, which may be others than round ones, or none at one side."""
    marks = []
    for name, usual in (("begChr", "("), ("sepChr", "|"), ("endChr", ")")):
        given = child(element, f"dPr/{name}")
        marks.append(usual if given is None else attribute(given, "val"))
    begin, between, end = marks
    return begin + between.join(_all(one) for one in element.iterchildren("{*}e")) + end


def _script(mark: str, text: str) -> str:
    return mark + _grouped(text) if text.strip() else ""


def _grouped(text: str) -> str:
    """Return a part of a formula in brackets, unless it is one sign, a number, or in brackets already."""
    bare = text.strip()
    whole = len(bare) <= _MOST_SIGNS or bare.replace(".", "").isdecimal() or bare.isalpha()
    return bare if whole or (bare[0] == "(" and bare.find(")") == len(bare) - 1) else f"({bare})"
