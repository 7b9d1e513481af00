"""Office files made part by part, with what no library writes."""

from tests.unit.ingest.bombs import zipped

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:{prefix}"'
    for prefix in "w r m a c p pic wp wps mc v o dgm xdr x s w14".split()  # noqa: SIM905
)


def xml(name: str, inner: str) -> bytes:
    """Return a part whose root has this name; every prefix stands for a namespace of its own."""
    return f"<{name} {_NAMESPACES}>{inner}</{name}>".encode()


def relations(**parts: str) -> bytes:
    """Return the relations of a part: by their ids, the kind of what they name and its path, "chart charts/1.xml"."""
    named = (
        f'<Relationship Id="{id_}" Type="{_KINDS}{told.split()[0]}" Target="{told.split()[1]}"/>'
        for id_, told in parts.items()
    )
    return f"<Relationships>{''.join(named)}</Relationships>".encode()


def docx(body: str, parts: dict[str, bytes] | None = None, **related: str) -> bytes:
    """Return a Word document with this body, and what else it refers to by the ids of `related`."""
    main = {"word/document.xml": xml("w:document", f"<w:body>{body}</w:body>")}
    return zipped(main | {"word/_rels/document.xml.rels": relations(**related)} | (parts or {}))


def paragraph(text: str, properties: str = "", more: str = "") -> str:
    """Return a paragraph of a Word document; `more` follows its text in a run of its own."""
    runs = f"<w:r><w:t>{text}</w:t></w:r>" + (f"<w:r>{more}</w:r>" if more else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def pptx(*slides: str, parts: dict[str, bytes] | None = None, **related: str) -> bytes:
    """Return a presentation of slides with these shapes; each refers to `related`, by its ids."""
    numbers = range(1, len(slides) + 1)
    ids = "".join(f"<p:sldId r:id='r{number}'/>" for number in numbers)
    members = {"ppt/presentation.xml": xml("p:presentation", f"<p:sldIdLst>{ids}</p:sldIdLst>")}
    named = {f"r{number}": f"slide slides/{number}.xml" for number in numbers}
    members["ppt/_rels/presentation.xml.rels"] = relations(**named, rA="commentAuthors authors.xml")
    for number, shapes in zip(numbers, slides, strict=True):
        members[f"ppt/slides/{number}.xml"] = xml("p:sld", f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>")
        members[f"ppt/slides/_rels/{number}.xml.rels"] = relations(**related)
    return zipped(members | (parts or {}))


def shape(text: str, left: int = 0, top: int = 0, width: int = 10, more: str = "") -> str:
    """Return a shape of a slide with a paragraph for each line of the text."""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    frame = f"<a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='{width}' cy='10'/></a:xfrm>"
    return f"<p:sp><p:nvSpPr>{more}</p:nvSpPr><p:spPr>{frame}</p:spPr><p:txBody>{paragraphs}</p:txBody></p:sp>"


def xlsx(
    rows: str, parts: dict[str, bytes] | None = None, *, behind: str = "", sheet: str = "", **related: str
) -> bytes:
    """Return a workbook of one sheet with these rows, what stands `behind` them, and attributes of the sheet."""
    members = {
        "xl/workbook.xml": xml("x:workbook", f"<x:sheets><x:sheet name='Stock' r:id='r1' {sheet}/></x:sheets>"),
        "xl/_rels/workbook.xml.rels": relations(r1="worksheet sheet.xml", rS="styles styles.xml"),
        "xl/sheet.xml": xml("x:worksheet", f"<x:sheetData>{rows}</x:sheetData>{behind}"),
        "xl/_rels/sheet.xml.rels": relations(**related),
    }
    return zipped(members | (parts or {}))


def row(*values: object, number: int = 0, kind: str = "str") -> str:
    """Return a row of a sheet; a value that is a piece of XML is a cell as it is."""
    cells = (
        str(one) if str(one).startswith("<") else f"<x:c t='{kind}'><x:v>{one}</x:v></x:c>" if one != "" else "<x:c/>"
        for one in values
    )
    place = f" r='{number}'" if number else ""
    return f"<x:row{place}>{''.join(cells)}</x:row>"
