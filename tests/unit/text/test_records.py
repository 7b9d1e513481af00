"""Pieces of a text: sentences, rows, and lines with labels."""

from functions.text.records import pieces_of


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
