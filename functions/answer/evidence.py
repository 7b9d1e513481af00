"""The sentences and rows that an answer may rest on, each with what belongs to it: heading, labels, subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from events.questions import Citation, Quote
from functions.answer.evidence_units import cells_of
from functions.answer.fragments import is_bare
from functions.text.languages import ENGLISH, GERMAN, UNKNOWN, Language, language_of
from functions.text.records import CELLS, SHORT_LINE, are_labelled, is_labelled, pieces_of
from functions.text.statement import Statement, statement_of
from functions.text.tokens import Token
from functions.text.words import words_with_apostrophe

_RULE = re.compile(r"[\s|:-]+\Z")


@dataclass(frozen=True)
class Evidence:
    """One sentence or row, and what is said for it elsewhere: in its heading, before its list or before itself."""

    quote: Quote
    statement: Statement
    context: tuple[Statement, ...]
    subject: Statement | None = None  # of the sentence before, where this one points back

    def is_of(self, quote: Quote) -> bool:
        """Tell whether a quote is it, or a part of it."""
        return overlap(self.quote, quote)

    def holds(self, token: Token) -> bool:
        """Tell whether a word stands in it, or in what belongs to it."""
        return self.names(token) or (self.subject is not None and self.subject.holds(token))

    def names(self, token: Token) -> bool:
        """Tell the same without the subject of the sentence before."""
        return self.statement.holds(token) or any(one.holds(token) for one in self.context)

    @cached_property
    def whole(self) -> Statement:
        """Return it with all that belongs to it; the order of words is that of the sentence alone."""
        if not self.context:
            return self.statement
        text = " ".join((*(one.text for one in self.context), self.statement.text))
        return statement_of(text, self.statement.language)


def overlap(one: Quote, other: Quote) -> bool:
    """Tell whether two quotes share a place of one passage."""
    return one.number == other.number and one.start < other.end and other.start < one.end


def language_of_text(text: str, otherwise: Language = UNKNOWN) -> Language:
    """Return the language of a text, or the other one where its words do not tell."""
    return language_of([word.lower() for word in words_with_apostrophe(text)]) or otherwise


def evidence_in(citation: Citation, otherwise: Language) -> list[Evidence]:
    """Return the sentences and rows of a passage; without any it stands for itself."""
    language = _language_of(citation, otherwise)
    heading = (statement_of(citation.heading, language),) if citation.heading else ()
    quotes = list(_quotes(citation))
    labels = _labels(quotes)
    found: list[Evidence] = []
    subject: tuple[Statement, ...] = ()
    lead: tuple[Statement, ...] = ()
    for quote in quotes:
        if quote.text == labels:
            continue
        is_bare_line = is_bare(quote.text, citation.heading)
        statement = statement_of(_labelled(quote.text, labels), language)
        back = subject if statement.points_back and not statement.is_row else ()
        is_item = re.match(r"\s*(?:[-*\u2022]|\(?\w{1,3}[.)])\s", quote.text) is not None
        if not is_bare_line or len(quotes) == 1:
            found.append(Evidence(quote, statement, (*heading, *(lead if is_item else ())), *back))
        if not back and not statement.is_row:
            subject = (_subject(statement),)
        lead = (statement,) if quote.text.rstrip().endswith(":") else lead if is_item else ()
    return found


def _language_of(citation: Citation, otherwise: Language) -> Language:
    """Return the language of a passage; one that its few words do not tell for sure is that of the others."""
    own = language_of_text(f"{citation.heading}\n{citation.text}", otherwise)
    return own if own in (ENGLISH, GERMAN) or otherwise in (ENGLISH, GERMAN, UNKNOWN) else otherwise


def _subject(statement: Statement) -> Statement:
    words = statement.subject
    last = words[-1].place + 1 if words else 0
    text = " ".join(token.text.title() if token.capital else token.text for token in statement.tokens[:last])
    return statement_of(text, statement.language)


def _quotes(citation: Citation) -> Iterator[Quote]:
    text = citation.text
    for start, end in pieces_of(text) or [(0, len(text))]:
        for first, last in _lines(text, start, end):
            if not _RULE.match(text[first:last]):
                place = citation.start + first
                yield Quote(number=citation.number, text=text[first:last], start=place, end=place + last - first)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a sentence's lines that are records, such as "Monday: closed"; else the sentence's own."""
    lines = text[start:end].split("\n")
    if len(lines) == 1 or not _are_records(lines):
        yield start, end
        return
    for line in lines:
        bare = line.strip()
        if bare:
            first = start + len(line) - len(line.lstrip())
            yield first, first + len(bare)
        start += len(line) + 1


def _are_records(lines: Sequence[str]) -> bool:
    if any(CELLS in line for line in lines):
        return True
    if are_labelled(lines):
        return True
    capital = all(line.strip()[:1].isupper() or line.strip()[:1].isdigit() for line in lines if line.strip())
    return capital and all(len(line) <= SHORT_LINE for line in lines)


def _labels(quotes: Sequence[Quote]) -> str:
    """Return the row that names the columns of the others: the first, if only they have numbers; "" for none."""
    rows = [quote.text for quote in quotes if CELLS in quote.text]
    if len(rows) < 2 or any(_is_labelled(row) for row in rows):
        return ""
    first, *others = rows
    columns = len(cells_of(first))
    if any(len(cells_of(row)) != columns for row in others) or any(one.isdigit() for one in first):
        return ""
    return first if all(any(one.isdigit() for one in row) for row in others) else ""


def _is_labelled(row: str) -> bool:
    return sum(map(is_labelled, cells_of(row))) * 2 > len(cells_of(row))


def _labelled(text: str, labels: str) -> str:
    """Return a row with the label before each cell, as other tables have it."""
    if not labels or CELLS not in text:
        return text
    return CELLS.join(f"{label}: {cell}" for label, cell in zip(cells_of(labels), cells_of(text), strict=False))
