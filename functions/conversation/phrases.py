"""The phrases of a question: what it names, with the article and the preposition before it; by rules."""

import re
from dataclasses import dataclass

from functions.text.follow_up_words import CLASSES, FollowUpWords

_TOKEN = re.compile(r"[^\W_](?:[\w.&/-]{0,60}\w)?")
_APART = re.compile(r"[,;:?!()\"\u201c\u201d]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question, and where it stands."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_name(self) -> bool:
        """Tell whether it is written as names and numbers are."""
        return self.text[0].isupper() or self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a question names: its words, the article before them, the preposition before both; spans in its text.

    `article` is "a" or "the", whatever the language, also where the preposition holds it.
    """

    words: tuple[Token, ...]
    determiner: str = ""
    article: str = ""
    preposition: str = ""
    start: int = 0  # of the article, if there is one

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words[-1].end

    @property
    def head(self) -> str:
        """Its last word, which is the noun in most."""
        return self.words[-1].lower

    @property
    def is_plural(self) -> bool:
        """Tell whether an English noun at its end seems to be several."""
        return self.head.endswith("s") and not self.head.endswith(("ss", "us", "is"))

    @property
    def named(self) -> bool:
        """Tell whether it holds a name or a number."""
        return any(word.is_name and word.start > 0 for word in self.words)

    def likeness(self, other: "Phrase") -> float:
        """Return how well another one could stand in its place: 0 where they have nothing in common."""
        mine, its = {word.lower for word in self.words}, {word.lower for word in other.words}
        same_class = any(mine & names and its & names for names in CLASSES)
        numbers = all(one.words[-1].text[0].isdigit() for one in (self, other))
        return (
            4.0 * same_class
            + 3.0 * bool(mine & its)
            + 2.0 * (self.head != other.head and self.head[-4:] == other.head[-4:] and len(self.head) > 4)
            + 2.0 * numbers
            + 1.0 * (self.named == other.named)
            + 1.0 * (self.article == other.article)
        )


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text."""
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


def phrases_of(text: str, words: FollowUpWords) -> list[Phrase]:
    """Return the phrases of a question, in order."""
    tokens = tokens_of(text)
    found, run = list[Phrase](), list[Token]()
    for token in tokens:
        if run and _APART.search(text, run[-1].end, token.start):
            found += _phrase(run, tokens, words)
            run = []
        if _parts(token, words):
            found += _phrase(run, tokens, words)
            run = []
        else:
            run.append(token)
    return found + _phrase(run, tokens, words)


def _parts(token: Token, words: FollowUpWords) -> bool:
    """Tell whether a word belongs to no phrase."""
    if token.is_name and token.start > 0 and token.lower not in words.small:
        return token.lower in words.pointing and not words.nouns_are_capitals
    return token.lower in words.apart or (token.lower.endswith("ed") and len(token.text) > 5)


def _phrase(run: list[Token], tokens: list[Token], words: FollowUpWords) -> list[Phrase]:
    """Return the phrase that a run of words makes with what stands before it, if it makes one."""
    before = tokens[: tokens.index(run[0])] if run else []
    determiner = before[-1] if before and before[-1].lower in words.determiners else None
    if words.nouns_are_capitals:
        run = _of_nouns(run, after_article=determiner is not None)
    elif run and _ends_with_a_verb(run, tokens, words):
        run = run[:-1]
    if not run:
        return []
    earlier = before[:-1] if determiner else before
    preposition = earlier[-1].lower if earlier and earlier[-1].lower in words.prepositions else ""
    own = determiner.lower if determiner else ""
    article = _article(own) or ("the" if preposition in words.contracted else "")
    return [Phrase(tuple(run), own, article, preposition, (determiner or run[0]).start)]


def _of_nouns(run: list[Token], *, after_article: bool) -> list[Token]:
    """Return what of a run is nouns with their adjectives, where nouns have capitals: what is small at the end is no
    part of it, nor at the beginning, but behind an article."""
    names = [place for place, token in enumerate(run) if token.is_name and token.start > 0]
    if not names:
        return []
    last = next((place for place in range(names[0], len(run)) if not run[place].is_name), len(run))
    return run[0 if after_article else names[0] : last]


def _ends_with_a_verb(run: list[Token], tokens: list[Token], words: FollowUpWords) -> bool:
    """Tell whether the last word of a question is its verb, as in "does the red bike rust"."""
    lower = {token.lower for token in tokens}
    behind = tokens[tokens.index(run[-1]) + 1 :]  # a preposition at the end has lost its noun: "where does it sail to?"
    if len(behind) > 1 or any(token.lower not in words.prepositions for token in behind):
        return False
    return bool(lower & words.helpers) and not lower & words.verbs and len(run) > 1 and not run[-1].is_name


def _article(determiner: str) -> str:
    return "" if not determiner else "a" if determiner.startswith(("a", "ein")) else "the"
