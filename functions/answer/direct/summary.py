"""A document's headings, each with the sentence that it begins with; of one without headings its paragraphs'."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from events.questions import DirectAnswer
from functions.answer.direct.collection import named as names_of
from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.groups import SEPARATOR, cells_of, groups_in
from functions.answer.direct.naming import by_name, holds, with_the_words
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.reading import Reading, Stretch
from functions.answer.direct.sources import Direct, Sources
from functions.text.frames import framed, in_quotes, joined
from functions.text.question_kind import Asked, is_this_document
from functions.text.sentences import split_sentences
from functions.text.word_forms import words_of

SECTIONS, PARAGRAPHS = 15, 6  # that a summary has room for
AHEAD = 3  # of the best hits, which are all in one document where a follow-up means it
LONGEST = 400  # characters of a sentence
FEW_SECTIONS = 4  # a document with fewer is told by what stands in them, too
READ = 4_000  # characters that a first sentence is looked for in
BEGINNING = 1_000  # characters of a document, which say what it is
FEW_PARTS, WORDS = 3, 3  # parts of a text of which more sentences are told, and the words of one
SENTENCE = 5  # words of one at least, or else it is a name, a line of a menu or the like
_OF_WRITING = frozenset(
    "chapter section article report manual guide handbook book text paper contract agreement letter what say says "
    "said agreed mail email memo note notice kapitel abschnitt artikel bericht handbuch anleitung buch text "
    "vertrag brief sagt regelt geregelt vereinbart".split()
)  # words for a piece of writing, which itself may not say them
_TITLE = re.compile(r"- ([^\n]{3,80}[^\n.:;,])\n(?=[^\W\d_][^\n]{60})")  # of an item with text below it


class _Part(NamedTuple):
    title: str
    text: str
    start: int
    stretch: Stretch
    said: str = ""  # in place of the text


def summarised(asked: Asked, sources: Sources) -> Direct | None:
    """Return the summary of the document that is meant, or which there are; None where no document is meant.

    It is meant by its name, as the only one, or as that of the best hits in a follow-up. A heading that was found is
    summarised, too.
    """
    reading = by_name(asked.subject, sources)
    if reading:
        return summary_of(reading, sources.language)
    if asked.kind == "summary" and (named := with_the_words(asked.subject, sources)):
        return summary_of(named[0], sources.language) if len(named) == 1 else _which_of(named, sources)
    if is_this_document(asked.subject):
        reading = _only(sources)
        return summary_of(reading, sources.language) if reading else _which(sources)
    if asked.kind != "summary":
        return None
    described = _described(asked.subject, sources)
    return _of_section(asked.subject, sources) or (summary_of(described, sources.language) if described else None)


def _described(subject: str, sources: Sources) -> Reading | None:
    """Return the document that a subject describes: its name, its headings and its beginning say nearly every word."""
    asked = [word for word in words_of(subject) if word not in NEUTRAL and word not in _OF_WRITING and len(word) > 1]
    for reading in sources.documents(AHEAD) if asked else []:
        headings = dict.fromkeys(stretch.heading for stretch in reading.stretches)
        words = words_of("\n".join([reading.name, *headings, _beginning(reading)]))
        if sum(holds(words, word) for word in asked) >= len(asked) - (len(asked) > 2):
            return reading
    return None


def _beginning(reading: Reading) -> str:
    return "\n".join(stretch.text for stretch in reading.stretches[:3])[:BEGINNING]


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
    names = joined(sources.language, (in_quotes(sources.language, reading.name) for reading in readings))
    return Direct(DirectAnswer(answer=framed(sources.language, "which document", names=names), answered=False))


def summary_of(reading: Reading, language: str) -> Direct:
    """Return the summary of a document in a language."""
    tables = _tables(reading, language)
    parts = _with_tables(_sections(reading), tables)
    if len(parts) >= FEW_SECTIONS:
        first = framed(language, "sections", name=reading.name, count=len(parts))
        return _summary(first, parts, language, SECTIONS)
    inner = [part for stretch in reading.stretches for part in _inner(stretch)]
    lead = parts if len(parts) > 1 else _lead(reading, tables)[: FEW_SECTIONS if tables or inner else PARAGRAPHS]
    told = [part for part in lead if not inner or len(words_of(part.text)) >= SENTENCE]  # and no menu of a page
    more = [table for table in tables if table.start not in {part.start for part in told}]
    every = sorted([*more, *inner, *told], key=lambda part: part.start)
    if len(parts) <= 1 and len(every) < FEW_PARTS and not tables:
        every = list(_sentences(reading.stretches))
    if len(parts) > 1:
        first = framed(language, "sections", name=reading.name, count=len(parts))
    else:
        first = framed(language, "beginning", name=reading.name)
    return _summary(first, every, language, SECTIONS)


def _lead(reading: Reading, tables: Sequence[_Part]) -> list[_Part]:
    """Return the first sentence of each paragraph, without rows of the tables and what stands above them."""
    known = {table.title for table in tables} | {table.text for table in tables}
    every = _paragraphs(reading.stretches)
    return [
        one
        for one in every
        if not tables
        or (len(cells_of(one.text)) == 1 and one.text not in known and one.text.split("\n")[0] not in known)
    ]


def _sentences(stretches: Iterable[Stretch]) -> Iterator[_Part]:
    """Yield the first sentences of a text that has few paragraphs."""
    spans = ((stretch, span) for stretch in stretches for span in split_sentences(stretch.text[:READ]))
    whole = (one for one in spans if len(words_of(one[0].text[slice(*one[1])])) >= WORDS)
    for stretch, (start, end) in islice(whole, PARAGRAPHS):
        yield _Part("", stretch.text[start : min(end, start + LONGEST)], stretch.start + start, stretch)


def _with_tables(parts: Sequence[_Part], tables: Sequence[_Part]) -> list[_Part]:
    """Return the parts, of those that begin with a table what it is, and not its first row."""
    starting = {table.start: table for table in tables}
    return [starting[part.start]._replace(title=part.title) if part.start in starting else part for part in parts]


def _tables(reading: Reading, language: str) -> list[_Part]:
    """Return each table by its columns and the number of its rows, and each list of codes or the like by its items."""
    found = []
    for group in groups_in(reading):
        item, title = group.items[0], group.lead.strip(" :") or group.heading.split(SEPARATOR)[-1]
        if any(one.stretch.heading != item.stretch.heading for one in group.items):
            continue  # several sheets as one
        if group.kind == "rows" and group.labels:
            labels = joined(language, group.labels)
            said = framed(language, "table", count=len(group.items), labels=labels)
            found.append(_Part(title, item.text, item.start, item.stretch, said))
        elif group.kind == "items" and group.title:
            said = framed(language, "list", count=len(group.items))
            found.append(_Part(group.title, item.text, item.start, item.stretch, said))
    return found


def _inner(stretch: Stretch) -> list[_Part]:
    """Return the items of a stretch that are titles of the text below them, each with its first sentence."""
    found = [one for one in _TITLE.finditer(stretch.text) if not _is_item(stretch.text[: one.start()])]
    parts = [_first_sentence(one[1], stretch, one.end(), stretch.text[one.end() :]) for one in found]
    return parts if len(parts) >= FEW_SECTIONS else []


def _is_item(before: str) -> bool:
    """Tell whether the last line of a text is an item: the next is one of the same list, and no title."""
    return before.rstrip("\n").rpartition("\n")[2].startswith("- ")


def _of_section(subject: str, sources: Sources) -> Direct | None:
    """Return the summary of the section whose heading the subject is."""
    every = [word for word in words_of(subject) if word not in NEUTRAL]
    asked = [word for word in every if word not in _OF_WRITING] or every
    for hit in sources.hits:
        passage = hit.passage
        title = words_of(passage.heading.split(SEPARATOR)[-1])
        if not title or not asked or not all(holds(title, word) for word in asked):
            continue
        reading = sources.reading(passage.document, passage.generation)
        under = [one for one in reading.stretches if one.heading.startswith(passage.heading)] if reading else []
        first = framed(sources.language, "section", name=passage.name, heading=passage.heading.split(SEPARATOR)[-1])
        parts = _of_stretches(under, reading, sources.language) if reading else []
        return _summary(first, parts, sources.language, SECTIONS) if reading else None
    return None


def _of_stretches(under: Sequence[Stretch], reading: Reading, language: str) -> list[_Part]:
    """Return what stands in a section: its own sections, or else its paragraphs and tables."""
    headings = {stretch.heading: stretch for stretch in reversed(under)}
    tables = [table for table in _tables(reading, language) if table.stretch.heading in headings]
    if len(headings) > 1:
        parts = [_first_sentence(each.heading.split(SEPARATOR)[-1], each, 0, each.text) for each in headings.values()]
        return _with_tables(sorted(parts, key=lambda part: part.start), tables)
    prose = [one for one in _paragraphs(under) if len(cells_of(one.text)) == 1]
    return sorted([*tables, *prose[:PARAGRAPHS]], key=lambda part: part.start)


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
    """Yield the first sentence of each paragraph of prose; of a text without any that of each paragraph."""
    every = []
    for stretch in stretches:
        place = 0
        for paragraph in stretch.text.split("\n\n"):
            if paragraph.strip():
                every.append(_first_sentence("", stretch, place, paragraph))
            place += len(paragraph) + 2
    prose = [part for part in every if len(cells_of(part.text)) == 1 and len(words_of(part.text)) >= SENTENCE]
    return prose or every


def _first_sentence(title: str, stretch: Stretch, place: int, text: str) -> _Part:
    """Return the first sentence of a text, before which a line of a menu, a name or the like may stand."""
    spans = split_sentences(text[:READ]) or [(0, len(text))]
    whole = (span for span in spans if len(words_of(text[slice(*span)])) >= SENTENCE and span[1] - span[0] <= LONGEST)
    start, end = next(whole, spans[0])
    return _Part(title, text[start : min(end, start + LONGEST)], stretch.start + place + start, stretch)


def _summary(first: str, parts: Sequence[_Part], language: str, most: int) -> Direct:
    excerpts, lines = Excerpts(), [first]
    for part in parts[:most]:
        marker = excerpts.marker(part.text, part.start, part.stretch)
        if marker is None:
            break
        said = part.said or in_quotes(language, part.text)
        if part.text in part.title:
            lines.append(f"- {part.title} {marker}")  # nothing but its number stands below it
        else:
            lines.append(f"- {part.title}: {said} {marker}" if part.title else f"- {said} {marker}")
    if len(lines) - 1 < len(parts):
        lines.append(framed(language, "cut", shown=len(lines) - 1, fitting=len(parts)))
    return excerpts.direct(lines, read=len(parts))
