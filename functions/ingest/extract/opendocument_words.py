"""The words in a paragraph of OpenDocument's XML, and what hangs on it."""

from collections.abc import Iterator

import msgspec
from lxml import etree

from functions.ingest.extract.cleaning import clean, one_line
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.opendocument_styles import Styles
from functions.ingest.extract.remarks import comment_line
from functions.ingest.extract.safe_xml import attribute, child, local
from functions.ingest.extract.superscript import raised

_UNREAD = frozenset(
    (
        *("annotation-end", "note-citation", "ruby-text", "image", "title", "desc"),
        *("page-number", "page-count", "forms", "object", "object-ole", "plugin"),
    )
)
_SIGNS = {"tab": "\t", "line-break": "\n"}
_MOST_BLANKS = 100


class Aside(msgspec.Struct):
    """What hangs on paragraphs: comments, and the frames of pictures, charts and other objects."""

    comments: list[str] = []
    frames: list[etree._Element] = []


def words(element: etree._Element, styles: Styles, aside: Aside) -> str:
    """Return the text in an element; a note stands in brackets where it is referred to."""
    return "".join(_words(element, styles, aside))


def _words(element: etree._Element, styles: Styles, aside: Aside) -> Iterator[str]:
    before = element.text or ""
    yield before
    for inner in element:
        text = _inner(local(inner), inner, styles, aside)
        if attribute(inner, "style-name") in styles.raised and local(inner) == "span":
            text = raised(text, before)
        before = text or before
        yield text
        before = inner.tail or before
        yield inner.tail or ""


def _inner(kind: str, inner: etree._Element, styles: Styles, aside: Aside) -> str:
    if kind == "s":
        count = attribute(inner, "c")
        return " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)
    if kind in _SIGNS:
        return _SIGNS[kind]
    if kind == "annotation":
        aside.comments += filter(None, [comment(inner, styles)])
        return ""
    if kind in _UNREAD or _is_hidden(kind, inner, styles):
        return ""
    if kind == "frame":
        aside.frames.append(inner)
    text = words(inner, styles, aside)
    if kind == "note":
        return f" ({text.strip()})"
    return f"{text}\n" if kind in ("p", "h") else text  # of a text box inside


def comment(annotation: etree._Element, styles: Styles) -> str:
    """Return a comment after its author's name."""
    author = one_line(clean(annotation.findtext("{*}creator") or ""))
    paragraphs = (words(one, styles, Aside(comments=[], frames=[])) for one in annotation.iter("{*}p"))
    return comment_line(one_line(clean(" ".join(paragraphs))), author)


def _is_hidden(kind: str, inner: etree._Element, styles: Styles) -> bool:
    if kind in ("hidden-text", "hidden-paragraph") or attribute(inner, "style-name") in styles.hidden:
        warn("stretch(es) of hidden text")
        return True
    return False


def description(frame: etree._Element) -> str:
    """Return what stands for a picture where it is not seen."""
    told = (child(frame, name) for name in ("desc", "title"))
    return next((text for one in told if one is not None and (text := one_line(clean(one.text or "")))), "")
