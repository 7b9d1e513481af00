"""Tables on pages of a PDF: rows stay together, cells apart."""

from functions.ingest.extract.pdf.grids import with_tables
from functions.ingest.extract.pdf.lines import Piece
from functions.ingest.extract.pdf.rules import Rule, Rules
from tests.unit.ingest.pages_of_pieces import column, piece, table, text_of

PRICES = [
    ["Material", "Density", "Price"],
    ["Steel", "7.85", "1.20"],
    ["Oak", "0.75", "3.40"],
    ["Lead", "11.3", "2.10"],
]
LEFTS = [50.0, 150.0, 250.0]


def grid(xs: list[float], ys: list[float]) -> Rules:
    return Rules([Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, min(ys), max(ys)) for x in xs])


def drawn(pieces: list[Piece], rules: Rules) -> str:
    return text_of(with_tables(pieces, rules))


def test_a_table_without_lines_names_each_value_by_its_column() -> None:
    assert text_of(table(PRICES, LEFTS, 700)).split("\n")[1] == "Material: Oak | Density: 0.75 | Price: 3.40"


def test_a_table_between_paragraphs_is_a_paragraph() -> None:
    words = "A list of the materials that we have in stock, and of what they cost when you take them away."
    above, below = list(column(words, 50, 740, 300)), list(column(words, 50, 640, 300))
    assert [part.count("\n") for part in text_of([*above, *table(PRICES, LEFTS, 704), *below]).split("\n\n")] == [
        0,
        2,
        0,
    ]


def test_the_names_and_values_of_a_form_are_no_table_with_a_header() -> None:
    form = [
        ["Patient", "Maria Gomez", "Doctor", "Ian Wood"],
        ["Born", "1 May", "Ward", "North"],
        ["Diet", "none", "Bed", "x"],
    ]
    assert (
        text_of(table(form, [60, 150, 320, 400], 700, 18)).split("\n")[0] == "Patient | Maria Gomez | Doctor | Ian Wood"
    )


def test_a_heavier_first_row_is_a_header_without_figures_to_prove_it() -> None:
    rows = [["Name", "Town"], ["Ada", "London"], ["Emmy", "Erlangen"]]
    pieces = [one._replace(bold=one.base == 700) for one in table(rows, [50, 150], 700)]
    assert text_of(pieces) == "Name: Ada | Town: London\nName: Emmy | Town: Erlangen"


def test_a_cell_of_several_lines_is_one_text() -> None:
    words = "The wheel inside of the pump which throws the water outwards when the motor turns it."
    page = [
        piece("Gland", 50, 720),
        *column("The part that seals a moving shaft in its bearing.", 150, 720, 200),
        piece("Impeller", 50, 690),
        *column(words, 150, 690, 200),
    ]
    assert f"Impeller | {words}" in text_of(page)


def test_a_table_with_drawn_cells_is_read_by_them() -> None:
    pieces = [
        piece("Fault", 55, 700),
        piece("Remedy", 155, 700),
        piece("Pump is loud", 55, 680),
        piece("Open the valve V3", 155, 686),
        piece("until water runs out", 155, 674),
    ]
    read = drawn(pieces, grid([50, 150, 260], [715, 696, 670]))
    assert read == "Fault: Pump is loud | Remedy: Open the valve V3 until water runs out"


def test_a_cell_over_two_rows_is_said_in_both() -> None:
    pieces = table([["Pump", "P100", "5"], ["", "P200", "7"]], [55, 155, 255], 690, 20)
    rules = Rules(
        [Rule(705, 50, 350), Rule(685, 150, 350), Rule(665, 50, 350)],
        [Rule(x, 665, 705) for x in (50, 150, 250, 350)],
    )
    assert drawn(pieces, rules) == "Pump | P100 | 5\nPump | P200 | 7"


def test_a_cell_over_two_rows_is_one_text_wherever_in_it_that_stands() -> None:
    pieces = [
        *table([["", "P100", "5"], ["", "P200", "7"]], [55, 155, 255], 690, 20),
        piece("Pump", 55, 688),
        piece("house", 55, 676),
    ]
    rules = Rules(
        [Rule(705, 50, 350), Rule(685, 150, 350), Rule(665, 50, 350)],
        [Rule(x, 665, 705) for x in (50, 150, 250, 350)],
    )
    assert drawn(pieces, rules) == "Pump house | P100 | 5\nPump house | P200 | 7"


def test_rows_that_no_line_parts_stay_rows() -> None:
    pieces = table(PRICES, [55, 155, 255], 700)
    rules = Rules([Rule(y, 50, 350) for y in (712, 697, 655)], [Rule(x, 655, 712) for x in (50, 150, 250, 350)])
    assert drawn(pieces, rules).split("\n")[2] == "Material: Lead | Density: 11.3 | Price: 2.10"


def test_the_lines_of_a_chart_are_no_table() -> None:
    rules = grid([50, 100, 150, 200, 250], [700, 650, 600, 550])
    assert drawn([piece("Rain in May", 60, 690)], rules) == "Rain in May"


def test_a_header_holds_on_the_next_page() -> None:
    pages = table(PRICES[:3], LEFTS, 700), table([["Tin", "7.26", "4.10"], ["Zinc", "7.13", "2.90"]], LEFTS, 700)
    assert text_of(*pages).split("\n")[-1] == "Material: Zinc | Density: 7.13 | Price: 2.90"


def test_a_header_that_each_page_repeats_is_no_row() -> None:
    pages = [table([PRICES[0], [f"Steel {number}", "7.85", "1.20"], PRICES[2]], LEFTS, 700) for number in range(4)]
    assert "Material: Material" not in text_of(*pages)
    assert text_of(*pages).count("Material: Steel") == 4
