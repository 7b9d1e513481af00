"""What a Word document's paragraph styles say of its structure."""

import msgspec
from lxml import etree

from functions.ingest.extract.safe_xml import attribute, child, parse_xml
from functions.ingest.extract.zip_parts import Archive

_BODY_TEXT = 9  # the outline level that is none
_CODE = ("code", "preformatted", "macro text", "listing", "verbatim")


class Style(msgspec.Struct, frozen=True):
    """What a paragraph is: a heading of a level (0 is the title), code, or an item of a list."""

    level: int | None = None
    code: bool = False
    listed: bool = False
    depth: int = 0

    def with_own(self, properties: etree._Element | None) -> "Style":
        """Return the style with what the paragraph's or a derived style's own properties change."""
        style = self
        outline = attribute(child(properties, "outlineLvl"), "val")
        if outline.isdigit():
            style = msgspec.structs.replace(style, level=int(outline) + 1 if int(outline) < _BODY_TEXT else None)
        numbers = child(properties, "numPr")
        if numbers is not None:
            depth = attribute(child(numbers, "ilvl"), "val")
            listed = attribute(child(numbers, "numId"), "val") != "0"  # 0 takes the item out of its list
            style = msgspec.structs.replace(style, listed=listed, depth=min(int(depth), 8) if depth.isdigit() else 0)
        return style


def styles_of(archive: Archive, name: str) -> dict[str, Style]:
    """Return the document's paragraph styles by their ids, each with what it takes over from the one it is based on."""
    if "word/styles.xml" not in archive:
        return {}
    root = parse_xml(archive.read("word/styles.xml"), name)
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
        styles[link] = style


def _named(style: Style, name: str) -> Style:
    """Return the style by its name, which is English whatever the program's language."""
    if name == "title":
        return msgspec.structs.replace(style, level=0)
    if name.startswith("heading ") and name[8:].isdigit():
        return msgspec.structs.replace(style, level=int(name[8:]))
    if any(word in name for word in _CODE):
        return msgspec.structs.replace(style, code=True)
    return style
