"""The words that OCR found, in their places, and what is said of them."""

import pytest

from events.scans import RecognisedText
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract.section import Section
from functions.ingest.recognised_sections import with_words
from functions.ingest.sandbox.protocol import ReadResult
from tests.unit.ingest.word_count import stand_in_count

READ = ReadResult(sections=[Section("One.", 1, "A"), Section("Three.", 3, "B")], pages=4)


def scan(page: int, text: str = "Two.", confidence: float = 0.9, **more: str) -> RecognisedText:
    return RecognisedText(page=page - 1, text=text, confidence=confidence, **more)


def places(found: list[RecognisedText], read: ReadResult = READ, *, paged: bool = True) -> list[tuple[str, int | None]]:
    return [(one.text, one.page) for one in with_words(read, found, paged=paged).sections]


def said(*found: RecognisedText) -> list[str]:
    return with_words(READ, found, paged=True).warnings


def test_the_words_of_a_page_stand_between_those_of_the_pages_around_it() -> None:
    assert places([scan(4, "Four."), scan(2)]) == [("One.", 1), ("Two.", 2), ("Three.", 3), ("Four.", 4)]


def test_the_words_of_a_page_that_has_some_text_stand_behind_it() -> None:
    assert places([scan(1, "In the picture.")])[:2] == [("One.", 1), ("In the picture.", 1)]


def test_the_words_of_a_file_without_any_text_are_all_there_is() -> None:
    assert places([scan(1, "A."), scan(2, "B.")], ReadResult()) == [("A.", 1), ("B.", 2)]


def test_where_there_are_no_pages_words_stand_at_the_end() -> None:
    read = ReadResult(sections=[Section("One.", None, "")])
    assert places([scan(1, "On the sign.")], read, paged=False) == [("One.", None), ("On the sign.", None)]


def test_a_picture_within_a_file_is_named_in_its_heading() -> None:
    [*_, last] = with_words(READ, [scan(4, "On the sign.", picture="word/media/image3.png")], paged=True).sections
    assert last.heading == "image3.png"


def test_only_what_was_recognised_is_marked_with_its_confidence() -> None:
    assert [one.recognised for one in with_words(READ, [scan(2)], paged=True).sections] == [None, 0.9, None]


def test_a_page_without_words_is_no_section() -> None:
    assert places([scan(2, "")]) == [("One.", 1), ("Three.", 3)]


def test_how_many_pages_were_read_is_said_with_the_confidence() -> None:
    assert said(scan(2, confidence=0.9), scan(4, confidence=0.96)) == [
        "2 of 4 pages were read by OCR (confidence 0.93)"
    ]


def test_how_many_pictures_were_read_is_said() -> None:
    assert said(scan(2, picture="a.png")) == ["1 picture in it was read by OCR (confidence 0.90)"]


def test_a_page_that_was_hardly_read_is_named() -> None:
    assert said(scan(2, confidence=0.41))[1] == (
        "1 page or picture read by OCR with a confidence below 0.7: compare with the original (page 2)"
    )


def test_pages_without_words_are_named() -> None:
    assert said(scan(2, ""), scan(3, "")) == ["2 pages or pictures in which OCR found no words (pages 2 to 3)"]


def test_a_page_that_could_not_be_read_is_named_with_the_reason() -> None:
    assert said(scan(2, "", fault="it is broken")) == ["not read by OCR: it is broken (page 2)"]


def test_what_the_reader_said_stays() -> None:
    read = ReadResult(sections=READ.sections, warnings=["a form"], pages=4)
    assert with_words(read, [scan(2)], paged=True).warnings[-1] == "a form"


@pytest.mark.parametrize("heading", ["", "A"])
def test_no_chunk_holds_words_of_both_kinds(heading: str) -> None:
    read = ReadResult(sections=[Section("One.", 1, heading), Section("Three.", 3, heading)])
    chunks = split_into_chunks(with_words(read, [scan(2)], paged=True).sections, stand_in_count)
    assert [(chunk.text, chunk.recognised) for chunk in chunks] in ([("One.", None), ("Two.", 0.9), ("Three.", None)],)


def test_a_chunk_over_two_recognised_pages_has_the_lesser_confidence() -> None:
    found = [scan(1, "A.", 0.9), scan(2, "B.", 0.6)]
    [chunk] = split_into_chunks(with_words(ReadResult(), found, paged=True).sections, stand_in_count)
    assert chunk.recognised == 0.6
