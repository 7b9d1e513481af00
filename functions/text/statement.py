"""What a sentence says, for a comparison with another one: its words with their clause and whether they are denied."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

from functions.text.language import Language
from functions.text.tokens import Token, same_number, stem_of, tokens_of

PHRASE = 4  # words of the longest quantifier
SUBJECT = 3  # words that a subject has at most, in so far as it can be told
_BEFORE_NUMBERS = frozenset("over above under below exceeding über unter".split())  # noqa: SIM905
_BREAKS = frozenset(",;:)\u2013\u2014.!?\n\u060c\u061b\u061f\u0964")
_ITEM = re.compile(r"\s*+(?:[-*\u2022\u2013]|\(?\d{1,3}[.)](?=\s)|\(?[a-z][.)](?=\s))\s++")
_PARTITIVE = frozenset({"of"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number that says something."""

    token: Token
    place: int  # among all tokens
    clause: int
    denied: bool
    narrow: bool = False  # denied by a "without" that reaches no farther
    segment: int = 0  # a clause with the "when" or "if" that belongs to it


@dataclass(frozen=True)
class Statement:
    """A sentence or a row, taken apart."""

    text: str
    language: Language
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    quantifiers: frozenset[str]
    clauses: tuple[int, ...] = ()  # of each token

    @cached_property
    def said(self) -> frozenset[str]:
        """Return every word as it stands, in small letters."""
        return frozenset(token.text for token in self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the first forms of the words that say something."""
        return frozenset(word.token.stem for word in self.words if word.token.stem)

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """Return the beginnings of these words."""
        return frozenset(word.token.prefix for word in self.words if word.token.prefix)

    @cached_property
    def numbers(self) -> tuple[Word, ...]:
        """Return the numbers and dates."""
        return tuple(word for word in self.words if word.token.kind == "number")

    @cached_property
    def bounds(self) -> dict[int, str]:
        """Return what stands before a number that it is less or more than, by its place."""
        kinds = {place: self.language.quantifiers.get(token.text, "") for place, token in enumerate(self.tokens)}
        for place in range(1, len(self.tokens)):
            pair = f"{self.tokens[place - 1].text} {self.tokens[place].text}"
            kinds[place] = self.language.quantifiers.get(pair, kinds[place])
        return {place + 1: kind for place, kind in kinds.items() if kind in {"<", ">"}}

    @cached_property
    def directions(self) -> dict[int, str]:
        """Return whether something begins or ends at a number or name, by its place."""
        found = dict[int, str]()
        for place, (token, following) in enumerate(pairwise(self.tokens)):
            table = self.language.directions if following.kind == "number" else self.language.ways
            if (kind := table.get(token.text)) and (following.kind == "number" or following.capital):
                found[place + 1] = kind
        return found

    @cached_property
    def wholes(self) -> dict[int, int]:
        """Return the place of each number that another is a part of, "three of the five", with the place of that."""
        numbers = [word.place for word in self.numbers]
        return {
            whole: part
            for part, whole in pairwise(numbers)
            if whole - part <= 3 and self.tokens[part + 1].text in self.language.parts
        }

    @cached_property
    def is_row(self) -> bool:
        """Tell whether it is a row of a table."""
        return " | " in self.text

    @cached_property
    def is_passive(self) -> bool:
        """Tell whether somebody is named by whom it is done."""
        return any(token.text in self.language.agents for token in self.tokens)

    @cached_property
    def points_back(self) -> bool:
        """Tell whether its first clause speaks of what was named before."""
        first = [token.text for token in self.tokens[:8]]
        return any(word in self.language.pronouns for word in first)

    @cached_property
    def subject(self) -> tuple[Word, ...]:
        """Return the words before what is said of them, in so far as it can be told."""
        found: list[Word] = []
        for word in self.words:
            between = self.tokens[found[-1].place : word.place] if found else self.tokens[: word.place]
            said = any(token.text in self.language.auxiliaries for token in between)
            if said or word.clause != self.words[0].clause or len(found) == SUBJECT:
                break
            if (found and is_verb(word.token, self.language)) or (
                self.language.nouns_are_capital and not word.token.capital
            ):
                break
            found.append(word)
        return tuple(found)

    def holds(self, token: Token) -> bool:
        """Tell whether this word stands here, in whatever form; a name has only one."""
        if token.stem in self.stems:
            return True
        is_name = token.capital and not token.opens and not self.language.nouns_are_capital
        return not is_name and bool(token.prefix) and token.prefix in self.prefixes


def is_verb(token: Token, language: Language) -> bool:
    """Tell whether a word is likely a verb: where nouns are capital any other, else one with a verb's forms."""
    if token.kind != "word" or token.capital:
        return False
    return language.nouns_are_capital or token.text.endswith("ed") or token.stem in _verb_stems(language)


@cache
def _verb_stems(language: Language) -> frozenset[str]:
    return frozenset(stem_of(verb, language) for verb in language.verbs)


@cache
def _first_of_phrases(language: Language) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in language.quantifiers)


def statement_of(text: str, language: Language) -> Statement:
    """Take a sentence or a row apart."""
    item = _ITEM.match(text)
    tokens = tokens_of(text[item.end() if item else 0 :], language)
    phrases, quantifiers = _quantified(tokens, language)
    clauses = _clauses(tokens, " | " in text, language)
    segments = _segments(tokens, clauses, language)
    denied = _denied(tokens, clauses, phrases, language)
    words = [
        Word(token, place, clauses[place], place in denied, denied.get(place, False), segments[place])
        for place, token in enumerate(tokens)
        if place not in phrases and tells(tokens, place, language)
    ]
    return Statement(text, language, tuple(tokens), tuple(words), frozenset(quantifiers), tuple(clauses))


def tells(tokens: Sequence[Token], place: int, language: Language) -> bool:
    """Tell whether a token says something of the matter."""
    token = tokens[place]
    if token.kind == "number":
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        return token.text != "one" or bool(token.unit) or (following.isalpha() and following not in language.grammar)
    if token.kind == "character":
        return True
    if len(token.text) == 1 and token.kind == "word":
        return token.capital and not token.opens and token.text != "i"  # valve A
    return token.kind == "word" and token.text not in language.grammar and token.text not in language.negations


def _quantified(tokens: Sequence[Token], language: Language) -> tuple[set[int], set[str]]:
    """Return the places of the words that say how many or how far it holds, and what they say."""
    places, found = set[int](), set[str]()
    firsts = _first_of_phrases(language)
    for place in range(len(tokens)):
        for length in range(PHRASE, 0, -1) if tokens[place].text in firsts else ():
            phrase = " ".join(token.text for token in tokens[place : place + length])
            kind = language.quantifiers.get(phrase)
            after = tokens[place + length].kind if place + length < len(tokens) else ""
            if kind and place not in places and (phrase not in _BEFORE_NUMBERS or after == "number"):
                places |= set(range(place, place + length))
                found.add(kind)
                break
    return places, found


def _clauses(tokens: Sequence[Token], is_row: bool, language: Language) -> list[int]:
    """Return the number of the clause, or of the cell, that each token stands in."""
    numbers, current = [], 0
    for token in tokens:
        breaks = token.text == "|" if is_row else token.text in _BREAKS or token.text in language.joints
        current += breaks
        numbers.append(current)
    return numbers


def _segments(tokens: Sequence[Token], clauses: Sequence[int], language: Language) -> list[int]:
    """Return the number of each token's clause, or of the one that its "when" or "if" belongs to."""
    found, shift, leading = list[int](), 0, bool(tokens) and tokens[0].text in language.conditions
    for token, clause in zip(tokens, clauses, strict=True):
        if token.text in language.conditions:
            shift += bool(found)
        elif leading and token.text == ",":
            leading = False
            shift += 1
        found.append(clause - shift)
    return found


def _denied(tokens: Sequence[Token], clauses: Sequence[int], phrases: set[int], language: Language) -> dict[int, bool]:
    """Return what a "not" denies: what stands behind it in its clause, or all of that; and whether by a "without"."""
    found = dict[int, bool]()
    for place, token in enumerate(tokens):
        if place in phrases or not _denies(tokens, place, language):
            continue
        clause = [other for other in range(len(tokens)) if clauses[other] == clauses[place]]
        behind = [other for other in clause if other > place and tells(tokens, other, language)]
        narrow = token.text in language.narrow
        if narrow:
            nouns = [other for count, other in enumerate(behind) if other - count == behind[0]]
            behind = nouns[:1] + [other for other in nouns[1:] if not is_verb(tokens[other], language)]
        found |= {other: narrow and found.get(other, True) for other in behind or clause}
    return found


def _denies(tokens: Sequence[Token], place: int, language: Language) -> bool:
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    text = tokens[place].text
    is_not_only = text in {"not", "nicht"} and following in {"only", "nur", "just"}
    is_number = text == "no" and (following == "." or following[:1].isdigit())  # No. 5
    return text in language.negations and not is_not_only and not is_number


def turned(statement: Statement, other: Statement) -> Statement:
    """Return the statement with each word whose opposite stands in the other one as that, denied: "unpaid", "paid"."""
    texts = {word.token.text: word.token for word in other.words}
    return replace_words(statement, [_turned(word, texts, statement.language) for word in statement.words])


def _turned(word: Word, texts: dict[str, Token], language: Language) -> Word:
    text = word.token.text
    if text in texts:
        return word
    candidates = [*language.opposites.get(text, ())]
    candidates += [text[len(prefix) :] for prefix in language.prefixes if text.startswith(prefix)]
    for bare in candidates:
        if len(bare) >= 4 and bare in texts:
            return replace(word, token=texts[bare], denied=not word.denied)
    return word


def replace_words(statement: Statement, words: Sequence[Word]) -> Statement:
    """Return the statement with other words."""
    return replace(statement, words=tuple(words))


def alike(word: Word, other: Word) -> bool:
    """Tell whether two words are the same, in whatever form; a name has only one, and a date may be told in part."""
    one, two = word.token, other.token
    if one.kind == "number" or two.kind == "number":
        return one.kind == two.kind and same_number(one, two)
    return one.stem == two.stem or bool(one.prefix and one.prefix == two.prefix and not (one.capital and not one.opens))


def shares(word: Word, others: Iterable[Word]) -> bool:
    """Tell whether a word is one of the others."""
    return any(alike(word, other) for other in others)
