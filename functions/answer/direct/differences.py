"""Two versions of a document side by side: what each of them says of the same thing in other words or numbers."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.naming import by_name
from functions.answer.direct.reading import Reading
from functions.answer.direct.sources import Direct, Sources
from functions.answer.direct.statements import Statement, quoted_line, statements_in
from functions.stores.passages import Hit
from functions.text.frames import framed
from functions.text.question_kind import Asked

MOST = 300  # statements of a document that are compared
SHOWN = 8  # of the differences
ALIKE = 0.6  # of the words of two statements on one thing
_ONLY_A_VERSION = re.compile(
    r"(?:(?:version|edition|fassung|ausgabe|the|that of|der|die|das|von) )*v?\d[\d.-]*", re.IGNORECASE
)
_VERSION = re.compile(r"\bv?\d[\d.-]*\b")


def different(asked: Asked, sources: Sources) -> Direct | None:
    """Return what differs between two documents that are named; None where two are not, or nothing differs."""
    one, other = asked.compared
    if _ONLY_A_VERSION.fullmatch(other) and _VERSION.search(one):
        other = _VERSION.sub(_VERSION.findall(other)[-1], one)  # "the rules of 2022 and 2025"
    readings = [reading for name in (one, other) if (reading := by_name(name, sources))]
    if len(readings) != 2 or readings[0].document == readings[1].document:
        return None
    pairs = list(_pairs(*(_statements(reading) for reading in readings)))
    if not pairs:
        return None
    excerpts = Excerpts()
    lines = [f"- {quoted_line(each, excerpts, sources)}" for pair in pairs[:SHOWN] for each in pair]
    if len(pairs) > SHOWN:
        lines.append(framed(sources.language, "cut", shown=SHOWN, fitting=len(pairs)))
    return excerpts.direct([framed(sources.language, "side by side"), *lines], read=len(pairs))


def _statements(reading: Reading) -> list[Statement]:
    """Return the sentences and rows of a document, each once."""
    hits = [Hit(passage=passage, score=0.0) for stretch in reading.stretches for passage in stretch.passages]
    found = {one.text: one for one in statements_in(hits) if len(one.words) > 2}
    return list(found.values())[:MOST]


def _pairs(ones: Sequence[Statement], others: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield each statement of the one with its like in the other, where that says it differently."""
    said = {other.text for other in others}
    own = {one.text for one in ones}
    free = [other for other in others if other.text not in own]
    for one in ones:
        if one.text in said or not free:
            continue
        best = max(free, key=lambda other: _likeness(one, other))
        if _likeness(one, best) >= ALIKE:
            free.remove(best)
            yield one, best


def _likeness(one: Statement, other: Statement) -> float:
    if bool(one.cells) != bool(other.cells) or (one.cells and one.cells[0] != other.cells[0]):
        return 0.0
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0
