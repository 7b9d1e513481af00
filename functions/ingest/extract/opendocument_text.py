"""ODT, ODS, ODP and ODG: OpenDocument's texts, spreadsheets, presentations and drawings, which share one XML."""

from collections.abc import Iterator

from lxml import etree

from events.errors import Rejected
from functions.ingest.extract.allowance import Allowance
from functions.ingest.extract.left_out import warn
from functions.ingest.extract.locked_files import encrypted
from functions.ingest.extract.opendocument_blocks import Blocks, Context
from functions.ingest.extract.opendocument_objects import Objects
from functions.ingest.extract.opendocument_pages import pages
from functions.ingest.extract.opendocument_styles import Styles
from functions.ingest.extract.opendocument_tables import lines_of
from functions.ingest.extract.safe_xml import attribute, child, local, parse_xml
from functions.ingest.extract.section import Section
from functions.ingest.extract.zip_parts import Archive

_KINDS = ("text", "spreadsheet", "presentation", "drawing")
_REPEATED = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")


def read_opendocument(data: bytes, name: str, max_characters: int) -> list[Section]:
    """Return the sections of an OpenDocument file: by headings, by sheets, or by slides with `page` as the number.

    A flat one, which is one file of XML, is read like the others. Raises `Rejected`: 422 for one that is encrypted or
    broken, 413 for more characters of repeated cells than allowed.
    """
    archive = None if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else Archive(data, name, "OpenDocument")
    roots = [parse_xml(data, name)] if archive is None else list(_roots(archive, name))
    body = child(roots[0], "body")
    kinds = () if body is None else body
    content = next((one for one in kinds if local(one) in _KINDS), None)
    if content is None:
        raise Rejected(f"{name} cannot be read as OpenDocument, it is broken or incomplete: save it again")
    context = Context(Styles(roots), Objects(archive, name), Allowance(max_characters, name))
    if local(content) == "spreadsheet":
        return [*_sheets(content, context), *_repeated(roots, context)]
    if local(content) == "text":
        return [*_blocks(content, context), *_repeated(roots, context)]
    return list(pages(content, context))


def _roots(archive: Archive, name: str) -> Iterator[etree._Element]:
    """Yield the roots of the content and of the styles."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise encrypted(name)
    yield parse_xml(archive.read("content.xml"), name)
    if "styles.xml" in archive:
        yield parse_xml(archive.read("styles.xml"), name)


def _blocks(parent: etree._Element, context: Context, place: str = "") -> list[Section]:
    blocks = Blocks(context, place)
    blocks.write(parent)
    return blocks.sections()


def _repeated(roots: list[etree._Element], context: Context) -> Iterator[Section]:
    """Yield what stands above or below every page: each text once."""
    seen = set[str]()
    for master in (one for root in roots for one in root.iter("{*}master-page")):
        for part in (one for one in master if local(one) in _REPEATED):
            for section in _blocks(part, context, local(part).partition("-")[0]):
                if section.text not in seen and any(map(str.isalpha, section.text)):
                    seen.add(section.text)
                    yield section


def _sheets(spreadsheet: etree._Element, context: Context) -> Iterator[Section]:
    for table in spreadsheet.iterchildren("{*}table"):
        title = attribute(table, "name")
        if attribute(table, "style-name") in context.styles.hidden:
            warn("hidden sheet(s), read like the others", title)
        comments: list[str] = []
        lines = lines_of(table, context, comments, place=f"sheet {title}", least=2)
        shapes = child(table, "shapes")
        drawn = [] if shapes is None else [section.text for section in _blocks(shapes, context, f"sheet {title}")]
        text = "\n\n".join(filter(None, ["\n".join(lines), *drawn, *comments]))
        if text:
            yield Section(text=text, page=None, heading=title)
