"""XML from strangers: no entities, no network, no DTD, no depth beyond 256."""

import io
from collections.abc import Iterator

from lxml import etree

from events.errors import Rejected

_OPTIONS: dict[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Return the root; raise `Rejected` for what is not well-formed, nests deeper than 256, or brings a DTD."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise _rejected(name, error) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise Rejected(f"{name} brings a document type of its own (DTD) in its XML, which is not read: save it again")
    return root


def each_element(data: bytes, tag: str, name: str) -> Iterator[etree._Element]:
    """Yield the elements with this local name as they end, and forget each: for a part too large to hold as a tree."""
    try:
        for _, element in etree.iterparse(io.BytesIO(data), tag=f"{{*}}{tag}", **_OPTIONS):
            if element.getroottree().docinfo.doctype:
                raise Rejected(f"{name} brings a document type of its own (DTD) in its XML: save it again")
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _rejected(name, error) from error


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace: the strict and the loose variants of a format differ in it."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element | None, key: str) -> str:
    """Return the attribute with this local name, or ""."""
    if element is None:
        return ""
    return next((str(value) for found, value in element.items() if found.rpartition("}")[2] == key), "")


def child(element: etree._Element | None, path: str) -> etree._Element | None:
    """Return the first element at a path of local names, or None."""
    return None if element is None else element.find("/".join(f"{{*}}{step}" for step in path.split("/")))


def lacked_memory(log: etree._ListErrorLog) -> bool:
    """Tell whether the parser stopped for want of memory, which it reports as an error of the XML."""
    return any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in log)


def _rejected(name: str, error: etree.XMLSyntaxError) -> Exception:
    if lacked_memory(error.error_log):
        return MemoryError(str(error))
    if "depth" in str(error):
        return Rejected(f"{name} nests its elements deeper than 256: save it as text and upload that")
    return Rejected(f"{name} is broken inside, its XML cannot be read: save it again")
