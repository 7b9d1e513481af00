"""Documents that say different things about one question, such as two versions of a price list."""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.frames import framed
from functions.answer.direct.neutral import NEUTRAL
from functions.answer.direct.sources import Direct, Sources, day_of
from functions.answer.direct.statements import Statement, quoted_line, shared, statements_in, telling
from functions.text.answer_types import answer_type, names_one, wants_contact
from functions.text.columns import label_named
from functions.text.question_kind import language_of
from functions.text.word_forms import folded, words_of
from functions.text.words import has_digit

HITS = 10  # passages whose statements are compared
COVERED = 0.6  # of a question's words, that a statement holds for it to be an answer
ALIKE = 0.75  # of the words of two sentences, where their documents are versions of one
SHOWN = 4  # documents side by side
BEGINNING, NEARLY_ALIKE = 2, 0.5  # words that two sentences on one thing begin with, and the share that is alike then
_MODAL = frozenset(
    "must may can could should shall need needs allowed permitted forbidden prohibited required darf durfen muss "
    "mussen soll sollen kann konnen erlaubt gestattet verboten untersagt now currently present jetzt derzeit "
    "aktuell".split()
)  # on which versions of a rule may differ
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?(?!\d)")
_VERSIONS = frozenset(
    "v version old new final draft copy rev revision update updated alt neu entwurf kopie fassung stand jan feb "
    "mar apr may jun jul aug sep oct nov dec january february march april june july august september october "
    "november december januar februar marz mai juni juli oktober dezember".split()
)


def contradicting(question: str, sources: Sources) -> Direct | None:
    """Return what documents say differently, newest first; None where the best of them agree or only one speaks.

    Two statements contradict each other if they are the same but for numbers, or rows of one thing with other values,
    and nothing in the question tells their documents apart. Sentences of versions of one document may differ in other
    words too.
    """
    if len({hit.passage.document for hit in sources.hits[:HITS]}) < 2:
        return None
    asked = [word for word in telling(question) if word not in _MODAL]
    fits = _fitting(question)
    found = _best(asked, [one for one in statements_in(sources.hits[:HITS]) if fits(one)])
    sides: dict[str, Statement] = {}
    for one, other in combinations(found, 2):
        if one.passage.document != other.passage.document and _contradict(one, other, asked):
            sides.setdefault(one.passage.document, one)
            sides.setdefault(other.passage.document, other)
    if len(sides) < 2:
        return None
    newest = sorted(sides.values(), key=_newness, reverse=True)[:SHOWN]
    excerpts = Excerpts()
    lines = [quoted_line(side, excerpts, sources, dated=True) for side in newest]
    return excerpts.direct([framed(sources.language, "differ"), *lines], read=len(sides))


def _best(asked: Sequence[str], statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements that hold the most words of the question, with their headings, if those are enough."""
    scored = [(shared(asked, (*one.words, *words_of(one.passage.heading))), one) for one in statements]
    most = max((score for score, _ in scored), default=0)
    if not asked or most < COVERED * len(asked):
        return []
    return [one for score, one in scored if score == most and shared(asked, one.words)]


def _contradict(one: Statement, other: Statement, asked: Sequence[str]) -> bool:
    if one.words == other.words or _told_apart(one, other, asked):
        return False
    versions = _without_versions(one) == _without_versions(other)
    if one.cells and other.cells:
        return _rows_differ(one, other, asked)
    if one.cells or other.cells or not (versions or one.passage.heading == other.passage.heading != ""):
        return False
    if len(one.words) > 3 and _masked(one) == _masked(other):
        return True
    words, others = ([word for word in each.words if word not in _MODAL] for each in (one, other))
    alike = SequenceMatcher(None, words, others, autojunk=False).ratio()
    same_beginning = words[:BEGINNING] == others[:BEGINNING] and shared(asked, one.words) == len(asked)
    return versions and alike >= (NEARLY_ALIKE if same_beginning else ALIKE)


def _fitting(question: str) -> Callable[[Statement], bool]:
    """Return what tells whether a statement holds the names of a question and the kind of thing that it asks for."""
    names = {folded(one) for one in re.findall(r"(?<=\S )[A-Z\u00c4\u00d6\u00dc][\w-]*|\b\w*\d\w*", question)}
    asked = [word for word in words_of(question) if word in names and word not in NEUTRAL]
    contact, kind, words = wants_contact(question), answer_type(question), set(question.lower().split())
    is_german = language_of(question) == "de"

    def fits(one: Statement) -> bool:
        named = is_german or shared(asked, one.around) == len(asked)
        of_kind = kind in ("", "name") or bool(one.cells) or names_one(one.text, kind, words)
        return named and of_kind and (contact is None or contact.search(one.text) is not None)

    return fits


def _told_apart(one: Statement, other: Statement, asked: Sequence[str]) -> bool:
    """Tell whether a word of the question stands with one of the two only."""
    return any(bool(shared([word], one.around)) != bool(shared([word], other.around)) for word in asked)


def _without_versions(statement: Statement) -> list[str]:
    """Return the words of a document's name that say no version of it."""
    words = words_of(statement.passage.name.rpartition(".")[0] or statement.passage.name)
    return [word for word in words if word not in _VERSIONS and not has_digit(word)]


def _masked(statement: Statement) -> list[str]:
    return ["#" if has_digit(word) else word for word in statement.words]


def _rows_differ(one: Statement, other: Statement, asked: Sequence[str]) -> bool:
    """Tell whether two rows of one thing have other values in the columns asked for, or in any if none is named."""
    if one.cells[0] != other.cells[0] or not shared(asked, words_of(one.cells[0][1])):
        return False
    values, others = dict(one.cells[1:]), dict(other.cells[1:])
    labels = [label for label in values if label and label in others]
    named = {label for word in asked if (label := label_named(word, labels))}
    return any(words_of(values[label]) != words_of(others[label]) for label in (named or labels))


def _newness(statement: Statement) -> tuple[str, str]:
    """Return the date of a statement's document, as its metadata, its name or its upload says."""
    passage = statement.passage
    named = _YEAR.search(passage.name)
    day = passage.metadata.get("date") or (named[0] if named else day_of(passage.generation))
    return day, passage.generation
