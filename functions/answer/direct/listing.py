"""Lists and counts: every row, item or heading that a question asks for, of the whole table or section."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Sequence
from typing import NamedTuple

from functions.answer.direct.excerpts import SHOWN, Excerpts
from functions.answer.direct.groups import SEPARATOR, Group, Item, cells_of, groups_in
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.reading import Reading
from functions.answer.direct.selection import ANY_ROW, BY_A_CELL, ROWS, Selection, select
from functions.answer.direct.sources import Direct, Sources
from functions.answer.direct.statements import shared, telling
from functions.text.columns import quantity_among
from functions.text.figures import read_column
from functions.text.frames import framed, in_quotes, joined, quoted_as
from functions.text.question_kind import Asked
from functions.text.question_patterns import OPEN_QUESTION
from functions.text.word_forms import same_word, words_of

DOCUMENTS = 5  # of the best hits, that are read
LEAST_WORDS = 3  # that a question and the line before a list share: fewer may be chance
KNOWN = 0.5  # score of a table that is known by more than a word in its rows
FEW = 10  # rows that a count shows, too
_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
)
_NO_NOUN = "and|or|of|in|to|per|is|are|was|were|und|oder|von|im|bis|pro|ist|sind"
_OF_ROWS = frozenset("listed table list different kinds types aufgelistet verschiedene tabelle liste arten".split())
_STATED = re.compile(
    rf"\b(?:\d[\d.,]{{0,15}}+(?<![.,])|(?:{_NUMBERS})\b)"
    rf"((?: {{1,3}}+(?!(?:{_NO_NOUN})\b)[^\W\d_]{{1,40}}+){{1,3}}+)",
    re.IGNORECASE,
)


class Chosen(NamedTuple):
    """The group that a question is about, and the document that it stands in."""

    selection: Selection
    reading: Reading


def choose(subject: str, sources: Sources) -> Chosen | None:
    """Return the group that accounts for the whole question best; of equals that of the best document."""
    return max(_candidates(subject, sources), key=_score, default=None)


def choose_surely(subject: str, sources: Sources, *, by_an_end: bool = False) -> Chosen | None:
    """Return the table that accounts for the whole question better than any other one does; None for none or several.

    What is computed from the wrong one of two would be a wrong fact with a citation.
    """
    candidates = [one for one in _candidates(subject, sources, by_an_end) if one.selection.score >= KNOWN]
    tables = [one for one in candidates if one.selection.group.kind == "rows"]
    best = max(tables, key=_score, default=None)
    likely = [one for one in tables if best and _score(one)[0] == _score(best)[0]]
    return best if best and all(_is_part(one, best) for one in likely) else None


def choose_only(subject: str, sources: Sources) -> Chosen | None:
    """Return the only table that accounts for the whole question, if but by a cell that it names; None for several."""
    tables = [one for one in _candidates(subject, sources) if one.selection.group.kind == "rows"]
    best = max(tables, key=_score, default=None)
    return best if best and all(_is_part(one, best) for one in tables) else None


def _candidates(subject: str, sources: Sources, by_an_end: bool = False) -> list[Chosen]:
    groups = [(reading, group) for reading in sources.documents(DOCUMENTS) for group in groups_in(reading)]
    found = ((reading, select(subject, group, reading.name, by_an_end=by_an_end)) for reading, group in groups)
    every = [Chosen(selection, reading) for reading, selection in found if selection]
    return [chosen for chosen in every if not _is_of_another(chosen, [group for _, group in groups])]


def _is_of_another(chosen: Chosen, groups: Sequence[Group]) -> bool:
    """Tell whether a question's only word for the rows, such as "jobs", is the name of a column elsewhere."""
    labels = [word for group in groups for label in group.labels for word in words_of(label)]
    return any(same_word(word, label) for word in chosen.selection.by_any for label in labels)


def _score(chosen: Chosen) -> tuple[float, int]:
    """Return how well a group accounts for a question, and its size: another one may be a part of it."""
    return chosen.selection.score, len(chosen.selection.members)


def _is_part(one: Chosen, whole: Chosen) -> bool:
    items = {item.start for item in whole.selection.group.items}
    return one.reading is whole.reading and all(item.start in items for item in one.selection.group.items)


def listed(asked: Asked, sources: Sources) -> Direct | None:
    """Return all members that a question asks for; None where no group is surely meant."""
    chosen = choose(asked.subject, sources)
    if not chosen or chosen.selection.score <= BY_A_CELL:
        return None
    selection, excerpts = chosen.selection, Excerpts()
    if not selection.fitting:
        return _none(chosen, sources)
    column = "" if selection.conditions else _column_asked(asked.subject, selection)
    if column and not read_column([item.value(column) for item in selection.members]):
        return _different(column, chosen, sources)
    frame = "some" if selection.conditions else "all"
    return answer_of(
        heading_of(frame, chosen, sources), lines_of(selection.fitting, excerpts, sources), excerpts, chosen
    )


def counted(asked: Asked, sources: Sources) -> Direct | None:
    """Return how many members there are; None where no group is surely meant, or a sentence says the number.

    The column that a question asks about has so many different values, if it is none of numbers.
    """
    chosen = choose(asked.subject, sources)
    if not chosen or chosen.selection.score < KNOWN or _is_stated(chosen.selection, sources):
        return None
    selection, excerpts = chosen.selection, Excerpts()
    if not selection.fitting:
        return _none(chosen, sources)
    column = _column_asked(asked.subject, selection)
    if column:
        if read_column([item.value(column) for item in selection.members]):
            return None  # how many seats it has is no count of rows
        return _different(column, chosen, sources)
    if (quantity_among(selection.group.labels) and not _counts_rows(asked.subject)) or _repeats(asked, selection):
        return None  # so many of each are there, and not one; or several rows are about one of them
    lines = lines_of(selection.fitting, excerpts, sources) if len(selection.fitting) <= FEW else []
    marker = excerpts.all_markers() or mark_first(selection.fitting, excerpts)
    frame = "counted some" if selection.conditions else "counted"
    return answer_of(heading_of(frame, chosen, sources, marker=marker), lines, excerpts, chosen)


def introduced(question: str, sources: Sources) -> Direct | None:
    """Return the list that a line before it introduces in the question's words, all that tell something; or None."""
    asked = telling(question)
    if len(asked) < LEAST_WORDS or not re.match(OPEN_QUESTION, question, re.IGNORECASE):
        return None
    passages = (hit.passage for hit in sources.hits)
    first = next((one for one in passages if any(_introduces(line, asked) for line in one.text.split("\n"))), None)
    reading = sources.reading(first.document, first.generation) if first else None
    for group in groups_in(reading) if reading else []:
        if group.kind == "items" and _introduces(group.lead, asked):
            return _introduced(group, sources)
    return None


def _introduces(line: str, asked: list[str]) -> bool:
    return line.endswith(":") and shared(asked, words_of(line)) == len(asked)


def _introduced(group: Group, sources: Sources) -> Direct:
    excerpts = Excerpts()
    lines = [in_quotes(sources.language, group.lead.strip()), *lines_of(group.items, excerpts, sources)]
    return excerpts.direct(lines, read=len(group.items))


def heading_of(frame: str, chosen: Chosen, sources: Sources, **more: object) -> str:
    """Return the sentence before the members, with what was read and what was asked of them."""
    selection, say = chosen.selection, sources.language
    more = {"fitting": len(selection.fitting), "conditions": conditions_of(chosen, sources)} | more
    kind = framed(say, selection.group.kind)
    return framed(say, frame, count=len(selection.members), kind=kind, where=where(chosen, sources), **more)


def where(chosen: Chosen, sources: Sources) -> str:
    """Return the name of the document with the heading of the group."""
    last = chosen.selection.group.heading.split(SEPARATOR)[-1] or chosen.selection.group.title
    place = in_quotes(sources.language, chosen.reading.name) + (f" ({last})" if last else "")
    return place if chosen.reading.whole else framed(sources.language, "first only", where=place)


def lines_of(items: Sequence[Item], excerpts: Excerpts, sources: Sources) -> list[str]:
    """Return a line for each member with its marker, and one that says how many there are if not all are shown."""
    lines: list[str] = []
    for item in items[:SHOWN]:
        marker = excerpts.marker(item.text, item.start, item.stretch)
        if marker is None:
            break
        lines.append(f"{item.text if _is_marked(item.text) else f'- {item.text}'} {marker}")
    if len(lines) < len(items):
        lines.append(framed(sources.language, "cut", shown=len(lines), fitting=len(items)))
    return lines


def conditions_of(chosen: Chosen, sources: Sources) -> str:
    """Return what was asked of the rows."""
    return joined(sources.language, (quoted_as(sources.language, one.text) for one in chosen.selection.conditions))


def in_brackets(chosen: Chosen, sources: Sources) -> str:
    """Return the conditions for a sentence that says something else first."""
    said = conditions_of(chosen, sources)
    return f" ({said})" if said else ""


def mark_first(items: Sequence[Item], excerpts: Excerpts) -> str:
    """Return the marker of the first member's passage."""
    return excerpts.marker(items[0].text, items[0].start, items[0].stretch) or ""


def _is_marked(text: str) -> bool:
    """Tell whether an item brings its own bullet or number."""
    return not cells_of(text)[1:] and re.match(r"(?:[-*+•]|\(?\w{1,3}[.)])\s", text) is not None


def answer_of(heading: str, lines: Sequence[str], excerpts: Excerpts, chosen: Chosen) -> Direct:
    """Return the answer of a heading and the lines below it."""
    return excerpts.direct([heading.rstrip(), *lines], read=len(chosen.selection.members))


def _none(chosen: Chosen, sources: Sources) -> Direct:
    excerpts = Excerpts()
    marker = mark_first(chosen.selection.members, excerpts)
    return answer_of(heading_of("none", chosen, sources, marker=marker), (), excerpts, chosen)


def _column_asked(subject: str, selection: Selection) -> str:
    """Return the column, other than the first, that a count asks about: its word comes first in the question."""
    group = selection.group
    first = next((word for word in words_of(subject) if word in selection.named), "")
    columns = [label for label in selection.labels if any(same_word(first, one) for one in words_of(label))]
    by_other = [*words_of(group.heading), *words_of(group.lead)]
    if not columns or columns[0] == group.labels[0] or any(same_word(first, one) for one in by_other):
        return ""
    return columns[0]


def _different(column: str, chosen: Chosen, sources: Sources) -> Direct:
    firsts = {item.value(column): item for item in reversed(chosen.selection.fitting) if item.value(column)}
    items = sorted(firsts.values(), key=lambda item: item.start)
    excerpts, lines = Excerpts(), list[str]()
    for item in items[:SHOWN]:
        lines.append(f"- {item.value(column)} {excerpts.marker(item.text, item.start, item.stretch) or ''}".rstrip())
    frame = "different some" if chosen.selection.conditions else "different"
    read = len(chosen.selection.fitting)
    heading = heading_of(frame, chosen, sources, label=column, fitting=len(items), read=read)
    return answer_of(heading, lines, excerpts, chosen)


def _counts_rows(subject: str) -> bool:
    """Tell whether what is counted is what the rows are, such as articles, and not what each is about."""
    words = words_of(subject)
    first = next((word for word in words if word not in NEUTRAL), "")
    return any(same_word(first, one) for one in ANY_ROW | ROWS) or not _OF_ROWS.isdisjoint(words)


def _repeats(asked: Asked, selection: Selection) -> bool:
    """Tell whether cells that say what is counted are the same in several rows: three jobs on two ovens."""
    counted = next((word for word in words_of(asked.subject) if word not in NEUTRAL), "")
    if counted in selection.named:
        return False
    said = [condition for condition in selection.conditions if not condition.label]
    cells = [
        value
        for item in selection.fitting
        for name, value in item.cells
        if any(one.holds(item._replace(text=value, cells=((name, value),))) for one in said)
    ]
    return len(set(cells)) < len(cells)


def _is_stated(selection: Selection, sources: Sources) -> bool:
    """Tell whether a sentence that was found says a number of what is counted: it may know of more than the table."""
    sentences = "\n".join(
        line for hit in sources.hits for line in hit.passage.text.split("\n") if len(cells_of(line)) == 1
    )
    nouns = [noun for found in _STATED.finditer(sentences) for noun in words_of(found[1])]
    return any(same_word(word, noun) for word in selection.named[:1] for noun in nouns)
