"""EPUB: the chapters in the order of reading, under the book's title."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.html_text import write_html
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.safe_xml import attribute, child, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.zip_parts import Archive

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_ONLY_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml")
_PAGE_ENDINGS = (".xhtml", ".html", ".htm")
_DOCTYPE = re.compile(rb"<!DOCTYPE\b[^\[>]{0,2000}+>")


def read_epub(data: bytes, name: str) -> list[Section]:
    """Return the sections of a book; its title is the top of every heading path.

    Chapters that are named and not there are warned of. Raises `Rejected` for one that is broken or locked (DRM).
    """
    archive = Archive(data, name, "EPUB")
    _refuse_locked(archive, name)
    package = _package(archive, name)
    root = _xml(archive.read(package), name)
    outline = Outline()
    outline.heading(-1, one_line(clean(root.findtext("{*}metadata/{*}title") or "")))
    by_case = {path.lower(): path for path in archive.paths}
    for path in dict.fromkeys(_pages(root, posixpath.dirname(package))):  # one that is named again says nothing new
        found = path if path in archive else by_case.get(path.lower(), "")
        if found:
            write_html(archive.read(found), name, outline)
        else:
            warn("chapter(s) that the book names and does not hold", path)
    return outline.sections()


def _package(archive: Archive, name: str) -> str:
    """Return the path of the book's package file: as the container says, or the only one there is."""
    said = ""
    if _CONTAINER in archive:
        said = attribute(child(_xml(archive.read(_CONTAINER), name), "rootfiles/rootfile"), "full-path")
    candidates = [said, unquote(said), *(path for path in archive.paths if path.lower().endswith(".opf"))]
    return next((path for path in candidates if path in archive), said or "content.opf")


def _pages(root: etree._Element, folder: str) -> Iterator[str]:
    """Yield the paths of the pages in the order of reading, without the table of contents."""
    items = {attribute(item, "id"): item for item in root.iterfind("{*}manifest/{*}item")}
    named = [items.get(attribute(reference, "idref")) for reference in root.iterfind("{*}spine/{*}itemref")]
    for item in named if any(item is not None for item in named) else items.values():
        if item is None or "nav" in attribute(item, "properties").split():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href").partition("#")[0])))
        if attribute(item, "media-type").lower() in _PAGES or path.lower().endswith(_PAGE_ENDINGS):
            yield path


def _xml(data: bytes, name: str) -> etree._Element:
    """Return the root of XML of the book's own, without the document type that old books name."""
    return parse_xml(_DOCTYPE.sub(b"", data, count=1), name)


def _refuse_locked(archive: Archive, name: str) -> None:
    if _ENCRYPTION in archive:
        root = _xml(archive.read(_ENCRYPTION), name)
        if any(attribute(method, "Algorithm") not in _ONLY_FONTS for method in root.iter("{*}EncryptionMethod")):
            raise Rejected(f"{name} is encrypted (DRM): upload a copy that is not locked")
