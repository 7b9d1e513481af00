"""Sections into chunks, by rules that hold for one text each."""

from collections.abc import Sequence

import pytest

from events.documents import Chunk
from functions.ingest.chunking.chunks import LIMIT, split_into_chunks
from functions.ingest.extract import Section
from tests.unit.ingest.word_count import stand_in_count

SENTENCE = "The quick brown fox jumps over the lazy dog today."  # 13 tokens


def paragraph(sentences: int, name: str = "") -> str:
    return " ".join(f"{name}{number} {SENTENCE}" for number in range(sentences))


def chunks_of(*texts: str, headings: Sequence[str] = (), **sizes: int) -> list[Chunk]:
    headings = headings or [""] * len(texts)
    sections = [Section(text, None, heading) for text, heading in zip(texts, headings, strict=True)]
    return split_into_chunks(sections, stand_in_count, **sizes)


def test_no_text_has_no_chunks() -> None:
    assert split_into_chunks([], stand_in_count) == []


def test_a_short_text_is_one_chunk() -> None:
    assert chunks_of("One.\n\nTwo.") == [Chunk(position=0, text="One.\n\nTwo.", start=0, end=10)]


def test_a_chunk_ends_where_a_paragraph_ends() -> None:
    first, second, third = paragraph(8, "a"), paragraph(8, "b"), paragraph(8, "c")
    chunks = chunks_of("\n\n".join((first, second, third)), overlap=0)
    assert [chunk.text for chunk in chunks] == [first, second, third]


def test_small_paragraphs_share_a_chunk() -> None:
    assert len(chunks_of("\n\n".join(paragraph(2, str(number)) for number in range(5)))) == 1


def test_a_paragraph_over_the_target_is_cut_between_sentences_into_even_parts() -> None:
    sizes = stand_in_count([chunk.text for chunk in chunks_of(paragraph(20), overlap=0)])
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= 15


def test_a_chunk_begins_with_the_last_sentences_of_the_one_before() -> None:
    first, second, *_ = chunks_of(paragraph(40))
    shared = first.text[second.start - first.start :]
    assert second.text.startswith(shared)
    assert shared[0].isdigit()  # a sentence's beginning
    assert 25 <= stand_in_count([shared])[0] <= 55


def test_nothing_is_shared_between_two_headings() -> None:
    first, second = chunks_of("One here.", "Two there.", headings=["A", "B"])
    assert (first.text, first.heading, second.text, second.heading) == ("One here.", "A", "Two there.", "B")


def test_a_sentence_over_the_target_is_cut_between_words() -> None:
    words = [f"w{number}" for number in range(1000)]
    chunks = chunks_of(" ".join(words), overlap=0)
    assert [word for chunk in chunks for word in chunk.text.split()] == words
    assert len(chunks) <= 12  # 2,000 tokens, by the stand-in's reckoning of single words


@pytest.mark.parametrize("joint", ["\n", "\n\n"], ids=["rows of one table", "paragraphs of a line"])
def test_a_row_added_to_a_long_table_leaves_most_chunks_as_they_were(joint: str) -> None:
    rows = [f"Item: lamp {number * 37 % 1000} | Shelf: A{number % 9} | Count: {number}" for number in range(900)]
    before = {chunk.text for chunk in chunks_of(joint.join(rows))}
    after = [chunk.text for chunk in chunks_of(joint.join([*rows[:100], rows[7], *rows[100:]]))]
    assert sum(text not in before for text in after) < len(after) / 4


def test_long_code_is_cut_at_its_lines() -> None:
    text = "\n".join(f"x{number} = f(a, b, {number})" for number in range(200))
    starts = {chunk.start for chunk in chunks_of(text)}
    assert all(start == 0 or text[start - 1] == "\n" for start in starts)


@pytest.mark.parametrize("text", ["x" * 100_000, "日本語" * 20_000], ids=["one word", "no blanks"])
def test_a_word_without_end_is_cut_anywhere(text: str) -> None:
    chunks = chunks_of(text, overlap=0)
    assert "".join(chunk.text for chunk in chunks) == text
    assert max(len(chunk.text) for chunk in chunks) <= LIMIT * 16


def test_a_chunk_has_the_page_on_which_its_middle_stands() -> None:
    pages = [Section(paragraph(12, f"p{number}."), number, "") for number in (1, 2, 4)]
    text = "\n\n".join(page.text for page in pages)
    for chunk in split_into_chunks(pages, stand_in_count):
        assert chunk.page == (1, 2, 4)[text.count("\n\n", 0, (chunk.start + chunk.end) // 2)]


def test_a_chunk_may_go_on_to_the_next_page() -> None:
    pages = [Section("It began on one page and", 1, ""), Section("ended on the next.", 2, "")]
    (chunk,) = split_into_chunks(pages, stand_in_count)
    assert (chunk.page, chunk.text) == (1, "It began on one page and\n\nended on the next.")


def test_the_tokenizer_is_called_twice_at_most() -> None:
    calls = []

    def count(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return stand_in_count(texts)

    split_into_chunks([Section(paragraph(50), None, "A"), Section("word " * 1000, None, "B")], count)
    assert len(calls) <= 2
