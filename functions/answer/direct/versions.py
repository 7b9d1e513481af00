"""Whether two statements say different things of one thing: versions of a document, a row, a clause, a mail."""
# ruff: noqa: SIM905 - words read better in a line

from collections.abc import Sequence
from difflib import SequenceMatcher

from functions.answer.direct.groups import SEPARATOR
from functions.answer.direct.statements import Statement, shared
from functions.stores.passages import Hit
from functions.text.columns import LENGTH, label_named, labels_about
from functions.text.language import Language
from functions.text.statement import Word, statement_of
from functions.text.tokens import same_number
from functions.text.version_words import AMENDS, FORMER, REFERENCE, REPLACES, VALIDITY, WORDS
from functions.text.word_forms import same_word, words_of
from functions.text.words import has_digit

ALIKE = 0.75  # of the words of two sentences, where their documents are versions of one
BEGINNING, NEARLY_ALIKE = 2, 0.5  # words that two sentences on one thing begin with, and the share that is alike then
_LONG = frozenset(("long", "lang", "lange"))
_ASKS_HOW = _LONG | frozenset("high hoch much many often oft old alt whom welchem welchen wessen".split())
COMPOUND = 5  # letters of a word that a compound begins or ends with
_MODAL = frozenset(
    "must may can could should shall need needs allowed permitted forbidden prohibited required darf durfen muss "
    "mussen soll sollen kann konnen erlaubt gestattet verboten untersagt".split()
)  # on which versions of a rule may differ


def telling_of(words: Sequence[str]) -> list[str]:
    """Return those words that versions of a rule do not differ in."""
    return [word for word in words if word not in _MODAL]


class Versions:
    """What statements are compared by: the words and language of a question, titles, and what replaces another."""

    def __init__(self, asked: Sequence[str], language: Language, hits: Sequence[Hit]) -> None:
        """Take the words that tell what is asked, and the passages that speak."""
        self.asked = [word for word in telling_of(asked) if word not in _ASKS_HOW]
        self._is_long, self._language = not _LONG.isdisjoint(asked), language
        passages = [hit.passage for hit in hits]
        self._replacing = {one.document for one in passages if REPLACES.search(one.text)}
        self._titles = {one.document: one.heading.partition(SEPARATOR)[0] for one in passages if one.position == 0}

    def around(self, statement: Statement) -> list[str]:
        """Return the words of a statement with its headings, its document's name and, where that was found, title."""
        return [*statement.around, *words_of(self._titles.get(statement.passage.document, ""))]

    def held(self, statement: Statement) -> int:
        """Return how many words of the question stand in a statement, its headings, or what names its document."""
        own = (*statement.words, *words_of(statement.passage.heading))
        return sum(bool(shared([word], own)) or self._names_document(word, statement) for word in self.asked)

    def differ(self, one: Statement, other: Statement) -> bool:
        """Tell whether two statements contradict each other on what is asked."""
        if one.words == other.words:
            return False
        if one.passage.document == other.passage.document:
            return self._differ_within(one, other)
        if _told_apart(one, other, self.asked) or bool(one.cells) != bool(other.cells):
            return False
        return self._rows_differ(one, other) if one.cells else self._documents_differ(one, other)

    def are_of_one(self, one: Statement, other: Statement) -> bool:
        """Tell whether two documents are versions of one: by their names, or by what one says of the other."""
        if _without_versions(_stem(one)) == _without_versions(_stem(other)):
            return True
        documents = {one.passage.document, other.passage.document}
        return not self._replacing.isdisjoint(documents) and title_of(one) == title_of(other)

    def replaces(self, one: Statement, other: Statement) -> bool:
        """Tell whether one document says that it takes the place of the other."""
        return one.passage.document in self._replacing and title_of(one) == title_of(other)

    def _names_document(self, word: str, statement: Statement) -> bool:
        """Tell whether a word stands in the name or title of a statement's document, also in a compound."""
        title = self._titles.get(statement.passage.document, statement.passage.heading.partition(SEPARATOR)[0])
        about = words_of(f"{_stem(statement)} {title}")
        return any(same_word(word, one) or (len(one) >= COMPOUND and word.startswith(one)) for one in about)

    def _documents_differ(self, one: Statement, other: Statement) -> bool:
        if self.are_of_one(one, other) and self._sentences_differ(one, other, self.asked):
            return True
        versions = one.passage.heading == other.passage.heading != "" or self.are_of_one(one, other)
        return versions and len(one.words) > 3 and _masked(one) == _masked(other)

    def _differ_within(self, one: Statement, other: Statement) -> bool:
        """Tell whether one document says two things: in a mail that it quotes, a clause that it amends, or a row."""
        if one.cells and other.cells:
            return self._are_of_two_days(one, other)
        core = [word for word in self.asked if not self._names_document(word, one)]
        if not core or any(shared(core, each.words) < len(core) for each in (one, other)):
            return False
        if bool(one.cells) != bool(other.cells):
            row, sentence = (one, other) if one.cells else (other, one)
            thing = words_of(row.cells[0][1])
            is_of_it = shared(thing, core) == len(thing) and _stand_together(thing, sentence.words)
            return is_of_it and self._numbers_differ(row, sentence, with_unit=True)
        if rank_within(one) == rank_within(other):
            return False
        held = _alike(one, other) * (len(one.words) + len(other.words)) / 2
        is_like = held >= NEARLY_ALIKE * min(len(one.words), len(other.words))
        return (is_like and self._numbers_differ(one, other)) or self._sentences_differ(one, other, core)

    def _sentences_differ(self, one: Statement, other: Statement, asked: Sequence[str]) -> bool:
        alike = _alike(one, other)
        is_one_thing = shared(asked, one.words) == shared(asked, other.words) == len(asked)
        if alike >= NEARLY_ALIKE and is_one_thing:
            beginnings = (telling_of(each.words)[:BEGINNING] for each in (one, other))
            return next(beginnings) == next(beginnings) or self._numbers_differ(one, other)
        return alike >= ALIKE

    def _numbers_differ(self, one: Statement, other: Statement, *, with_unit: bool = False) -> bool:
        """Tell whether each of two statements has a number of a unit, or without one, that the other has others of."""
        left, right = (self._numbers(each) for each in (one, other))
        own = [word for word in left if not any(same_number(word.token, each.token) for each in right)]
        others = [word for word in right if not any(same_number(word.token, each.token) for each in left)]
        units = {word.token.unit for word in own} & {word.token.unit for word in others}
        return bool(units - {""} if with_unit else units)

    def _numbers(self, statement: Statement) -> tuple[Word, ...]:
        return statement_of(REFERENCE.sub("", statement.text), self._language).numbers

    def _rows_differ(self, one: Statement, other: Statement) -> bool:
        """Tell whether two rows of one thing have other values in the columns asked for, or in any if none is named."""
        if one.cells[0] != other.cells[0] or not shared(self.asked, words_of(one.cells[0][1])):
            return False
        labels = [label for label, _ in one.cells[1:] if label and label in dict(other.cells[1:])]
        return self._values_differ(one, other, labels, all_of_them=True)

    def _are_of_two_days(self, one: Statement, other: Statement) -> bool:
        """Tell whether two rows of a table are the same but for the day from which they hold, and what is asked for."""
        values, others = dict(one.cells), dict(other.cells)
        since = next((label for label in values if VALIDITY.search(label)), None)
        if since is None or values.keys() != others.keys() or values[since] == others[since]:
            return False
        labels = [label for label in values if label != since]
        same = [label for label in labels if not has_digit(values[label])]
        is_one = all(words_of(values[label]) == words_of(others[label]) for label in same)
        return is_one and self._values_differ(one, other, labels, all_of_them=False)

    def _values_differ(self, one: Statement, other: Statement, labels: Sequence[str], *, all_of_them: bool) -> bool:
        named = {label for word in self.asked if (label := label_named(word, labels))}
        if not named and self._is_long:
            named = set(labels_about(LENGTH, labels))
        among = named or (labels if all_of_them or len(labels) == 1 else ())
        values, others = dict(one.cells), dict(other.cells)
        return any(words_of(values[label]) != words_of(others[label]) for label in among)


def rank_within(statement: Statement) -> int:
    """Return which of a document's statements is newer: 1 for what amends, -1 for what it quotes or calls former."""
    if statement.is_quoted or FORMER.search(statement.text):
        return -1
    return int(AMENDS.search(f"{statement.passage.heading}\n{statement.text}") is not None)


def title_of(statement: Statement) -> list[str]:
    """Return the words of a document's title, as far as they say no version of it."""
    return _without_versions(statement.passage.heading.partition(SEPARATOR)[0])


def _alike(one: Statement, other: Statement) -> float:
    return SequenceMatcher(None, telling_of(one.words), telling_of(other.words), autojunk=False).ratio()


def _stand_together(words: Sequence[str], among: Sequence[str]) -> bool:
    starts = range(len(among) - len(words) + 1)
    return any(all(map(same_word, words, among[place:])) for place in starts)


def _told_apart(one: Statement, other: Statement, asked: Sequence[str]) -> bool:
    """Tell whether a word of the question stands with one of the two only."""
    return any(bool(shared([word], one.around)) != bool(shared([word], other.around)) for word in asked)


def _stem(statement: Statement) -> str:
    return statement.passage.name.rpartition(".")[0] or statement.passage.name


def _without_versions(name: str) -> list[str]:
    """Return the words of a document's name that say no version of it."""
    return [word for word in words_of(name) if word not in WORDS and not has_digit(word)]


def _masked(statement: Statement) -> list[str]:
    return ["#" if has_digit(word) else word for word in statement.words]
