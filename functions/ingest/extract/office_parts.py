"""How the parts of an Office file refer to each other."""

import posixpath

from lxml import etree

from functions.ingest.extract.safe_xml import attribute, parse_xml
from functions.ingest.extract.zip_parts import Archive


def related(archive: Archive, part: str, name: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to: by each reference's id, the last word of its kind and the path of the part."""
    folder, file = posixpath.split(part)
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in archive:
        return {}
    return {
        attribute(one, "Id"): (
            attribute(one, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target"))).lstrip("/"),
        )
        for one in parse_xml(archive.read(relations), name)
    }


def reference_of(element: etree._Element) -> str:
    """Return the id that `related` knows a part by: named `id` in a namespace, beside a plain one that is a number."""
    return next((str(value) for key, value in element.items() if key.endswith("}id")), "")
