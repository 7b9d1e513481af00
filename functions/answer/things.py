"""Which things a question speaks of, and whether its passages name them at all.

A quote about the drain plug is no answer about the cylinder head bolts, however near it comes: where a thing that is
asked about is named nowhere in the passages, nothing in them is about it. What is asked for in general words ("which
landmark", "how heavy") need not be named, and verbs and adjectives have too many others to tell.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from functions.answer.evidence import Evidence
from functions.text.edit_distance import is_spelled_alike
from functions.text.language import Language
from functions.text.languages import ENGLISH, GERMAN
from functions.text.statement import Statement, is_verb, statement_of
from functions.text.tokens import Token
from functions.text.units import unit_of

PART = 4  # letters of a part of a compound


class Vocabulary:
    """The words of the passages, and of the names of their documents, in one language."""

    def __init__(self, evidence: Sequence[Evidence], names: Iterable[str], language: Language) -> None:
        told = [statement for one in evidence for statement in (one.statement, *one.context)]
        told += [statement_of(name, language) for name in names]
        self._language = language
        self._said = frozenset(word for one in told for word in one.said)
        self._stems = frozenset(stem for one in told for stem in one.stems)
        self._prefixes = frozenset(prefix for one in told for prefix in one.prefixes)

    def names(self, thing: Token) -> bool:
        """Tell whether a thing is named, in any form, spelling or compound, or by a word for the same."""
        if thing.stem in self._stems or (thing.prefix and thing.prefix in self._prefixes):
            return True
        if not kin_in(thing, self._language).isdisjoint(self._said):
            return True
        return any(self._is_like(thing.stem, stem) or self._holds_parts(thing.stem, stem) for stem in self._stems)

    def _is_like(self, thing: str, stem: str) -> bool:
        is_long = len(thing) > PART or self._language in (ENGLISH, GERMAN)  # a short stem of others has many near ones
        if is_long and is_spelled_alike(thing, stem):
            return True
        return len(thing) >= PART and (stem.startswith(thing) or (stem.endswith(thing) and len(stem) > len(thing) + 1))

    def _holds_parts(self, thing: str, stem: str) -> bool:
        """Tell whether a compound ends with this stem, and what stands before that is named, too: the Garagenmiete is
        not the Miete of something else."""
        if len(stem) < PART or not thing.endswith(stem):
            return False
        rest = thing.removesuffix(stem)
        return len(rest) < PART or any(other.startswith(rest[:PART]) for other in self._stems)


def has_kin(thing: Token, told: Statement) -> bool:
    """Tell whether a word for the same stands there: "director" for "head"."""
    return not kin_in(thing, told.language).isdisjoint(told.said)


def kin_in(thing: Token, language: Language) -> frozenset[str]:
    """Return the words of a language that may stand for the same."""
    return frozenset().union(*(group for group in language.kin if thing.text in group))


def things_asked(question: Statement) -> list[Token]:
    """Return the words of a question that name a thing which its answer is about."""
    language = question.language
    tokens = [token for token in question.tokens if token.kind != "mark"]
    return [token for token in _found(tokens, language) if _tells(token, language)]


def _found(tokens: Sequence[Token], language: Language) -> Iterator[Token]:
    """Yield what are likely nouns, by what a language shows them by."""
    if language.nouns_are_capital:
        return _nouns(tokens, language)
    if language.behind_nouns:
        return _before_postpositions(tokens, language)
    if language.before_kinds:
        return _with_articles(tokens, language)
    if language.nouns_come_first:
        return _first_behind_articles(tokens, language)
    return _without_articles(tokens, language) if language.has_no_articles else _behind_articles(tokens, language)


def _nouns(tokens: Sequence[Token], language: Language) -> Iterator[Token]:
    """Yield the words in capitals, but not the one behind "welche"."""
    for before, token in pairwise(tokens):
        if token.capital and before.text not in language.classes:
            yield token


def _behind_articles(tokens: Sequence[Token], language: Language) -> Iterator[Token]:
    """Yield the words from an article or preposition on, up to the next small word.

    Behind "does the" and "how many" only the first one, for another may be the verb.
    """
    is_open = is_first = has_verb = is_class = False
    before = ""
    for token in tokens:
        if token.text in language.before_nouns or token.text in language.quantities:
            has_verb = token.text in language.quantities or (has_verb and (is_first or not is_open))
            is_class = before in language.classes or (is_class and before in language.parts)
            is_open = is_first = True
        elif token.text in language.joints - language.conditions - language.relatives:  # and, or
            pass
        elif token.text in language.grammar or token.kind != "word":
            has_verb = has_verb or token.text in language.helpers
            is_open = False
        elif is_open:
            if (is_first or not has_verb) and not is_class:
                yield token
            is_first = False
        before = token.text


def _first_behind_articles(tokens: Sequence[Token], language: Language) -> Iterator[Token]:
    """Yield the words right behind an article or preposition."""
    for before, token in pairwise(tokens):
        if before.text in language.before_nouns:
            yield token


def _before_postpositions(tokens: Sequence[Token], language: Language) -> Iterator[Token]:
    """Yield the first word, and those before a postposition, but not those behind "which", or its adjective."""
    for place, (token, following) in enumerate(pairwise(tokens)):
        before = {one.text for one in tokens[max(0, place - 2) : place]}
        is_noun = not place or following.text in language.behind_nouns  # a question begins with what it is about
        if is_noun and before.isdisjoint(language.classes):
            yield token


def _with_articles(tokens: Sequence[Token], language: Language) -> Iterator[Token]:
    """Yield the words that begin with an article, but no adjective, which repeats that of its noun; and the noun that
    another one belongs to, "manager" of "manager the-museum", which is no word that a question begins with."""
    known = [token.text.startswith(language.before_kinds) and len(token.text) > PART for token in tokens]
    for place, token in enumerate(tokens):
        before = tokens[place - 1].text if place else ""
        is_before_one = known[place + 1 : place + 2] == [True] and place > 1
        follows_one = place > 0 and known[place - 1]
        if (known[place] and not follows_one) or (is_before_one and _may_be_owned(before, token, language)):
            yield token


def _may_be_owned(before: str, token: Token, language: Language) -> bool:
    return before not in language.asking and not token.text.startswith(language.no_nouns_begin)


def _without_articles(tokens: Sequence[Token], language: Language) -> Iterator[Token]:
    """Yield every word but the first noun behind "which", and the one right behind "how many"."""
    is_class, before = False, ""
    for token in tokens:
        if token.text in language.classes:
            is_class = True
        elif not is_class and before not in language.quantities:
            yield token
        elif token.text not in language.grammar and not token.text.endswith(language.no_nouns):
            is_class = False
        before = token.text


def _tells(token: Token, language: Language) -> bool:
    text = token.text
    silent = (language.grammar, language.negations, language.frames, language.general, language.quantifiers)
    if token.kind != "word" or len(text) == 1 or unit_of(text) or any(text in one for one in silent):
        return False
    return language.nouns_are_capital or not (
        token.capital or text.endswith(language.no_nouns) or is_verb(token, language)
    )
