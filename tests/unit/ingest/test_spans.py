"""Where a chunk stands in the text of its document, whatever the format."""

import pytest

from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract import extract, media_type_of
from tests.flow.test_formats import QUESTIONS
from tests.unit.ingest.word_count import stand_in_count


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("target", [8, 200])
def test_a_chunks_span_is_its_text_in_the_extracted_text(name: str, target: int) -> None:
    data = QUESTIONS[name][0]()
    sections = extract(data, media_type_of(name, "", data), name)
    text = "\n\n".join(section.text for section in sections)
    chunks = split_into_chunks(sections, stand_in_count, target, overlap=4)
    assert chunks
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in chunks)
