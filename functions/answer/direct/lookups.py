"""What a question that asks for one fact finds in a table: the rows with the cells that it names, or an empty cell."""

import re

from functions.answer.direct.excerpts import Excerpts
from functions.answer.direct.listing import Chosen, answer_of, choose, heading_of, lines_of, mark_first
from functions.answer.direct.measures import is_empty
from functions.answer.direct.sources import Direct, Sources
from functions.text.question_patterns import HOW_MANY, HOW_MUCH, OPEN_QUESTION, WHO

_OPENING = f"{OPEN_QUESTION}|{HOW_MANY}|{HOW_MUCH}"


def empty_cell(question: str, sources: Sources) -> Direct | None:
    """Return that the cell which a question asks for says nothing; None where that is not so."""
    chosen = _chosen(question, sources)
    label = _label_asked(chosen) if chosen else ""
    return _empty(label, chosen, sources) if chosen and label and _is_empty(label, chosen) else None


def looked_up(question: str, sources: Sources) -> Direct | None:
    """Return the rows that a question names by their cells, or that the cell it asks for is empty; None where a table
    does not account for the whole question.

    A single row that is named beside a verb need not say what the verb asks for, and no row says who does something
    else than what it is about.
    """
    chosen = _chosen(question, sources)
    if not chosen:
        return None
    label, selection = _label_asked(chosen), chosen.selection
    if label and _is_empty(label, chosen):
        return _empty(label, chosen, sources)
    is_one = len(selection.fitting) == 1
    if (is_one and not label) or (selection.has_verb and (is_one or re.match(WHO, question, re.IGNORECASE))):
        return None  # who owns what Olsen repaired is not told by it
    excerpts = Excerpts()
    lines = lines_of(selection.fitting, excerpts, sources)
    return answer_of(heading_of("some", chosen, sources), lines, excerpts, chosen)


def _chosen(question: str, sources: Sources) -> Chosen | None:
    """Return the table that accounts for an open question, some rows of which it names."""
    chosen = choose(question.strip(" ?!."), sources) if re.match(_OPENING, question, re.IGNORECASE) else None
    selection = chosen.selection if chosen else None
    return chosen if selection and selection.group.labels and selection.conditions and selection.fitting else None


def _label_asked(chosen: Chosen) -> str:
    """Return the column that is asked for: the first that is named, and not to choose rows by."""
    known_by = {condition.label for condition in chosen.selection.conditions}
    return next((label for label in chosen.selection.labels if label not in known_by), "")


def _is_empty(label: str, chosen: Chosen) -> bool:
    return all(is_empty(item.value(label)) for item in chosen.selection.fitting)


def _empty(label: str, chosen: Chosen, sources: Sources) -> Direct:
    """Return that a table has the column, and says nothing there."""
    excerpts = Excerpts()
    marker = mark_first(chosen.selection.fitting, excerpts)
    return answer_of(heading_of("empty", chosen, sources, label=label, marker=marker), (), excerpts, chosen)
