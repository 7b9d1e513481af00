"""The pictures and objects in an OpenDocument file: descriptions, charts and formulas."""

import posixpath

from lxml import etree

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.labelled_rows import labelled_rows
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.mathml import formula
from functions.ingest.extract.opendocument_words import description
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml
from functions.ingest.extract.zip_parts import Archive

_NOT_READ = {
    "plugin": "film(s) or recording(s)",
    "object-ole": "embedded object(s), of which only the picture is shown",
}
_MOST_ROWS = 5_000  # of the data of a chart


class Objects:
    """Tells what the frames of a document show; an object that is shown again says nothing."""

    def __init__(self, archive: Archive | None, name: str) -> None:
        """Take the file whose folders hold the objects; None where they stand in the document itself."""
        self._archive, self._name = archive, name
        self._told = set[str]()

    def text(self, frame: etree._Element, place: str) -> str:
        """Return the words for a frame with a picture or an object in it, "" for one without; warn of what has none."""
        told = description(frame)
        for kind, what in _NOT_READ.items():
            embedded = child(frame, kind)
            if embedded is not None:
                warn(what, posixpath.basename(attribute(embedded, "href")) or place)
                return told
        inner = child(frame, "object")
        if inner is not None:
            return "\n".join(filter(None, [told, *self._object(inner, place)]))
        if child(frame, "image") is None or child(frame, "text-box") is not None:
            return told
        if not told:
            warn("picture(s) without a description", place)
        return f"Picture: {told}" if told else ""

    def _object(self, element: etree._Element, place: str) -> list[str]:
        root = self._root(element)
        if root is None:
            warn("embedded object(s) missing in the file", place)
            return []
        if local(root) == "math":
            return [formula(root)]
        chart = next(root.iter("{*}chart"), None)
        if chart is not None:
            return _chart_lines(root)
        warn("embedded document(s), of which only the picture is shown", place)
        return []

    def _root(self, element: etree._Element) -> etree._Element | None:
        """Return the root of an object's own document."""
        if len(element):
            return element[0]
        path = posixpath.normpath(posixpath.join(attribute(element, "href").removeprefix("./"), "content.xml"))
        if self._archive is None or path not in self._archive or path in self._told:
            return None
        self._told.add(path)
        try:
            return parse_xml(self._archive.read(path), self._name)
        except Rejected:
            return None


def _chart_lines(root: etree._Element) -> list[str]:
    titles = [one_line(clean(" ".join(title.itertext()))) for title in root.iter("{*}title", "{*}subtitle")]
    table = next(root.iter("{*}table"), None)
    rows = (
        []
        if table is None
        else [
            [one_line(clean(" ".join(cell.itertext()))) for cell in row.iterchildren("{*}table-cell")]
            for row, _ in zip(table.iter("{*}table-row"), range(_MOST_ROWS), strict=False)
        ]
    )
    return [*filter(None, titles), *labelled_rows(rows)]
