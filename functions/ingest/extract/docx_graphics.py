"""What the drawings of a Word document say: text boxes, charts, diagrams, descriptions of pictures."""

from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.drawing_text import paragraphs_in
from functions.ingest.extract.graphic_parts import description, graphic_lines, is_decorative
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.office_parts import Parts
from functions.ingest.extract.office_pictures import note_pictures
from functions.ingest.extract.safe_xml import attribute, child, local


def boxes_of(drawing: etree._Element) -> list[etree._Element]:
    """Return the text boxes of a drawing, which hold paragraphs and tables of their own."""
    return [box for box in drawing.iter("{*}txbxContent") if _is_own(box, drawing)]


def words_of(drawing: etree._Element, parts: Parts, place: str) -> str:
    """Return what else a drawing says, a line each; warn of what it shows without words."""
    pictures = sum(_is_own(picture, drawing) for picture in drawing.iter("{*}pic", "{*}imagedata"))
    told = list(dict.fromkeys(filter(None, _descriptions(drawing))))
    lines = [f"Picture: {one}" if pictures else one for one in told]
    lines += graphic_lines(drawing, parts, place)
    lines += [line for body in drawing.iter("{*}txBody") for line in paragraphs_in(body)]
    for embedded in drawing.iter("{*}OLEObject"):
        warn("embedded object(s), of which only the picture is shown", attribute(embedded, "ProgID"))
        pictures = 0
    pictures -= note_pictures(drawing, parts)
    if pictures > 0 and not told and not any(map(is_decorative, drawing.iter("{*}docPr"))):
        warn("picture(s) without a description", place, pictures)
    warn("drawing(s) by hand", place, sum(1 for _ in drawing.iter("{*}contentPart")))
    return "\n".join(lines)


def _descriptions(drawing: etree._Element) -> Iterator[str]:
    yield from (description(one) for one in drawing.iter("{*}docPr", "{*}cNvPr") if _is_own(one, drawing))
    yield from (one_line(clean(attribute(shape, "alt"))) for shape in drawing.iter("{*}shape"))
    yield from (one_line(clean(attribute(art, "string"))) for art in drawing.iter("{*}textpath"))


def _is_own(inner: etree._Element, drawing: etree._Element) -> bool:
    """Tell whether it stands in no text box of the drawing, and doubles nothing for old programs."""
    for above in inner.iterancestors():
        if above is drawing:
            return True
        if local(above) == "txbxContent" or (
            local(above) == "Fallback" and child(above.getparent(), "Choice") is not None
        ):
            return False
    return True
