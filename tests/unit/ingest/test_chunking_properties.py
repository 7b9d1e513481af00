"""What holds for the chunks of any text."""

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest

from events.documents import Chunk
from functions.ingest.chunking.chunks import LIMIT, split_into_chunks
from functions.ingest.extract import Section
from tests.unit.ingest.word_count import stand_in_count

Case = tuple[str, list[Section], list[Chunk]]


def any_text(generator: random.Random) -> str:
    """Return words, marks and breaks in a random mixture, some of it without any blank."""
    pieces = [
        "word",
        "Nor",
        "a",
        "1066",
        "日本",
        "x" * 70,
        ".",
        "!",
        "。",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "- ",
        " | ",
        "é",
    ]
    weights = [generator.random() ** 3 for _ in pieces]
    return "".join(generator.choices(pieces, weights, k=generator.randrange(1, 1500))).strip() or "x"


def any_sections(generator: random.Random) -> list[Section]:
    headings = ["", "A", "A > B", "C"]
    return [
        Section(any_text(generator), number, generator.choice(headings))
        for number in range(1, generator.randrange(1, 7) + 1)
    ]


@pytest.fixture(scope="module", params=range(60))
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    generator = random.Random(request.param)
    sections = any_sections(generator)
    target = generator.choice([20, 60, 200])
    chunks = split_into_chunks(sections, stand_in_count, target, generator.choice([0, target // 5]))
    yield "\n\n".join(section.text for section in sections), sections, chunks


def test_a_span_is_exactly_the_chunks_text(case: Case) -> None:
    text, _, chunks = case
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in chunks)


def test_every_character_that_can_be_seen_is_in_a_chunk(case: Case) -> None:
    text, _, chunks = case
    covered = bytearray(len(text))
    for chunk in chunks:
        covered[chunk.start : chunk.end] = b"\1" * (chunk.end - chunk.start)
    assert not [text[index] for index in range(len(text)) if not covered[index] and not text[index].isspace()]


def test_chunks_are_numbered_in_the_order_of_the_text(case: Case) -> None:
    _, _, chunks = case
    assert [chunk.position for chunk in chunks] == list(range(len(chunks)))
    assert all(a.start < b.start and a.end < b.end for a, b in pairwise(chunks))


def test_no_chunk_is_empty_or_has_blanks_at_its_ends(case: Case) -> None:
    _, _, chunks = case
    assert all(chunk.text and chunk.text == chunk.text.strip() for chunk in chunks)


def test_no_chunk_is_over_the_limit(case: Case) -> None:
    _, _, chunks = case
    assert max(stand_in_count([chunk.text for chunk in chunks])) <= LIMIT


def test_no_chunk_leaves_its_heading(case: Case) -> None:
    _, sections, chunks = case
    owners = [number for number, section in enumerate(sections) for _ in range(len(section.text) + 2)]
    for chunk in chunks:
        headings = {sections[owners[index]].heading for index in range(chunk.start, chunk.end)}
        assert headings == {chunk.heading}


def test_the_same_text_gives_the_same_chunks() -> None:
    sections = any_sections(random.Random(1))
    assert split_into_chunks(sections, stand_in_count) == split_into_chunks(sections, stand_in_count)
