"""The verb of a question about rows: who drove, gave or teaches is told by the cell that it names, whatever the verb.

English and German. A word is the verb by its place alone, for no table holds every verb: behind the subject of a "did",
at the end of a German sentence, or right behind the noun that is asked for. What stands elsewhere, such as an adjective
or a second noun, means something that a row has to say.
"""
# ruff: noqa: SIM905 - words read better in a line

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from functions.text.measures import measure_asked

_DID = frozenset("did do does".split())  # the subject follows
_HAVE = frozenset("has have had".split())
_MODALS = frozenset("can could may might must shall should will would".split())
_BE = frozenset("is are was were been being be".split())
_GERMAN_AUXILIARIES = frozenset(
    "hat haben hatte hatten wird werden wurde wurden kann konnen konnte konnten darf durfen muss mussen soll sollen "
    "will wollen mochte mochten".split()
)
_GERMAN_BE = frozenset("ist sind war waren".split())
_AUXILIARIES = _DID | _HAVE | _MODALS | _BE | _GERMAN_AUXILIARIES | _GERMAN_BE
_ASKING = frozenset("what who whom was wer wen wem".split())  # that stand for a noun
_RELATIVES = frozenset("that which who whom".split())
_PRONOUNS = frozenset("we you they i he she it wir ihr sie ich er es man".split())
_PARTICLES = frozenset("ab an auf aus bei durch ein los mit nach teil um unter vor weg zu zuruck".split())
_OTHERS = frozenset(  # rows are of what was done: not of what was undone, said or thought
    "say says said tell tells told think thinks thought know knows knew known want wants wanted like likes liked mean "
    "means meant sagen sagt sagte gesagt meint meinte gemeint denkt dachte gedacht weiss wusste gewusst mag mochte "
    "cancel canceled cancelled cancels refuse refused refuses reject rejected rejects decline declined declines miss "
    "missed misses lose lost loses skip skipped skips forget forgot forgotten deny denied denies withdraw withdrew "
    "absagen absagt abgesagt ablehnen abgelehnt lehnt lehnte verpassen verpasst versaumen versaumt verlieren verlor "
    "verloren vergessen vergass vergisst stornieren storniert streicht strich gestrichen verweigert verweigerte "
    "gekundigt kundigte zuruckgezogen".split()
)
_PAST = re.compile(r"[a-z]+ed")


class Question(NamedTuple):
    """The words of a question, as they are compared and as they are written, and which of them are accounted for."""

    words: Sequence[str]
    written: Sequence[str]
    values: Set[int]  # places of the words that are cells
    known: Set[int]  # of those that the table is known by


def verb_of(question: Question, free: Sequence[int]) -> set[int]:
    """Return the place of the verb among those of the words that mean nothing in the table, with that of its particle;
    nothing where none of them is one for sure."""
    words = question.words
    verb = next((place for place in free if _may_be_one(question, place) and _is_in_its_place(question, place)), None)
    if verb is None:
        return set()
    last = len(words) - 1
    return {verb} | ({last} if last in free and words[last] in _PARTICLES and last > verb else set())


def _may_be_one(question: Question, place: int) -> bool:
    """Tell whether a word could be a verb of something done that asks for no measure, such as "weigh"."""
    word, written = question.words[place], question.written[place]
    if not word.isalpha() or (place > 0 and written[:1].isupper()) or word in _OTHERS:
        return False
    return measure_asked(written) is None


def _is_in_its_place(question: Question, place: int) -> bool:
    words, before = question.words, place - 1
    is_name = before > 0 and question.written[before][:1].isupper()
    follows_subject = is_name or before in question.values | question.known or words[before] in _PRONOUNS
    if follows_subject and not _RELATIVES.isdisjoint(words[1:place]):
        return True  # "the item that Ann gave"
    auxiliary = next((at for at, word in enumerate(words) if at > 0 and word in _AUXILIARIES), None)  # not German "was"
    if auxiliary is None or place < auxiliary:
        return auxiliary is None and _is_behind_the_noun(question, place)
    helper = words[auxiliary]
    if helper in _GERMAN_AUXILIARIES:
        return place >= len(words) - 2 and _ends(words, place)
    if helper in _BE:
        return words[place + 1 : place + 2] == ["by"]
    if before == auxiliary:
        return helper in _MODALS
    return helper in _DID | _HAVE | _MODALS and follows_subject


def _ends(words: Sequence[str], place: int) -> bool:
    """Tell whether a German sentence ends with this verb, or an auxiliary behind it."""
    return place == len(words) - 1 or words[-1] in _GERMAN_AUXILIARIES


def _is_behind_the_noun(question: Question, place: int) -> bool:
    """Tell whether a word follows what is asked for: "groups train", "items came", "Gruppen leitet", "was lehrt"."""
    words, before = question.words, place - 1
    if before < 0:
        return False
    if words[before] in _ASKING:
        return True
    if before not in question.known or any(at in question.values for at in range(before)):
        return False
    noun, word = words[before], words[place]
    return _is_german(question) or _PAST.fullmatch(word) is not None or (noun.endswith("s") and not word.endswith("s"))


def _is_german(question: Question) -> bool:
    """Tell whether the noun before a verb is written as German ones are."""
    return any(written[:1].isupper() and place in question.known for place, written in enumerate(question.written))
