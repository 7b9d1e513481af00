"""The pictures within an office file that are large enough to hold a page or a table: OCR reads them."""

from lxml import etree

from functions.documents.media_types import PICTURES, type_by_name
from functions.ingest.extract.office_parts import Parts
from functions.ingest.extract.safe_xml import attribute
from functions.ingest.extract.scanned import note

LEAST = 8_000  # bytes: fewer are a sign or a line


def note_pictures(drawing: etree._Element, parts: Parts, page: int = 0) -> int:
    """Note the pictures that a drawing shows, on this page from 0; return how many of them will be recognised."""
    references = [attribute(one, "embed") for one in drawing.iter("{*}blip")]
    references += [attribute(one, "id") for one in drawing.iter("{*}imagedata")]
    paths = dict.fromkeys(path for reference in references if (path := parts.path(reference)))
    return sum(note(page, picture=path) for path in paths if _is_large(path, parts))


def _is_large(path: str, parts: Parts) -> bool:
    return type_by_name(path) in PICTURES and parts.archive.size(path) >= LEAST
