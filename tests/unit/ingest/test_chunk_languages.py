"""The languages of a document's chunks, and of the document."""

from collections.abc import Sequence

from events.documents import Chunk
from functions.ingest.chunk_languages import languages_of, with_languages

GERMAN = "Die Garantie gilt drei Jahre ab dem Tag des Kaufs und ist nicht übertragbar. Sie wird auf dem Beleg vermerkt."
ENGLISH = "The guarantee is valid for three years from the day of purchase, and it is not to be passed on to others."


def chunks_of(*texts: str) -> list[Chunk]:
    return [Chunk(position=place, text=text, start=0, end=len(text)) for place, text in enumerate(texts)]


def told(*texts: str) -> Sequence[str]:
    return [chunk.language for chunk in with_languages(chunks_of(*texts))]


def test_a_document_of_two_languages_has_them_chunk_by_chunk() -> None:
    assert told(GERMAN, ENGLISH, GERMAN) == ["de", "en", "de"]


def test_a_chunk_that_tells_no_language_is_in_that_of_its_document() -> None:
    assert told(GERMAN, "4711; 4712", "Kontakt: Anna Smith") == ["de", "de", "de"]


def test_a_document_that_tells_none_has_none() -> None:
    chunks = with_languages(chunks_of("4711; 4712"))
    assert (chunks[0].language, languages_of(chunks)) == ("und", [])


def test_the_language_of_most_of_the_text_comes_first() -> None:
    assert languages_of(with_languages(chunks_of(ENGLISH, GERMAN, GERMAN))) == ["de", "en"]


def test_a_document_without_text_has_no_language() -> None:
    assert languages_of(with_languages([])) == []
