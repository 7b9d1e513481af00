"""How the parts of an Office file refer to each other."""

import posixpath

from lxml import etree

from functions.ingest.extract.safe_xml import attribute, parse_xml
from functions.ingest.extract.zip_parts import Archive


def related(archive: Archive, part: str, name: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to: by each reference's id, the last word of its kind and the path of the part.

    The part "" is the file itself, which refers to its main part.
    """
    folder, file = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{file}.rels")
    if relations not in archive:
        return {}
    return {
        attribute(one, "Id"): (
            attribute(one, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attribute(one, "Target"))).lstrip("/"),
        )
        for one in parse_xml(archive.read(relations), name)
    }


def main_part(archive: Archive, name: str, usual: str) -> str:
    """Return the path of the part that all begins with; programs may name it as they like."""
    found = (path for kind, path in related(archive, "", name).values() if kind == "officeDocument")
    return next((path for path in found if path in archive), usual)


def reference_of(element: etree._Element) -> str:
    """Return the id that `related` knows a part by: named `id` in a namespace, beside a plain one that is a number."""
    return next((str(value) for key, value in element.items() if key.endswith("}id")), "")


class Parts:
    """What one part of an Office file refers to."""

    def __init__(self, archive: Archive, part: str, name: str, told: set[str] | None = None) -> None:
        """Keep which parts are `told` already, over all parts that share this set."""
        self.name, self.archive = name, archive
        self._folder = posixpath.dirname(part)
        self._related = related(archive, part, name)
        self._told = set[str]() if told is None else told

    def path(self, reference: str) -> str:
        """Return the path of a part by its reference's id, "" where it is not there."""
        path = self._related.get(reference, ("", ""))[1]
        return path if path in self.archive else ""

    def every(self, kind: str) -> list[str]:
        """Return the paths of the parts of a kind."""
        paths = (path for found, path in self._related.values() if found == kind and path in self.archive)
        return list(dict.fromkeys(paths))

    def of_kind(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind; also of one that lies where it mostly does, without being named."""
        usual = posixpath.join(self._folder, f"{kind}.xml")
        paths = self.every(kind) or [path for path in [usual] if path in self.archive]
        return parse_xml(self.archive.read(paths[0]), self.name) if paths else None

    def of(self, part: str) -> "Parts":
        """Return what another part refers to."""
        return Parts(self.archive, part, self.name, self._told)

    def read_once(self, reference: str) -> bytes | None:
        """Return a part by its reference's id; None for one that is not there or was read so before."""
        path = self.path(reference)
        if not path or path in self._told:
            return None
        self._told.add(path)
        return self.archive.read(path)
