"""What a Word document's paragraph styles say of its structure."""

import re

import msgspec
from lxml import etree

from functions.ingest.extract.safe_xml import attribute, child

_BODY_TEXT = 9  # the outline level that is none
_DEEPEST = 8
_NUMBER = re.compile(r"(\d)\Z")
_CONTENTS = ("toc ", "table of figures", "table of authorities", "contents ")
_CODE = ("code", "preformatted", "macro text", "listing", "verbatim")


class Style(msgspec.Struct, frozen=True):
    """What a paragraph is: a heading of a level (0 is the title), code, or an item of a list."""

    level: int | None = None
    code: bool = False
    listed: bool = False
    depth: int | None = None  # of the item, where it is said
    number: str = ""  # of the list that counts it
    hidden: bool = False
    contents: bool = False  # a line of the table of contents, which repeats the headings

    def with_own(self, properties: etree._Element | None) -> "Style":
        """Return the style with what the paragraph's or a derived style's own properties change."""
        style = self
        outline = attribute(child(properties, "outlineLvl"), "val")
        if outline.isdigit():
            style = msgspec.structs.replace(style, level=int(outline) + 1 if int(outline) < _BODY_TEXT else None)
        numbers = child(properties, "numPr")
        if numbers is not None:
            depth = attribute(child(numbers, "ilvl"), "val")
            number = attribute(child(numbers, "numId"), "val") or style.number
            style = msgspec.structs.replace(
                style,
                listed=number != "0",  # which takes the item out of its list
                number=number,
                depth=min(int(depth), _DEEPEST) if depth.isdecimal() else style.depth,
            )
        return style


def is_on(properties: etree._Element | None, name: str, otherwise: bool = False) -> bool:
    """Tell whether a property that is either on or off is on; `otherwise` where nothing is said."""
    found = child(properties, name)
    return otherwise if found is None else attribute(found, "val").lower() not in ("0", "false", "off")


def styles_of(root: etree._Element | None) -> dict[str, Style]:
    """Return the document's styles by their ids, each with what it takes over from the one it is based on.

    `root` is of the part with the styles, None where there is none.
    """
    if root is None:
        return {}
    elements = {key: one for one in root if (key := attribute(one, "styleId"))}
    styles: dict[str, Style] = {}
    for key in elements:
        _resolve(key, elements, styles)
    return styles


def _resolve(key: str, elements: dict[str, etree._Element], styles: dict[str, Style]) -> None:
    """Put a style, and those that it is based on, among the ones that are known."""
    chain: dict[str, None] = {}
    while key in elements and key not in styles and key not in chain:  # a broken file may go in a circle
        chain[key] = None
        key = attribute(child(elements[key], "basedOn"), "val")
    style = styles.get(key, Style())
    for link in reversed(chain):
        element = elements[link]
        style = _named(style, attribute(child(element, "name"), "val").lower()).with_own(child(element, "pPr"))
        style = msgspec.structs.replace(style, hidden=is_on(child(element, "rPr"), "vanish", style.hidden))
        styles[link] = style


def style_named(key: str) -> Style:
    """Return what a style that a document refers to and does not hold is by its id alone, such as "Heading1"."""
    return _named(Style(), _NUMBER.sub(r" \1", key.lower()))


def _named(style: Style, name: str) -> Style:
    """Return the style by its name, which is English whatever the program's language."""
    if name == "title":
        return msgspec.structs.replace(style, level=0)
    if name.startswith("heading ") and name[8:].isdigit():
        return msgspec.structs.replace(style, level=int(name[8:]))
    if name.startswith(_CONTENTS):
        return msgspec.structs.replace(style, contents=True, level=None)
    if any(word in name for word in _CODE):
        return msgspec.structs.replace(style, code=True)
    return style
