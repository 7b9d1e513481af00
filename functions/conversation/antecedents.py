"""What a word such as "it" stands for: the subject of the question before, or the name that was its answer."""

import re
from itertools import pairwise
from typing import NamedTuple

from functions.conversation.phrases import Phrase, Token, phrases_of, tokens_of
from functions.conversation.pointing import points
from functions.text.follow_up_words import CLASSES, FollowUpWords
from functions.text.markers import without_markers

MOST = 25  # words of an answer that is taken for a name
_QUOTED = re.compile(r"[\u201c\"](.{1,400})[\u201d\"]")
_GENDERS = {  # of a German word: the articles and contractions of what it can stand for
    "es": "das dem ein einem im am vom zum beim ins des",
    "er": "der den dem ein einen einem im am vom zum beim",
    "ihn": "der den dem ein einen einem im am vom zum beim",
    "sie": "die der eine einer zur",
}


class Said(NamedTuple):
    """The turn before: its question, as it stands alone, and its answer."""

    question: str
    answer: str


class _Place(NamedTuple):
    """A word that points back: as such, as a person, as an owner, or as a place."""

    token: Token
    person: bool
    owner: bool
    place: bool


def with_antecedents(question: str, said: Said, words: FollowUpWords) -> str:
    """Return the question with what its pointing words stand for in their place, or "" where nothing is found."""
    tokens = tokens_of(question)
    text, found = question, False
    for index in reversed(range(len(tokens))):
        place = _place(tokens, index, words)
        name = _antecedent(place, said, words) if place else ""
        if place and name:
            text, found = _put(text, place, tokens[index + 1 :], name, words), True
    return text if found else ""


def _place(tokens: list[Token], index: int, words: FollowUpWords) -> _Place | None:
    token, last = tokens[index], index == len(tokens) - 1
    lower = token.lower
    if lower in words.pointing and not points(tokens, index):
        return None
    following = tokens[index + 1] if not last else None
    if lower in words.possessive and following and _is_owned(following, words):
        return _Place(token, lower not in ("its", "their"), owner=True, place=False)
    if lower in words.things | words.persons:
        return _Place(token, lower in words.persons, owner=False, place=False)
    if lower in words.places and last:
        return _Place(token, person=False, owner=False, place=True)
    return _Place(token, person=False, owner=False, place=False) if last and lower in words.at_the_end else None


def _is_owned(following: Token, words: FollowUpWords) -> bool:
    if words.nouns_are_capitals:
        return following.is_name
    return following.lower not in words.telling_nothing


def _antecedent(place: _Place, said: Said, words: FollowUpWords) -> str:
    """Return what the word stands for, with its article."""
    phrases = _spoken_of(phrases_of(said.question, words), said.question, words)
    tokens = tokens_of(said.question)
    if name := _answered_by(place, said, tokens, phrases, words):
        return f"{_text(said.question, phrases[0])} {name}" if _identity(tokens, phrases, words) else name
    best = max(phrases, key=lambda one: _fitness(one, place, words), default=None)
    return _with_attached(said.question, best, phrases) if best else ""


def _answered_by(place: _Place, said: Said, tokens: list[Token], phrases: list[Phrase], words: FollowUpWords) -> str:
    """Return the name that the question before asked for, by who or which, or ""."""
    asked = tokens[0].lower if tokens else ""
    if asked in words.asking_who and place.person:
        known = len(phrases) == 1 and phrases[0].named and not phrases[0].determiner
        of_whom = known and tokens[1].lower in words.auxiliaries  # "Who was Rollo?"
        return "" if of_whom else _name_of(said, words)
    thing = asked in words.asking_which and not any(one.named for one in phrases)
    return _name_of(said, words) if thing else ""


def _fitness(phrase: Phrase, place: _Place, words: FollowUpWords) -> float:
    """Return how well a phrase may be what the word stands for; of equals the first is."""
    if words.nouns_are_capitals:
        articles = _GENDERS.get(place.token.lower, "").split()
        fits = {phrase.determiner, phrase.preposition} & set(articles)
        return 2.0 * bool(fits) + 1.0 * bool(phrase.determiner) - 1.0 * (phrase.preposition in ("am", "im", "in"))
    if place.place:
        is_time = any(word.lower in names for word in phrase.words for names in CLASSES)
        return 2.0 * (phrase.preposition in ("in", "at", "to", "on", "near", "from")) + phrase.named - 4.0 * is_time
    aside = phrase.preposition and phrase.preposition not in words.about  # "in French" is not what is spoken of
    named = phrase.named and not aside
    fitting = 2.0 * named + (named and bool(phrase.determiner) != place.person) + bool(phrase.determiner)
    return fitting + 2.0 * (phrase.is_plural == (place.token.lower in words.several)) - 0.5 * bool(aside)


def _spoken_of(phrases: list[Phrase], text: str, words: FollowUpWords) -> list[Phrase]:
    """Leave out what is only said of something else: of "the price of the pump" the price."""
    kept = [one for one, after in pairwise(phrases) if not _is_attribute(one, after, text, words)]
    return kept + phrases[-1:]


def _is_attribute(phrase: Phrase, after: Phrase, text: str, words: FollowUpWords) -> bool:
    between = text[phrase.end : after.start].split()
    genitive = words.nouns_are_capitals and not between and after.determiner in ("des", "der")
    return phrase.head in words.attributes and (genitive or between[:1] in (["of"], ["for"], ["von"], ["vom"], ["für"]))


def _identity(tokens: list[Token], phrases: list[Phrase], words: FollowUpWords) -> bool:
    """Tell whether the question was who somebody is: "Who is the warden?"."""
    who = len(tokens) > 2 and tokens[0].lower in words.asking_who and tokens[1].lower in words.auxiliaries
    return who and len(phrases) == 1 and bool(phrases[0].determiner)


def _name_of(said: Said, words: FollowUpWords) -> str:
    """Return the name in a short answer that the question did not hold, or ""."""
    answer = without_markers(said.answer)
    if quoted := _QUOTED.search(answer):
        answer = quoted[1]
    asked = {token.lower for token in tokens_of(said.question)}
    run = list[Token]()
    for token in tokens_of(answer)[:MOST]:
        is_part = token.is_name and token.lower not in asked | words.telling_nothing
        if run and (not is_part or "," in answer[run[-1].end : token.start]):
            break
        if is_part:
            run.append(token)
    return answer[run[0].start : run[-1].end] if run and run[0].text[0].isupper() else ""


def _put(text: str, place: _Place, rest: list[Token], name: str, words: FollowUpWords) -> str:
    """Return the text with the name in the place of the word."""
    start, end = place.token.start, place.token.end
    if place.owner and words.of:
        owned = rest[0].end
        return f"{text[:start]}{text[end:owned].lstrip()} {words.of} {name}{text[owned:]}"
    if place.owner:
        name += "'s"
    elif place.place:
        name = f"in {name}"
    return text[:start] + name + text[end:]


def _with_attached(question: str, phrase: Phrase, phrases: list[Phrase]) -> str:
    """Return the phrase with the one that is tied to it: "a plot on the south side"; a time is tied to the question."""
    end = phrase.end
    for after in phrases[phrases.index(phrase) + 1 :]:
        tied = question[end : after.start].strip().lower() == after.preposition != ""
        if phrase.named or not tied or any(word.lower in names for word in after.words for names in CLASSES):
            break
        end = after.end
    return question[phrase.start : end]


def _text(question: str, phrase: Phrase) -> str:
    return question[phrase.start : phrase.end]
