"""Documents that say different things about one question, such as two versions of a price list."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from functions.answer.direct.dating import Dated, dated, is_newer
from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.groups import SEPARATOR
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.sources import Direct, Sources
from functions.answer.direct.statements import (
    Statement,
    marker_of,
    named,
    quoted_line,
    shared,
    statements_in,
    telling,
)
from functions.answer.direct.versions import Versions, rank_within
from functions.text.answer_types import answer_type, names_one, wants_contact
from functions.text.dates import Day, days_in
from functions.text.frames import framed, joined
from functions.text.languages import ENGLISH, GERMAN
from functions.text.question_kind import language_of
from functions.text.version_words import ALL, NEWEST
from functions.text.word_forms import folded, words_of

HITS = 10  # passages whose statements are compared
COVERED = 0.6  # of a question's words, that a statement holds for it to be an answer
SHOWN = 4  # statements side by side


def contradicting(question: str, sources: Sources) -> Direct | None:
    """Return what is said differently, newest first; None where the best statements agree or only one speaks.

    Two statements contradict each other if they are the same but for numbers, or rows of one thing with other values,
    and nothing in the question tells their documents apart. Sentences of versions of one document may differ in other
    words too. A question for the newest version, or for that of a year, is answered from it alone; so is any where
    one takes the place of another.
    """
    days = list(days_in(question))
    bare = NEWEST.sub("", _without(question, days))
    hits = sources.hits[:HITS]
    versions = Versions(telling(bare), GERMAN if sources.language == "de" else ENGLISH, hits)
    fits = _fitting(bare, versions)
    found = _best([one for one in statements_in(hits) if fits(one)], versions)
    sides = [dated(one, sources) for one in _sides(found, versions)]
    if len(sides) < 2:
        return None
    if days:
        return _of_day(sides, days[0][0], sources)
    newest = _newest_first(sides)[:SHOWN]
    if not ALL.search(question) and _leads(newest, versions, is_asked=NEWEST.search(question) is not None):
        return _newest(newest, sources)
    return _side_by_side(newest, sources)


def _newest_first(sides: Sequence[Dated]) -> list[Dated]:
    """Return them by their days; within one document what amends it comes before what it amends."""
    most = 1 if len({side.statement.passage.document for side in sides}) == 1 else 0
    return sorted(sides, key=lambda side: (min(rank_within(side.statement), most), side.order), reverse=True)


def _leads(sides: Sequence[Dated], versions: Versions, *, is_asked: bool) -> bool:
    """Tell whether the first is the newest of all and answers alone: where that is asked for, or it replaces them."""
    first, *others = sides
    return all(_is_led(first, one, versions, is_asked=is_asked) for one in others)


def _is_led(first: Dated, other: Dated, versions: Versions, *, is_asked: bool) -> bool:
    one, two = first.statement, other.statement
    if one.passage.document == two.passage.document:
        later = rank_within(one) > rank_within(two) or (bool(one.cells and two.cells) and is_newer(first, other))
        return (rank_within(two) < 0 or is_asked) and later
    wanted = is_asked and versions.are_of_one(one, two)
    return (wanted or versions.replaces(one, two)) and is_newer(first, other)


def _without(question: str, days: Sequence[tuple[Day, int, int]]) -> str:
    for _, start, end in reversed(days):
        question = question[:start] + question[end:]
    return question


def _sides(found: Sequence[Statement], versions: Versions) -> list[Statement]:
    """Return the statements that another one contradicts: one of each document, or of each place within one."""
    sides: dict[tuple[str, int], Statement] = {}
    for one, other in combinations(found, 2):
        if versions.differ(one, other):
            is_one = one.passage.document == other.passage.document
            for side in (one, other):
                sides.setdefault((side.passage.document, side.passage.start + side.place if is_one else 0), side)
    return list({(side.passage.document, side.words): side for side in sides.values()}.values())


def _best(statements: Iterable[Statement], versions: Versions) -> list[Statement]:
    """Return the statements that hold the most words of the question, if those are enough."""
    scored = [(versions.held(one), one) for one in statements]
    most = max((score for score, _ in scored), default=0)
    if most < max(1, COVERED * len(versions.asked)):
        return []
    return [one for score, one in scored if score == most and shared(versions.asked, one.words)]


def _fitting(question: str, versions: Versions) -> Callable[[Statement], bool]:
    """Return what tells whether a statement holds the names of a question and the kind of thing that it asks for."""
    names = {folded(one) for one in re.findall(r"(?<=\S )[A-Z\u00c4\u00d6\u00dc][\w-]*|\b\w*\d\w*", question)}
    asked = [word for word in words_of(question) if word in names and word not in NEUTRAL]
    contact, kind, words = wants_contact(question), answer_type(question), set(question.lower().split())
    kind = "number" if kind == "amount" else kind  # whatever the currency is called
    is_german = language_of(question) == "de"

    def fits(one: Statement) -> bool:
        is_named = is_german or shared(asked, versions.around(one)) == len(asked)
        of_kind = kind in ("", "name") or bool(one.cells) or names_one(one.text, kind, words)
        return is_named and of_kind and (contact is None or contact.search(one.text) is not None)

    return fits


def _of_day(sides: Sequence[Dated], day: Day, sources: Sources) -> Direct | None:
    """Return what holds in a year or on a day; None where no version is of it, or a statement names it itself."""
    if any(str(day[0]) in side.statement.words for side in sides):
        return None
    stated = [side for side in sides if side.is_stated]
    of_it = [side for side in stated if side.day[: _said(day)] == day[: _said(day)]]
    before = [side for side in stated if side.holds_on and side.day[: _said(day)] <= day[: _said(day)]]
    found = sorted(of_it or before, key=lambda side: side.order, reverse=True)[:1]
    excerpts = Excerpts()
    lines = [_line(side, found, excerpts, sources) for side in found]
    return excerpts.direct(lines, read=len(sides)) if lines else None


def _said(day: Day) -> int:
    return sum(1 for part in day if part)


def _newest(sides: Sequence[Dated], sources: Sources) -> Direct:
    """Return what the newest says, and which older ones say something else."""
    excerpts = Excerpts()
    first, *others = sides
    said = _line(first, sides, excerpts, sources)
    markers = [marker_of(one.statement, excerpts) for one in others]
    names = [f"{_name(one, sides, sources)} {marker or ''}" for one, marker in zip(others, markers, strict=True)]
    older = framed(sources.language, "older", names=joined(sources.language, map(str.strip, names)))
    return excerpts.direct([framed(sources.language, "newest version", said=said), older], read=len(sides))


def _side_by_side(sides: Sequence[Dated], sources: Sources) -> Direct:
    excerpts = Excerpts()
    lines = [f"- {_line(side, sides, excerpts, sources)}" for side in sides]
    return excerpts.direct([framed(sources.language, "differ"), *lines], read=len(sides))


def _line(side: Dated, sides: Sequence[Dated], excerpts: Excerpts, sources: Sources) -> str:
    return quoted_line(side.statement, excerpts, sources, _name(side, sides, sources))


def _name(side: Dated, sides: Sequence[Dated], sources: Sources) -> str:
    """Return the name of a document with its day; where it says two things, with the place of this one."""
    statement = side.statement
    documents = [each.statement.passage.document for each in sides]
    if documents.count(statement.passage.document) == 1:
        return named(statement, sources.language, side.shown)
    place = "" if statement.is_quoted else statement.passage.heading.rpartition(SEPARATOR)[2]
    return named(statement, sources.language, side.shown if side.is_stated else "", place)
