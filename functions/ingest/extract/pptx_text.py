"""PPTX: a section for each slide, under its title, with the speaker's notes and the comments."""

from lxml import etree

from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.cleaning import one_line
from functions.ingest.extract.drawing_text import paragraphs_in, table_lines
from functions.ingest.extract.graphic_parts import description, graphic_lines, is_decorative
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.office_parts import Parts, main_part, reference_of
from functions.ingest.extract.office_pictures import note_pictures
from functions.ingest.extract.outline import LONGEST_HEADING
from functions.ingest.extract.pptx_comments import authors_of, comments_on
from functions.ingest.extract.reading_order import Place
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.slide_shapes import TITLES, Key, key_of, places_of, shapes_in
from functions.ingest.extract.zip_parts import Archive

_OF_EVERY_SLIDE = ("sldNum", "dt", "sldImg")  # placeholders that say nothing of the slide
_REPEATED = ("ftr", "hdr")  # and those that say the same on every slide
_MEDIA = {"videoFile": "film(s)", "audioFile": "recording(s)", "wavAudioFile": "recording(s)"}


def read_pptx(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return one section for each slide with text, in the order of showing; `page` is the slide's number.

    Raises `Rejected` (413) for more characters than allowed.
    """
    archive = Archive(data, name, "PPTX")
    main = main_part(archive, name, "ppt/presentation.xml")
    slides = child(parse_xml(archive.read(main), name), "sldIdLst")
    deck = _Deck(archive, main, name, max_characters)
    parts = deck.parts(main)
    sections = list[Section]()
    for number, slide in enumerate(() if slides is None else slides, 1):
        path = parts.path(reference_of(slide))
        section = deck.slide(path, number) if path else None
        sections += [section] if section else []
    return sections


class _Deck:
    """What the slides of a presentation share: their layouts, the authors of comments, what was told already."""

    def __init__(self, archive: Archive, main: str, name: str, max_characters: int) -> None:
        self._archive, self._name = archive, name
        self._allowance = Allowance(max_characters, name)
        self._told = set[str]()  # parts that were read: one that is named again says nothing new
        self._repeated = set[str]()  # what stands on more than one slide
        self._layouts: dict[str, dict[Key, Place]] = {}
        self._authors = authors_of(self.parts(main))

    def parts(self, part: str) -> Parts:
        return Parts(self._archive, part, self._name, self._told)

    def slide(self, path: str, number: int) -> Section | None:
        """Return a slide, None for one that says nothing or was shown before."""
        if path in self._told:
            return None
        self._told.add(path)
        parts, root = self.parts(path), self._root(path)
        if attribute(root, "show") in ("0", "false"):
            warn("hidden slide(s), read like the others", f"slide {number}")
        places = next((self._layout(layout) for layout in parts.every("slideLayout")), {})
        title, paragraphs = self._read(root, parts, places, f"slide {number}")
        paragraphs += [line for layout in parts.every("slideLayout") for line in self._furniture(layout, number)]
        for notes in parts.every("notesSlide"):
            if notes not in self._told:
                self._told.add(notes)
                paragraphs += self._read(self._root(notes), self.parts(notes), {}, f"slide {number}")[1]
        paragraphs += comments_on(parts, self._authors, self._told)
        return self._section(title, paragraphs, number)

    def _section(self, title: str, paragraphs: list[str], number: int) -> Section | None:
        heading = title if len(title) <= LONGEST_HEADING else ""
        text = "\n\n".join(paragraphs) or title
        self._allowance.take(len(text))
        if not text:
            return None
        return Section(text=text if heading == title else f"{title}\n\n{text}", page=number, heading=heading)

    def _root(self, path: str) -> etree._Element:
        return parse_xml(self._archive.read(path), self._name)

    def _layout(self, path: str) -> dict[Key, Place]:
        """Return the places of a layout's placeholders, and of those that it has from its master."""
        if path not in self._layouts:
            self._layouts[path] = {}  # a broken file may go in a circle
            above = next((self._layout(one) for one in self.parts(path).every("slideMaster")), {})
            self._layouts[path] = places_of(_tree(self._root(path)), above)
        return self._layouts[path]

    def _furniture(self, path: str, number: int) -> list[str]:
        """Return what a layout and its master say on every slide: once for all of them."""
        if path in self._told:
            return []
        self._told.add(path)
        parts = self.parts(path)
        own = [shape for shape in shapes_in(_tree(self._root(path)), {}) if key_of(shape) == ("", "")]
        lines = [line for shape in own for line in self._content(shape, parts, f"slide {number}")]
        return lines + [line for master in parts.every("slideMaster") for line in self._furniture(master, number)]

    def _read(self, root: etree._Element, parts: Parts, places: dict[Key, Place], where: str) -> tuple[str, list[str]]:
        title, paragraphs = "", list[str]()
        for shape in shapes_in(_tree(root), places):
            kind, _ = key_of(shape)
            found = [] if kind in _OF_EVERY_SLIDE else self._content(shape, parts, where)
            if kind in TITLES and not title:
                title = one_line(" ".join(found))
            elif kind in _REPEATED:
                paragraphs += [line for line in found if line not in self._repeated]
                self._repeated.update(found)
            else:
                paragraphs += found
        return title, paragraphs

    def _content(self, shape: etree._Element, parts: Parts, where: str) -> list[str]:
        """Return the paragraphs of a shape: its words, or a table, a chart, a diagram or a picture's description."""
        table = next(shape.iter("{*}tbl"), None)
        lines = paragraphs_in(shape) if table is None else table_lines(table)
        told = next(filter(None, map(description, shape.iter("{*}cNvPr"))), "")
        graphic = graphic_lines(shape, parts, where)
        for embedded in shape.iter("{*}oleObj"):
            warn("embedded object(s), of which only the picture is shown", attribute(embedded, "progId") or where)
        is_picture = local(shape) == "pic"
        for kind, name in _MEDIA.items():
            warn(name, where, sum(1 for _ in shape.iter(f"{{*}}{kind}")))
        read = note_pictures(shape, parts, _number(where)) if is_picture else 0
        if is_picture and not (told or read) and not is_decorative(next(shape.iter("{*}cNvPr"), None)):
            warn("picture(s) without a description", where)
        warn("drawing(s) by hand", where, int(local(shape) == "contentPart"))
        told = f"Picture: {told}" if told and is_picture else told
        return list(filter(None, ["\n".join(lines), told, "\n".join(graphic)]))


def _number(where: str) -> int:
    """Return the number of a slide, from 0."""
    return int(where.rpartition(" ")[2]) - 1


def _tree(root: etree._Element) -> etree._Element:
    found = child(root, "cSld/spTree")
    return root if found is None else found
