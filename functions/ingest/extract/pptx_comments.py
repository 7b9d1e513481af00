"""The comments on the slides of a presentation, old and new."""

from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.drawing_text import paragraphs_in
from functions.ingest.extract.office_parts import Parts
from functions.ingest.extract.remarks import comment_line
from functions.ingest.extract.safe_xml import attribute, child, parse_xml


def authors_of(parts: Parts) -> dict[str, str]:
    """Return the names of those who have written comments, by their ids; `parts` are those of the presentation."""
    roots = [parse_xml(parts.archive.read(path), parts.name) for path in _paths(parts, "commentAuthors", "authors")]
    return {attribute(one, "id"): one_line(clean(attribute(one, "name"))) for root in roots for one in root}


def comments_on(parts: Parts, authors: dict[str, str], told: set[str]) -> list[str]:
    """Return the comments on a slide, each after its author's name; those in parts that were `told` are left out."""
    lines: list[str] = []
    for path in _paths(parts, "comments"):
        if path not in told:
            told.add(path)
            root = parse_xml(parts.archive.read(path), parts.name)
            lines += [line for comment in root.iter("{*}cm", "{*}reply") if (line := _line(comment, authors))]
    return lines


def _line(comment: etree._Element, authors: dict[str, str]) -> str:
    body = child(comment, "txBody")
    words = comment.findtext("{*}text") or "" if body is None else " ".join(paragraphs_in(body))
    author = authors.get(attribute(comment, "authorId"), "")
    return comment_line(one_line(clean(words)), author)


def _paths(parts: Parts, *kinds: str) -> list[str]:
    return [path for kind in kinds for path in parts.every(kind)]
