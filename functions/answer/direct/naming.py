"""Which document a question names."""

from collections.abc import Sequence

from functions.answer.direct.collection import NAMED
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.reading import Reading
from functions.answer.direct.sources import Sources
from functions.text.word_forms import same_word, words_of


def by_name(subject: str, sources: Sources) -> Reading | None:
    """Return the document whose name the subject is: every word of one is in the other, but for the ending."""
    asked = [word for word in words_of(subject) if word not in NEUTRAL]
    if not asked:
        return None
    names = _names(subject, sources)
    for name in sorted(names, key=len):
        base = name.rpartition("/")[2]
        ending = words_of(base.rpartition(".")[2])
        words = words_of(base)
        stem = [word for word in words if word not in ending and word not in NEUTRAL] or words
        whole = all(holds(words_of(name), word) for word in asked)
        if whole and all(holds(asked, word) for word in stem):
            return sources.current(names[name])
    return None


def _names(subject: str, sources: Sources) -> dict[str, str]:
    """Return the documents by their names: the newest, those found, and those that a search for the name finds."""
    found = {hit.passage.name: hit.passage.document for hit in [*sources.by_words(subject), *sources.hits]}
    return {state.upload.name: state.document for state in sources.searchable() if state.upload} | found


def with_the_words(subject: str, sources: Sources) -> list[Reading]:
    """Return the documents whose names hold every telling word of the subject."""
    asked = [word for word in words_of(subject) if word not in NEUTRAL]
    names = _names(subject, sources)
    held = [one for name, one in names.items() if asked and all(holds(words_of(name), word) for word in asked)]
    readings = (sources.current(document) for document in held[:NAMED])
    return [reading for reading in readings if reading]


def holds(words: Sequence[str], word: str) -> bool:
    """Tell whether a word is among others, in any form."""
    return any(same_word(word, one) for one in words)
