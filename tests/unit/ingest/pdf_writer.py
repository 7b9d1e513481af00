"""Writes the smallest PDF that holds given lines, for tests."""

from collections.abc import Sequence


def pdf(
    pages: Sequence[Sequence[str]], catalog: str = "", first_page: str = "", font: str = "", objects: Sequence[str] = ()
) -> bytes:
    """Return a PDF with a page for each sequence of lines; one without lines shows only a grey box, as a scan would.

    `catalog`, `first_page` and `font` are entries of these dictionaries; `objects` are more objects. The first page is
    object 4, its content 5, the next page 6 and so on, and the first of the objects comes next.
    """
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    written = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{font}>>".encode(),
    ]
    for number, lines in enumerate(pages):
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
        own = first_page if number == 0 else ""
        written += [f"{page}/Contents {5 + 2 * number} 0 R{own}>>".encode(), _stream(lines)]
    return _file([*written, *(one.encode("latin-1") for one in objects)])


def stream(content: str, entries: str = "") -> str:
    """Return a stream as an object."""
    return f"<</Length {len(content)}{entries}>>stream\n{content}\nendstream"


def _stream(lines: Sequence[str]) -> bytes:
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F 12 Tf 50 750 Td {shown}ET" if lines else "0.5 g 100 100 200 200 re f"
    return stream(content).encode("latin-1")


def _file(objects: Sequence[bytes]) -> bytes:
    body = b"%PDF-1.4\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for number, content in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj%s endobj\n" % (number, content)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + table + trailer
