"""The language of each chunk of a document, and those of the document."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from events.documents import Chunk
from functions.text.detection import UNDETERMINED, language_of_text

_SHARE = 0.05  # of a document's characters, for a language to be one of its languages


def with_languages(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks, each with its language: the document's, unless it clearly is in another one.

    The document's is that of most of its text; where no chunk tells any, as in a table, all of them together may.
    """
    alone = [language_of_text(chunk.text) for chunk in chunks]
    main = _main(chunks, alone)
    return [
        replace(chunk, language=found if found == main else language_of_text(chunk.text, main))
        for chunk, found in zip(chunks, alone, strict=True)
    ]


def languages_of(chunks: Sequence[Chunk]) -> list[str]:
    """Return the languages of the document that these chunks are, that of most of its text first."""
    counts = _characters(chunks, [chunk.language for chunk in chunks])
    enough = _SHARE * counts.total()
    return [language for language, count in counts.most_common() if language != UNDETERMINED and count >= enough]


def _main(chunks: Sequence[Chunk], languages: Sequence[str]) -> str:
    counts = _characters(chunks, languages)
    del counts[UNDETERMINED]
    if counts:
        return counts.most_common(1)[0][0]
    return language_of_text("\n".join(chunk.text for chunk in chunks))


def _characters(chunks: Sequence[Chunk], languages: Sequence[str]) -> Counter[str]:
    counts = Counter[str]()
    for chunk, language in zip(chunks, languages, strict=True):
        counts[language] += len(chunk.text)
    return counts
