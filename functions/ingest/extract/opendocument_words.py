"""The words in a paragraph of OpenDocument's XML."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.safe_xml import attribute, local

_UNREAD = frozenset(("annotation", "annotation-end", "note-citation", "ruby-text", "object", "image"))
_MOST_BLANKS = 100


def words(element: etree._Element) -> str:
    """Return the text in an element; a note stands in brackets where it is referred to."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        kind = local(inner)
        if kind == "s":
            count = attribute(inner, "c")
            yield " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
        elif kind in ("tab", "line-break"):
            yield "\t" if kind == "tab" else "\n"
        elif kind == "note":
            yield f" ({''.join(_words(inner)).strip()})"
        elif kind not in _UNREAD:
            yield from _words(inner)
            yield "\n" if kind in ("p", "h") else ""  # of a text box inside
        yield inner.tail or ""
