"""EPUB: the chapters in the order of reading, under the book's title."""

import posixpath
from urllib.parse import unquote

from events.errors import Rejected
from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.html_text import write_html
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.safe_xml import attribute, child, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.zip_parts import Archive

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_ONLY_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html")


def read_epub(data: bytes, name: str) -> list[Section]:
    """Return the sections of a book; its title is the top of every heading path.

    Raises `Rejected` for one that is broken or locked (DRM).
    """
    archive = Archive(data, name, "EPUB")
    _refuse_locked(archive, name)
    package = attribute(child(parse_xml(archive.read(_CONTAINER), name), "rootfiles/rootfile"), "full-path")
    root = parse_xml(archive.read(package), name)
    outline = Outline()
    outline.heading(-1, one_line(clean(root.findtext("{*}metadata/{*}title") or "")))
    written = set()  # a page that is named again says nothing new
    items = {attribute(item, "id"): item for item in root.iterfind("{*}manifest/{*}item")}
    for reference in root.iterfind("{*}spine/{*}itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is not None and attribute(item, "media-type") in _PAGES and attribute(item, "properties") != "nav":
            path = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(attribute(item, "href"))))
            if path not in written:
                written.add(path)
                write_html(archive.read(path), name, outline)
    return outline.sections()


def _refuse_locked(archive: Archive, name: str) -> None:
    if _ENCRYPTION in archive:
        root = parse_xml(archive.read(_ENCRYPTION), name)
        if any(attribute(method, "Algorithm") not in _ONLY_FONTS for method in root.iter("{*}EncryptionMethod")):
            raise Rejected(f"{name} is encrypted (DRM): upload a copy that is not locked")
