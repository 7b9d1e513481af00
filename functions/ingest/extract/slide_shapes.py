"""The shapes of a slide in the order in which a person reads them: by their places, column by column."""

from collections.abc import Iterator, Mapping

from lxml import etree

from functions.ingest.extract.reading_order import Place, in_order
from functions.ingest.extract.safe_xml import attribute, child, local

TITLES = ("title", "ctrTitle")
_SHAPES = ("sp", "graphicFrame", "grpSp", "pic", "cxnSp", "contentPart")
_DIGITS = 15
Key = tuple[str, str]  # of a placeholder: its kind and its number


def shapes_in(tree: etree._Element, inherited: Mapping[Key, Place]) -> Iterator[etree._Element]:
    """Yield the shapes of a slide or a group, those of inner groups among them; a title comes first.

    `inherited` are the places of the layout's placeholders, which those of the slide have unless they say theirs.
    """
    shapes = list(_shapes(tree))
    titles = [shape for shape in shapes if key_of(shape)[0] in TITLES]
    others = [(_place(shape, inherited), shape) for shape in shapes if key_of(shape)[0] not in TITLES]
    saying = [(place, shape) for place, shape in others if _says(shape)]
    silent = [shape for _, shape in others if not _says(shape)]
    for shape in [*titles, *in_order(saying), *silent]:
        if local(shape) == "grpSp":
            yield from shapes_in(shape, {})
        else:
            yield shape


def places_of(tree: etree._Element, inherited: Mapping[Key, Place]) -> dict[Key, Place]:
    """Return the places of the placeholders of a layout, by kind and number, and those that its master has."""
    found = dict(inherited)
    for shape in _shapes(tree):
        place, key = _place(shape, inherited), key_of(shape)
        if place and key != ("", ""):
            found[key] = found[key[0], ""] = found["", key[1]] = place
    return found


def key_of(shape: etree._Element) -> Key:
    """Return the kind and the number of a placeholder, empty for a shape that is none; "obj" where none is said."""
    placeholder = next((one for one in shape.iterdescendants("{*}ph")), None) if local(shape) != "grpSp" else None
    if placeholder is None:
        return "", ""
    return attribute(placeholder, "type") or "obj", attribute(placeholder, "idx")


def _shapes(tree: etree._Element) -> Iterator[etree._Element]:
    for inner in tree:
        if local(inner) in _SHAPES:
            yield inner
        elif local(inner) == "AlternateContent":  # what old programs read stands behind what newer ones do
            choice = child(inner, "Choice")
            chosen = child(inner, "Fallback") if choice is None else choice
            yield from () if chosen is None else _shapes(chosen)


def _place(shape: etree._Element, inherited: Mapping[Key, Place]) -> Place | None:
    kind, number = key_of(shape)
    for step in ("spPr/xfrm", "xfrm", "grpSpPr/xfrm"):
        frame = child(shape, step)
        if frame is not None:
            offset, size = child(frame, "off"), child(frame, "ext")
            left, top = _number(offset, "x"), _number(offset, "y")
            return Place(left, top, left + max(0, _number(size, "cx")), top + max(0, _number(size, "cy")))
    return inherited.get((kind, number)) or inherited.get(("", number)) or inherited.get((kind, ""))


def _number(element: etree._Element | None, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value.removeprefix("-").isdecimal() and len(value) < _DIGITS else 0


def _says(shape: etree._Element) -> bool:
    """Tell whether a shape has words; a picture behind all others would be beside none of them."""
    if local(shape) in ("grpSp", "graphicFrame"):
        return True
    return any((text.text or "").strip() for text in shape.iter("{*}t")) or any(
        attribute(one, "descr") for one in shape.iter("{*}cNvPr")
    )
