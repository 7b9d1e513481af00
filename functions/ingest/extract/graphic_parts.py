"""What charts, diagrams and pictures in Office files say: titles, data, words of boxes, descriptions."""

import re
from collections.abc import Iterator

from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.drawing_text import paragraphs_in
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.office_parts import Parts
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml

MOST_POINTS = 5_000  # of one series
_FILE_NAME = re.compile(r"[^/\\\n]{1,80}\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)", re.IGNORECASE)
_DIGITS = 6  # fewer in the number of a point
_DEEPEST = 8


def description(properties: etree._Element | None) -> str:
    """Return what stands for a picture where it is not seen; nothing where a program put in the file's name."""
    told = one_line(clean(attribute(properties, "descr") or attribute(properties, "title")))
    return "" if _FILE_NAME.fullmatch(told) else told


def is_decorative(properties: etree._Element | None) -> bool:
    """Tell whether its author says that a picture says nothing."""
    found = () if properties is None else properties.iter("{*}decorative")
    return any(attribute(one, "val") in ("1", "true") for one in found)


def graphic_lines(graphic: etree._Element, parts: Parts, place: str) -> list[str]:
    """Return the lines of the charts and diagrams that an element refers to; a part that is named again says nothing.

    What a file does not hold, such as the data of a chart that is kept elsewhere, is warned of.
    """
    lines: list[str] = []
    for inner in graphic.iter("{*}chart", "{*}relIds"):
        is_chart = local(inner) == "chart"
        reference = attribute(inner, "id" if is_chart else "dm")
        data = parts.read_once(reference)
        if data is None:
            continue
        root = parse_xml(data, parts.name)
        lines += chart_lines(root, place) if is_chart else diagram_lines(root)
    return lines


def chart_lines(root: etree._Element, place: str) -> list[str]:
    """Return a chart's title, the titles of its axes, and a row for each category with the value of each series."""
    titles = [text for title in root.iter("{*}title") if (text := _words(title))]
    series = list(root.iter("{*}ser"))
    if not series:
        points = [one_line(clean(point.text or "")) for point in root.iter("{*}pt")]  # of the charts since 2016
        lines = [*dict.fromkeys(titles), *([" | ".join(filter(None, points))] if points else [])]
    else:
        lines = [*dict.fromkeys(titles), *labelled_rows(_rows(series))]
    if len(lines) == len(titles):
        warn("chart(s) without stored data", place)
    return [line for line in lines if line]


def _rows(series: list[etree._Element]) -> Iterator[list[str]]:
    values = [_points(one, "val", "yVal", "bubbleSize") for one in series]
    categories: dict[int, str] = {}
    for one in series:
        categories |= _points(one, "cat", "xVal")
    names = [_series_name(one) for one in series]
    if any(names):
        yield ["", *names]
    for number in sorted(set(categories).union(*values)):
        yield [categories.get(number, ""), *(found.get(number, "") for found in values)]


def _series_name(series: etree._Element) -> str:
    name = child(series, "tx")
    return "" if name is None else " ".join(one_line(clean(value.text or "")) for value in name.iter("{*}v"))


def _points(series: etree._Element, *kinds: str) -> dict[int, str]:
    """Return the points of a series by their number."""
    found: dict[int, str] = {}
    for kind in kinds:
        data = child(series, kind)
        for point in () if data is None else data.iter("{*}pt"):
            number, value = attribute(point, "idx"), child(point, "v")
            if number.isdecimal() and len(number) < _DIGITS and int(number) < MOST_POINTS and value is not None:
                text = _number(one_line(clean(value.text or "")))
                found[int(number)] = " ".join(filter(None, (found.get(int(number), ""), text)))
    return found


def _number(text: str) -> str:
    """Return a number without the noise of its binary form; other texts as they are."""
    try:
        return f"{float(text):.12g}" if "." in text or "E" in text else text
    except ValueError:
        return text


def diagram_lines(root: etree._Element) -> list[str]:
    """Return the words of a diagram (SmartArt) as a list, the lesser points indented below their greater one."""
    words = {attribute(point, "modelId"): _words(child(point, "t")) for point in root.iterfind("{*}ptLst/{*}pt")}
    roots = [attribute(point, "modelId") for point in root.iterfind("{*}ptLst/{*}pt[@type='doc']")]
    below: dict[str, list[tuple[int, str]]] = {}
    for link in root.iterfind("{*}cxnLst/{*}cxn"):
        if attribute(link, "type") in ("", "parOf"):
            order = attribute(link, "srcOrd")
            place = int(order) if order.isdecimal() and len(order) < _DIGITS else 0
            below.setdefault(attribute(link, "srcId"), []).append((place, attribute(link, "destId")))
    told: dict[str, int] = {}
    for one in roots:
        _walk(one, -1, below, told)
    told |= {one: 0 for one in words if one not in told}
    return [f"{'  ' * max(0, depth)}- {words[one]}" for one, depth in told.items() if words.get(one)]


def _walk(point: str, depth: int, below: dict[str, list[tuple[int, str]]], told: dict[str, int]) -> None:
    if point in told or depth > _DEEPEST:
        return
    told[point] = depth
    for _, under in sorted(below.get(point, ())):
        _walk(under, depth + 1, below, told)


def _words(element: etree._Element | None) -> str:
    """Return the text in an element, with blanks between its paragraphs."""
    return "" if element is None else " ".join(paragraphs_in(element))
