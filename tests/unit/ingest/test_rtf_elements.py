"""What stands in RTF beside its paragraphs: each is read, or named in a warning."""

import pytest

from functions.documents.media_types import RTF
from functions.ingest.extract import extract
from functions.ingest.extract.left_out import gathered


def read(body: str) -> tuple[str, list[str]]:
    """Return the text under its headings, and the warnings."""
    with gathered() as warnings:
        sections = extract(rf"{{\rtf1\ansi {body}}}".encode("latin-1"), RTF, "a.rtf")
    return "\n\n".join(f"{one.heading}|{one.text}" for one in sections), warnings.texts()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"Good \u-10179?\u-8704? news", "Good 😀 news"),
        (r"\uc0 \u8364 5", "€5"),
        (r"\uc2 \u8364 \'e2\'82 5", "€ 5"),
        (r"Body{\footnote\pard\plain \chftn Note 4711.} goes on.", "Body (Note 4711.) goes on."),
        (r"Body.\par{\shp{\*\shpinst{\sp{\sn x}{\sv 7}}{\shptxt Boxed.\par}}{\shprslt Boxed.}}", "Body.\n\nBoxed."),
        (r"a{\*\picdata\bin9 }{\par\cell}b", "ab"),
        (r"\b bold\b0  and {\i more}", "bold and more"),
        (r"x\line y\tab z\~\_\{", "x\ny\tz -{"),
        (r"It costs{\*\atnid AD}{\*\atnauthor Ada}{\*\annotation Why?} 5.", "It costs 5.\n\nComment by Ada: Why?"),
        (r'{\field{\*\fldinst{HYPERLINK "http://a.org"}}{\fldrslt{see here}}}', "see here (http://a.org)"),
        (r"m{\super 2}", "m^2"),
        (r"{\listtext 1.\tab}Open the valve", "1.\tOpen the valve"),
        (r"{\fonttbl{\f1\fcharset2 Symbol;}}{\f1 a}", "α"),  # noqa: RUF001
        (r"{\mmath{\*\moMath{\msSup{\me{\mr c}}{\msup{\mr 2}}}}}", "c^2"),
    ],
)  # fmt: skip
def test_what_is_said_is_read(body: str, text: str) -> None:
    assert read(body)[0] == f"|{text}"


def test_headers_come_first_and_footers_last() -> None:
    told, _ = read(r"{\header Contract K-1\par}{\footer Page \chpgn\par}{\footerf Valid until May}Body.\par")
    assert told == "|Contract K-1\n\n|Body.\n\n|Page\n\n|Valid until May"


def test_headings_are_known_by_their_style_and_by_their_level() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}}"
    told, _ = read(styles + r"\pard\s1 Pumps\par\pard First.\par\pard\outlinelevel1 Small ones\par\pard Second.\par")
    assert told == "Pumps|First.\n\nPumps > Small ones|Second."


ROW = r"\trowd{0}\cellx1\cellx2\cellx3 {1}\cell {2}\cell {3}\cell\row"


def test_a_table_has_a_line_for_each_row_with_its_header() -> None:
    table = ROW.format("", "Item", "Count", "Price") + ROW.format("", "lamps", r"12\par big", "3")
    assert read(rf"{table}\pard After.\par")[0] == "|Item: lamps | Count: 12 big | Price: 3\n\nAfter."


def test_a_merged_cell_is_in_every_row_that_it_covers() -> None:
    head, first = ROW.format("", "Region", "Town", "Sales"), ROW.format(r"\clvmgf", "North", "Kiel", "10")
    told, _ = read(head + first + ROW.format(r"\clvmrg", "", "Husum", "20"))
    assert told.split("\n")[1] == "Region: North | Town: Husum | Sales: 20"


def test_a_table_in_a_cell_comes_once() -> None:
    nested = r"{\pard\intbl\itap2 Hue\nestcell red\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}}"
    told, _ = read(ROW.format("", "Item", "Look", "Price") + ROW.format("", "lamp", nested, "3"))
    assert told == "|Item: lamp | Look: Hue, red | Price: 3"


def test_hidden_text_is_left_out_and_said_to_be() -> None:
    assert read(r"Seen{\v  secret}.\par") == ("|Seen.", ["1 stretch of hidden text"])


def test_a_picture_is_its_description_or_counted() -> None:
    described = r"{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv The oil pipe}}}\pngblip 0102}}"
    bare = r"{\pict\pngblip 0102}"
    told, warnings = read(rf"See.{described}{bare}\par")
    assert (told, warnings) == ("|See.\n\nPicture: The oil pipe", ["1 picture without a description"])


def test_an_embedded_object_is_said() -> None:
    _, warnings = read(r"See.{\object{\*\objclass Excel.Sheet.8}{\*\objdata 00}{\result shown}}\par")
    assert warnings == ["1 embedded object, of which only the picture is shown"]
