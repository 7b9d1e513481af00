"""Pieces of a text: sentences, rows, and lines with labels."""

from functions.text.records import label_of, lines_around, pieces_of


def pieces(text: str) -> list[str]:
    """Return the texts of the pieces."""
    return [text[start:end] for start, end in pieces_of(text)]


def test_lines_with_labels_are_pieces_of_their_own() -> None:
    text = "Minutes of the committee\nPresent: Ann, Ben\nAbsent: Leon Carter\nVenue: hall,\nupper room"
    assert pieces(text) == [
        "Minutes of the committee",
        "Present: Ann, Ben",
        "Absent: Leon Carter",
        "Venue: hall,\nupper room",
    ]


def test_a_wrapped_sentence_with_a_colon_stays_whole() -> None:
    text = "There is one rule here\nand it says: nobody may\nsmoke in the hall."
    assert pieces(text) == [text]


def test_a_row_is_one_piece_whatever_ends_in_its_cells() -> None:
    assert pieces("Lesson: 4. Lesson | Begins: 10:35\nLesson: 5. Lesson | Begins: 11:40") == [
        "Lesson: 4. Lesson | Begins: 10:35",
        "Lesson: 5. Lesson | Begins: 11:40",
    ]


def test_the_label_of_a_line_stands_before_its_colon() -> None:
    assert label_of("- Maker: Miller & Sons") == "Maker"


def test_a_sentence_and_a_row_have_no_label() -> None:
    assert [label_of("He came. It says: nothing."), label_of("Maker: Miller | Year: 1810")] == ["", ""]


def test_the_lines_around_a_place_go_as_far_as_the_labels_do() -> None:
    text = "A clock.\nNumber: 17\n\nMaker: Miller\nIt still goes.\nOrigin: Kent"
    start, end = lines_around(text, text.index("Maker"))
    assert text[start:end] == "Number: 17\n\nMaker: Miller"
