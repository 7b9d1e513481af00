"""The slides of a presentation and the pages of a drawing in OpenDocument's XML: their shapes by their places."""

import re
from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.opendocument_blocks import Blocks, Context
from functions.ingest.extract.reading_order import Place, in_order
from functions.ingest.extract.safe_xml import attribute, local
from functions.ingest.extract.section import Section

_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(cm|mm|in|pt|px|pc)?")
_UNITS = {"cm": 1000.0, "mm": 100.0, "in": 2540.0, "pt": 35.28, "px": 26.46, "pc": 423.3, None: 1.0}
_FURNITURE = ("header", "footer", "date-time", "page-number", "page")  # the last is the slide's picture in its notes
_NOT_SHAPES = ("forms", "animations", "par", "seq", "thumbnail", "layer-set")


def pages(content: etree._Element, context: Context) -> Iterator[Section]:
    """Yield a section for each page that says something; its title is its heading."""
    for number, page in enumerate(content.iterchildren("{*}page"), 1):
        if attribute(page, "style-name") in context.styles.hidden:
            warn("hidden slide(s), read like the others", f"slide {number}")
        title, paragraphs = "", list[str]()
        for shape in [*_shapes(page), *page.iterchildren("{*}notes")]:
            found = _texts(shape, context, f"slide {number}")
            if attribute(shape, "class") == "title" and not title:
                title = one_line(" ".join(found))
            else:
                paragraphs += found
        if title or paragraphs:
            yield Section(text="\n\n".join(paragraphs) or title, page=number, heading=title)


def _texts(shape: etree._Element, context: Context, place: str) -> list[str]:
    """Return the paragraphs of a shape, of the shapes of a group in their order."""
    kind = local(shape)
    if attribute(shape, "class") in _FURNITURE:
        return []
    if kind in ("g", "notes"):
        return [text for inner in _shapes(shape) for text in _texts(inner, context, place)]
    blocks = Blocks(context, place)
    blocks.block(shape)
    return [section.text for section in blocks.sections()]


def _shapes(parent: etree._Element) -> list[etree._Element]:
    """Return the shapes of a page in the order in which a person reads them, a title first, comments last."""
    shapes = [one for one in parent if local(one) not in (*_NOT_SHAPES, "notes")]
    first = [one for one in shapes if attribute(one, "class") == "title"]
    last = [one for one in shapes if local(one) == "annotation"]
    return [*first, *in_order([(_place(one), one) for one in shapes if one not in first and one not in last]), *last]


def _place(shape: etree._Element) -> Place | None:
    """Return where a shape lies; a group lies where its shapes do."""
    if local(shape) == "g":
        inner = [place for one in shape if (place := _place(one))]
        return _around(inner) if inner else None
    x, y = (attribute(shape, one) or attribute(shape, f"{one}1") for one in ("x", "y"))
    if not x or not y:
        return None
    left, top = _length(x), _length(y)
    width, height = (max(0, _length(attribute(shape, one))) for one in ("width", "height"))
    return Place(left, top, left + width, top + height)


def _around(places: list[Place]) -> Place:
    lefts, tops, rights, bottoms = zip(*((one.left, one.top, one.right, one.bottom) for one in places), strict=True)
    return Place(min(lefts), min(tops), max(rights), max(bottoms))


def _length(text: str) -> int:
    found = _LENGTH.fullmatch(text)
    return round(float(found[1]) * _UNITS[found[2]]) if found else 0
