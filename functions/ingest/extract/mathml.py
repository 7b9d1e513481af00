"""Formulas of MathML in a line: powers with ^, indices with _, fractions with /."""
# ruff: noqa: RUF001 - signs of formulas are meant

from lxml import etree

from functions.ingest.extract.cleaning import one_line

_UNREAD = frozenset(("annotation", "annotation-xml", "maction", "mphantom", "mspace"))
_JOINED = {"msup": "^", "msub": "_", "mover": "^", "munder": "_", "mfrac": "/"}
_SPACED = frozenset("=<>≤≥≠≈→⇒∈±×·≡∝⊂⊆∪∩")
_DEEPEST = 100


def formula(element: etree._Element) -> str:
    """Return the words of a `math` element, or what it says of itself where it has none."""
    return one_line(_linear(element, 0)) or one_line(element.get("alttext", ""))


def _linear(element: etree._Element, depth: int) -> str:
    tag = str(element.tag).rpartition("}")[2]
    if tag in _UNREAD or depth > _DEEPEST:
        return ""
    parts = [_linear(child, depth + 1) for child in element]
    if tag in ("mtr", "mtable"):
        return (" " if tag == "mtr" else "; ").join(filter(None, parts))
    return _special(tag, parts) or _plain(tag, one_line(element.text or "")) + "".join(parts)


def _special(tag: str, parts: list[str]) -> str:
    """Return the line of an element that sets its parts in relation, or "" for others."""
    if tag in _JOINED and len(parts) == 2:
        return f"{_grouped(parts[0])}{_JOINED[tag]}{_grouped(parts[1])}"
    if tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{_grouped(parts[0])}_{_grouped(parts[1])}^{_grouped(parts[2])}"
    if tag == "mroot" and len(parts) == 2:
        return f"root({parts[0]}, {parts[1]})"
    return f"√({''.join(parts)})" if tag == "msqrt" else ""


def _plain(tag: str, own: str) -> str:
    if tag != "mo":
        return own
    return f" {own} " if own in _SPACED else own.strip("\u2061\u2062\u2063\u2064")


def _grouped(text: str) -> str:
    bare = text.strip()
    return bare if len(bare) <= 1 or bare.isalnum() else f"({bare})"
