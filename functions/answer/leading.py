"""Whether a quote may lead an answer: it has to hold what the question names and a thing of the kind that it asks for.

Each rule is one that hardly any sentence with the answer breaks; docs/decisions.md has the figures.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from events.questions import Citation, Quote
from functions.answer.agreement import holds_number
from functions.answer.asked import Asked
from functions.answer.characters import is_of_characters
from functions.answer.deeds import DeedAsked
from functions.answer.evidence import Evidence, overlap
from functions.answer.hours import hours_asked
from functions.answer.kind_asked import KindAsked
from functions.answer.lacking import Lacking
from functions.answer.limits import limits_on, speaks_of_it
from functions.answer.names_asked import is_among, names_in
from functions.answer.polarity import says_contrary
from functions.answer.reasons import with_reason
from functions.answer.relations import Names, counted_things, deed_asked, tells_count, tells_doer
from functions.answer.sub_items import with_sub_items
from functions.answer.things import Vocabulary, has_kin, things_asked
from functions.text.causes import ASKS_WHY
from functions.text.column_kinds import Asked as ColumnsAsked
from functions.text.edit_distance import is_spelled_alike
from functions.text.identifiers import identifiers
from functions.text.languages import ENGLISH, GERMAN, UNKNOWN
from functions.text.measures import measure_asked
from functions.text.records import CELLS, label_of, labelled_cells, lines_around
from functions.text.statement import Statement, Word, statement_of
from functions.text.tokens import Token, same_number
from functions.text.undivided import asked_pairs, is_named, pairs_of, things_of
from functions.text.words import compared_words, has_digit, plain_words, words_with_underscores

BEFORE = 400  # characters before a sentence, which may name what it speaks of
KIND_OF_IT = 2  # words beside an identifier that tell of what kind it is: "invoice number 2024-117"
LONGEST = 800  # characters of the lines about it
LATER = 0.4  # of the question's words: so many are held by a sentence that leads in the place of a nearer one
MISSING = 0.25  # of the question's words: with so many that the passages name in no way they are of something else
UNNAMED = 0.4  # of the runs of characters that name things in a question without blanks
MANY = 4  # words of a question in another language than English and German, which says the more in others' words
LONG = 4  # pairs of characters, from which on such a question says things in more words than its answer


class Leading:
    """A question, as far as a quote has to hold what it names."""

    def __init__(self, question: str, asked: Asked, evidence: Sequence[Evidence], names: Iterable[str]) -> None:
        """Take a question, all evidence of its passages, and the names of their documents."""
        self._language, self._statement = asked.language, asked.statement
        self._measure = measure_asked(question) if asked.wants_fact else None
        self._deed = deed_asked(asked.statement) if asked.wants_fact else None
        self._done = DeedAsked(asked.statement)
        self._counted = counted_things(asked.statement) if asked.wants_fact else []
        self._kind = KindAsked(question, asked)
        self._numbers = [word for word in self._statement.numbers if has_digit(word.token.text)]
        self._names = list(names_in(question, asked.language))
        self._identifiers = identifiers(question)
        self._telling = [word for word in self._statement.words if word.token.text not in asked.language.frames]

        self._columns = ColumnsAsked(question) if asked.wants_fact else None
        self._is_yes_or_no = asked.is_yes_or_no
        self._is_why = ASKS_WHY.search(question) is not None
        self._lacking = Lacking(question, self._telling, evidence, asked.language) if asked.wants_fact else None
        self._is_known = not asked.wants_fact or self._names_things(question, evidence, names)
        self._asks_something = bool(self._telling or self._numbers or self._names or self._identifiers or self._measure)

    def _names_things(self, question: str, evidence: Sequence[Evidence], names: Iterable[str]) -> bool:
        """Tell whether the passages name the things that are asked about, or lack but few words of a long question."""
        if is_of_characters(question):
            return self._names_runs(question, evidence, names)
        vocabulary = Vocabulary(evidence, names, self._language)
        missing = [thing for thing in things_asked(self._statement) if not vocabulary.names(thing)]
        is_long = self._language not in (ENGLISH, GERMAN) and len(self._telling) > MANY
        return is_long or not missing or len(missing) < MISSING * len(self._telling)

    def _names_runs(self, question: str, evidence: Sequence[Evidence], names: Iterable[str]) -> bool:
        """Tell the same of a language without blanks; passages in another one cannot name them."""
        told = [one.quote.text for one in evidence] + [each.text for one in evidence for each in one.context]
        if not is_of_characters(" ".join(told)):
            return True
        pairs = pairs_of(" ".join((*told, *names)))
        things = things_of(question)
        missing = [thing for thing in things if not is_named(thing, pairs)]
        return len(missing) <= UNNAMED * len(things) or len(asked_pairs(question)) > LONG

    def first(
        self, quotes: Sequence[Quote], evidence: Sequence[Evidence], citations: Sequence[Citation]
    ) -> Quote | None:
        """Return the best quote that may lead; a later one has to say as much of what is asked as the first."""
        least = 0.0
        for place, quote in enumerate(quotes):
            one = _evidence_of(quote, evidence)
            is_line = one is not None and bool(self._columns) and self._asks_for(label_of(one.statement.text))
            if place and self._kind.is_number and not is_line:
                continue
            held = self._held(quote, one)
            is_it = is_line or any(each.is_in(quote.text) for each in self._identifiers)
            if (is_it or held >= least) and self.leads(quote, one, citations):
                return self.completed(self._whole(quote, citations), one, citations)
            least = max(least, held, LATER * len(self._telling))
        return None

    def _whole(self, quote: Quote, citations: Sequence[Citation]) -> Quote:
        """Return the quote, with the items of a list below it, or with the lines beside its own where nothing is asked
        for but what an identifier is."""
        passage = next((one for one in citations if one.number == quote.number), None)
        if (whole := with_sub_items(quote, passage)) is not quote:
            return whole
        others = [word for word in self._telling if word.token.kind != "number"]
        asks_for_columns = self._columns is not None and bool(self._columns.kinds)
        if passage is None or asks_for_columns or not self._identifiers or len(others) > KIND_OF_IT:
            return quote
        start, end = lines_around(passage.text, quote.start - passage.start)
        if not start < end <= start + LONGEST:
            return quote
        text, place = passage.text[start:end].strip(), passage.start
        return replace(quote, text=text, start=place + start, end=place + start + len(text))

    def beside(
        self, lead: Quote, quotes: Sequence[Quote], evidence: Sequence[Evidence], citations: Sequence[Citation]
    ) -> list[Quote]:
        """Return the quotes that say something beside this one: they may lead, and hold as much of what is asked."""
        least = self._held(lead, _evidence_of(lead, evidence))
        found = [(quote, _evidence_of(quote, evidence)) for quote in quotes if not overlap(quote, lead)]
        return [one for one, told in found if self._held(one, told) >= least and self.leads(one, told, citations)]

    def _held(self, quote: Quote, one: Evidence | None) -> int:
        told = one.whole if one else statement_of(quote.text, self._language)
        compared = len(limits_on(self._statement, told)) if self._is_yes_or_no else 0
        return compared + sum(told.holds(word.token) for word in self._telling)

    def completed(self, quote: Quote, one: Evidence | None, citations: Sequence[Citation]) -> Quote | None:
        """Return a quote with what says why, where that is asked; None where nothing beside it does."""
        if not self._is_why:
            return quote
        passage = next((citation for citation in citations if citation.number == quote.number), None)
        return with_reason(quote, self._held(quote, one) / max(1, len(self._telling)), passage)

    def leads(self, quote: Quote, one: Evidence | None, citations: Sequence[Citation]) -> bool:
        """Tell whether a quote, the evidence that it is (if it could be taken apart) and its passage answer it; nothing
        answers "Who?" by itself."""
        if not self._asks_something:
            return False
        passage = next((citation for citation in citations if citation.number == quote.number), None)
        near, subject = (_near(quote, one, passage), _subject(passage, citations)) if passage else ("", "")
        is_compared = one is not None and self._is_compared(one, near, subject)
        has_names = self._has_names(f"{subject}\n{near}", but_days=is_compared)
        if not self._kind.is_in(quote, one) or not has_names or self.completed(quote, one, citations) is None:
            return False
        if one is None:
            return True
        if one.statement.language in (self._language, UNKNOWN) and not (
            self._is_about(one, near) and self._relates(one, near) and self._is_its_line(one, f"{subject}\n{near}")
        ):
            return False
        if not self._is_yes_or_no and says_contrary(self._statement, one.statement, modal=False):  # which answers no
            return False
        is_row_of_it = not one.statement.is_row or self._is_its_row(one, subject)
        return is_compared or (self._has_numbers(one, near) and is_row_of_it)

    def _is_about(self, one: Evidence, near: str) -> bool:
        """Tell whether the things that are asked about are named, if not here; the row of a number and what stands with
        an identifier of the question need not name them. What is measured is told here."""
        by_number = bool(one.statement.is_row and self._numbers)
        if not self._is_known and not by_number and not any(one.is_in(near) for one in self._identifiers):
            return False
        if self._lacking and self._lacking.is_too_much(one, near):
            return False
        return self._measure is None or self._measure.is_in(one.whole.text)

    def _relates(self, one: Evidence, near: str) -> bool:
        """Tell whether it says that it is done, who does it, or what is counted, where that is asked for."""
        if not self._done.is_told(one, near):
            return False
        if not self._deed and not self._counted:
            return True
        names = Vocabulary([one], (), self._language).names
        if self._deed and not self._tells_doer(one, self._deed, names):
            return False
        return not self._counted or tells_count(one, names, self._counted, self._statement)

    def _tells_doer(self, one: Evidence, deed: Token, names: Names) -> bool:
        """Tell whether it says who does it: by the label of a line, "Maker" for "made", or as sentences do."""
        label = label_of(one.statement.text).lower().split()
        if not label or self._columns is None:
            return tells_doer(one, deed, names)
        return names(deed) or any(self._columns.means(deed.text, word) for word in label)

    def _asks_for(self, label: str) -> bool:
        """Tell whether the question asks for what has this label."""
        return self._columns is not None and any(map(self._columns.wants, label.lower().split()))

    def _is_its_line(self, one: Evidence, near: str) -> bool:
        """Tell whether the label of a line is what is asked for, and something near it is what it is asked of."""
        label = label_of(one.statement.text)
        if not label or not self._columns or not self._columns.kinds:
            return True
        names = Vocabulary([], [near], self._language).names
        things = things_asked(self._statement)
        if things and not any(map(names, things)):
            return False
        words = statement_of(label, self._language).words
        return self._asks_for(label) or (bool(words) and all(_holds(self._statement, word) for word in words))

    def _is_compared(self, one: Evidence, near: str, subject: str) -> bool:
        """Tell whether it sets a limit, or names hours, with which a number of a yes or no can be compared."""
        if not self._is_yes_or_no:
            return False
        by_limit = bool(limits_on(self._statement, one.statement)) and speaks_of_it(self._statement, one, subject)
        return by_limit or bool(hours_asked(self._statement, one, f"{subject}\n{near}"))

    def _has_names(self, near: str, *, but_days: bool) -> bool:
        """Tell whether each name of the question stands near the quote, or names its document's subject."""
        words = {word.lower() for word in (*words_with_underscores(near), *plain_words(near))}
        stems = {stem for word in words for stem in compared_words(word)}
        days = self._language.weekdays if but_days else ()
        return all(name in days or is_among(name, words, stems) for name in self._names)

    def _has_numbers(self, one: Evidence, near: str) -> bool:
        """Tell whether the numbers of the question stand there behind the same word, or before it and no other does."""
        around = statement_of(near, one.statement.language) if self._numbers else one.statement
        for word in self._numbers:
            told = one.statement if word.token.unit else one.whole
            held = holds_number(told, word.token) or word.token.text in compared_words(told.text)
            if not held and (told.numbers or not holds_number(around, word.token)):
                return False
            if held and self._stands_with_another(word, told.tokens):
                return False
        return True

    def _stands_with_another(self, number: Word, tokens: Sequence[Token]) -> bool:
        """Tell whether the word before a number, as in "class 2", stands only before others: "class 3"."""
        before = self._statement.tokens[number.place - 1] if number.place else None
        if before is None or before.kind != "word" or before.text in self._language.grammar:
            return False
        behind = [two for one, two in pairwise(tokens) if one.stem == before.stem and two.kind == "number"]
        return bool(behind) and not any(same_number(number.token, one) for one in behind)

    def _is_its_row(self, one: Evidence, subject: str) -> bool:
        """Tell whether a cell of the row holds a word of the question that names no label nor what the whole document
        is about, if there is any."""
        labels, values = (statement_of(text, self._language) for text in _parted(one.statement.text))
        about = statement_of(subject, self._language)
        telling = [word for word in self._telling if not _holds(labels, word) and not about.holds(word.token)]
        ordinals = compared_words(values.text)  # the 4 of "4. Stunde" looks like that of a list
        return not telling or any(
            _holds(values, word) or word.token.text in ordinals or has_kin(word.token, values) for word in telling
        )


def _near(quote: Quote, one: Evidence | None, citation: Citation) -> str:
    """Return the quote with its labels, its heading, its document's name, and, of a sentence, what stands before it."""
    place = max(0, quote.start - citation.start)
    is_row = one is not None and one.statement.is_row
    before = "" if is_row else citation.text[max(0, place - BEFORE) : place]
    return "\n".join((citation.name, citation.heading, before, one.whole.text if one else "", quote.text))


def _subject(passage: Citation, citations: Sequence[Citation]) -> str:
    """Return what a passage's document is about, as far as is known: its name, its headings, its first words."""
    others = (one for one in citations if one.document == passage.document and one.number != passage.number)
    opening = (one.text[:BEFORE] for one in others if one.start == 0)
    return "\n".join((passage.name, passage.heading, *opening))


def _evidence_of(quote: Quote, evidence: Sequence[Evidence]) -> Evidence | None:
    return next((one for one in evidence if one.is_of(quote)), None)


def _parted(row: str) -> tuple[str, str]:
    """Return the labels and the values of a row's cells."""
    cells = labelled_cells(row)
    return CELLS.join(cell.label for cell in cells if cell.label), CELLS.join(cell.value for cell in cells)


def _holds(cells: Statement, word: Word) -> bool:
    """Tell whether the cells hold a word; smallint is not smallserial, however alike they begin."""
    if word.token.kind == "number":
        return holds_number(cells, word.token)
    return any(is_spelled_alike(word.token.stem, other.token.stem) for other in cells.words)
