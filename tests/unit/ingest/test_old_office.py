"""DOC and PPT of before 2007."""

import struct

import pytest

from events.errors import Rejected
from functions.documents.media_types import DOC, PPT
from functions.ingest.extract import extract
from functions.ingest.extract.doc_text import _pieces, _write
from functions.ingest.extract.outline import Outline
from functions.ingest.extract.ppt_text import slides_of

TITLE, BODY = 0, 1


def document(pieces: list[tuple[str, str]]) -> tuple[bytes, bytes]:
    """Return the two streams of a document of pieces, each with its codec."""
    main, ends, described, place = bytearray(0x400), [0], b"", 0
    for text, codec in pieces:
        narrow = codec == "cp1252"
        place = len(main)
        main += text.encode(codec)
        ends.append(ends[-1] + len(text))
        described += struct.pack("<HIH", 0, place * 2 | 0x40000000 if narrow else place, 0)
    plc = struct.pack(f"<{len(ends)}I", *ends) + described
    table = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", main, 0x01A2, 0, len(table))
    return bytes(main), table


def test_the_pieces_of_a_document_come_in_order_whatever_their_codec() -> None:
    main, table = document([("Café ", "cp1252"), ("Möwe Ж\r", "utf-16-le")])
    assert "".join(_pieces(main, table)) == "Café Möwe Ж\r"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One\rTwo\r", "One\n\nTwo"),
        ("A\x07B\x07C\x07\x071\x072\x073\x07\x07After\r", "A: 1 | B: 2 | C: 3\n\nAfter"),
        ("A\x07B\x07C\x07\x071\x07two\rlines\x073\x07\x07", "A: 1 | B: two lines | C: 3"),
        ('\x13 HYPERLINK "http://a.org" \x14see\x15 here\r', "see here"),
        ("a\x0bb\r", "a\nb"),
    ],
)
def test_paragraphs_rows_and_fields_of_a_document(text: str, told: str) -> None:
    outline = Outline()
    _write(text, outline)
    assert outline.sections()[0].text == told


def record(kind: int, inside: bytes, instance: int = 0, holds: bool = False) -> bytes:
    return struct.pack("<HHI", instance << 4 | (0xF if holds else 0), kind, len(inside)) + inside


def texts(*kinds_and_texts: tuple[int, str]) -> bytes:
    return b"".join(
        record(0x0F9F, struct.pack("<I", kind)) + record(0x0FA0, text.encode("utf-16-le"))
        for kind, text in kinds_and_texts
    )


def test_the_slides_of_a_presentation_are_their_outlines_and_their_other_shapes() -> None:
    outline = (
        record(0x03F3, b"")
        + texts((TITLE, "Plan"), (BODY, "First\rSecond"))
        + record(0x03F3, b"")
        + texts((TITLE, "End"))
    )
    box = record(0x0FA8, b"Boxed")
    slides = record(0x03EE, record(0xF00D, box, holds=True), holds=True) + record(0x03EE, b"", holds=True)
    stream = record(0x03E8, record(0x0FF0, outline, holds=True), holds=True) + slides
    found = [(one.page, one.heading, one.text) for one in slides_of(stream)]
    assert found == [(1, "Plan", "First\nSecond\n\nBoxed"), (2, "End", "End")]


@pytest.mark.parametrize(("kind", "better"), [(DOC, "DOCX"), (PPT, "PPTX")])
def test_a_broken_file_says_what_to_save_it_as(kind: str, better: str) -> None:
    with pytest.raises(Rejected, match=f"save it as {better}"):
        extract(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, kind, "a")
