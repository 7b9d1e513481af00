"""A document's headings, each with the sentence that it begins with; of one without headings its paragraphs'."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from events.questions import DirectAnswer
from functions.answer.direct.collection import NAMED
from functions.answer.direct.collection import named as names_of
from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.frames import framed, in_quotes
from functions.answer.direct.groups import SEPARATOR, Group, groups_in
from functions.answer.direct.reading import Reading, Stretch
from functions.answer.direct.selection import NEUTRAL
from functions.answer.direct.sources import Direct, Sources
from functions.text.question_kind import Asked, is_this_document
from functions.text.sentences import split_sentences
from functions.text.word_forms import same_word, words_of

SECTIONS, PARAGRAPHS = 15, 6  # that a summary has room for
AHEAD = 3  # of the best hits, which are all in one document where a follow-up means it
LONGEST = 400  # characters of a sentence


class _Part(NamedTuple):
    title: str
    text: str
    start: int
    stretch: Stretch


def summarised(asked: Asked, sources: Sources) -> Direct | None:
    """Return the summary of the document that is meant, or which there are; None where no document is meant.

    It is meant by its name, as the only one, or as that of the best hits in a follow-up. A heading that was found is
    summarised, too.
    """
    reading = _by_name(asked.subject, sources)
    if reading:
        return _of_document(reading, sources)
    if asked.kind == "summary" and (named := _with_the_words(asked.subject, sources)):
        return _of_document(named[0], sources) if len(named) == 1 else _which_of(named, sources)
    if is_this_document(asked.subject):
        reading = _only(sources)
        return _of_document(reading, sources) if reading else _which(sources)
    return _of_section(asked.subject, sources) if asked.kind == "summary" else None


def _by_name(subject: str, sources: Sources) -> Reading | None:
    """Return the document whose name the subject is: every word of one is in the other, but for the ending."""
    asked = [word for word in words_of(subject) if word not in NEUTRAL]
    if not asked:
        return None
    names = _names(subject, sources)
    for name in sorted(names, key=len):
        base = name.rpartition("/")[2]
        ending = words_of(base.rpartition(".")[2])
        words = words_of(base)
        stem = [word for word in words if word not in ending] or words
        whole = all(_holds(words_of(name), word) for word in asked)
        if whole and all(_holds(asked, word) for word in stem):
            return sources.current(names[name])
    return None


def _names(subject: str, sources: Sources) -> dict[str, str]:
    """Return the documents by their names: the newest, those found, and those that a search for the name finds."""
    found = {hit.passage.name: hit.passage.document for hit in [*sources.by_words(subject), *sources.hits]}
    return {state.upload.name: state.document for state in sources.searchable() if state.upload} | found


def _with_the_words(subject: str, sources: Sources) -> list[Reading]:
    """Return the documents whose names hold every telling word of the subject."""
    asked = [word for word in words_of(subject) if word not in NEUTRAL]
    names = _names(subject, sources)
    held = [one for name, one in names.items() if asked and all(_holds(words_of(name), word) for word in asked)]
    readings = (sources.current(document) for document in held[:NAMED])
    return [reading for reading in readings if reading]


def _holds(words: Sequence[str], word: str) -> bool:
    return any(same_word(word, one) for one in words)


def _only(sources: Sources) -> Reading | None:
    """Return the only document that may answer, or that which all of the best hits are in after an earlier question."""
    best = {hit.passage.document for hit in sources.hits[:AHEAD]}
    if len(best) != 1 or not (sources.follows_up or sources.count(sources.searchable()) == 1):
        return None
    first = sources.hits[0].passage
    return sources.reading(first.document, first.generation)


def _which(sources: Sources) -> Direct:
    documents = sources.searchable()
    if not documents:
        return Direct(DirectAnswer(answer=framed(sources.language, "no documents", chosen=""), answered=False))
    answer = framed(sources.language, "which document", names=names_of(sources, documents))
    return Direct(DirectAnswer(answer=answer, answered=False))


def _which_of(readings: Sequence[Reading], sources: Sources) -> Direct:
    names = ", ".join(in_quotes(sources.language, reading.name) for reading in readings)
    return Direct(DirectAnswer(answer=framed(sources.language, "which document", names=names), answered=False))


def _of_document(reading: Reading, sources: Sources) -> Direct:
    tables = {group.items[0].stretch.start: group for group in groups_in(reading) if group.kind == "rows"}
    parts = _sections(reading)
    if len(parts) < 2:
        first = framed(sources.language, "beginning", name=reading.name)
        return _summary(first, list(_paragraphs(reading.stretches)), tables, sources, PARAGRAPHS)
    first = framed(sources.language, "sections", name=reading.name, count=len(parts))
    return _summary(first, parts, tables, sources, SECTIONS)


def _of_section(subject: str, sources: Sources) -> Direct | None:
    """Return the summary of the section whose heading the subject is."""
    asked = [word for word in words_of(subject) if word not in NEUTRAL]
    for hit in sources.hits:
        passage = hit.passage
        title = words_of(passage.heading.split(SEPARATOR)[-1])
        if not title or not asked or not all(_holds(title, word) for word in asked):
            continue
        reading = sources.reading(passage.document, passage.generation)
        under = [one for one in reading.stretches if one.heading.startswith(passage.heading)] if reading else []
        first = framed(sources.language, "section", name=passage.name, heading=passage.heading.split(SEPARATOR)[-1])
        return _summary(first, list(_paragraphs(under)), {}, sources, PARAGRAPHS) if under else None
    return None


def _sections(reading: Reading) -> list[_Part]:
    """Return the sections of the lowest level that a summary has room for, or else of the highest."""
    deepest = max(one.heading.count(SEPARATOR) + 1 if one.heading else 0 for one in reading.stretches)
    levels = [_level(reading, depth) for depth in range(1, deepest + 1)]
    return next((parts for parts in reversed(levels) if len(parts) <= SECTIONS), levels[0] if levels else [])


def _level(reading: Reading, depth: int) -> list[_Part]:
    """Return each heading down to a depth with the first sentence beneath it."""
    parts: dict[str, _Part] = {}
    for stretch in reading.stretches:
        if stretch.heading:
            path = stretch.heading.split(SEPARATOR)[:depth]
            parts.setdefault(SEPARATOR.join(path), _first_sentence(path[-1], stretch, 0, stretch.text))
    return list(parts.values())


def _paragraphs(stretches: Iterable[Stretch]) -> Iterable[_Part]:
    """Yield the first sentence of each paragraph."""
    for stretch in stretches:
        place = 0
        for paragraph in stretch.text.split("\n\n"):
            if paragraph.strip():
                yield _first_sentence("", stretch, place, paragraph)
            place += len(paragraph) + 2


def _first_sentence(title: str, stretch: Stretch, place: int, text: str) -> _Part:
    start, end = next(iter(split_sentences(text)), (0, len(text)))
    return _Part(title, text[start : min(end, start + LONGEST)], stretch.start + place + start, stretch)


def _summary(first: str, parts: Sequence[_Part], tables: dict[int, Group], sources: Sources, most: int) -> Direct:
    excerpts, lines = Excerpts(), [first]
    for part in parts[:most]:
        marker = excerpts.marker(part.text, part.start, part.stretch)
        if marker is None:
            break
        table = tables.get(part.stretch.start)
        said = in_quotes(sources.language, part.text)
        if table and table.items[0].start == part.start:
            labels = ", ".join(table.labels)
            said = framed(sources.language, "table", count=len(table.items), labels=labels) if labels else said
        lines.append(f"- {part.title}: {said} {marker}" if part.title else f"- {said} {marker}")
    if len(lines) - 1 < len(parts):
        lines.append(framed(sources.language, "cut", shown=len(lines) - 1, fitting=len(parts)))
    answer = DirectAnswer(answer="\n".join(lines), support=excerpts.support, read=len(parts))
    return Direct(answer, tuple(excerpts.passages))
