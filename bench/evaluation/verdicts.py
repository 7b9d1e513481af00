"""What an answer is worth to the person who reads it: what is shown first, and what it rests on.

The rules are stated in docs/benchmarks.md, under "Answers as a person sees them".
"""

import re
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from bench.evaluation.phrases import numbers, says, says_one, tokens, unmarked
from bench.evaluation.question_set import Question

Verdict = Literal["right", "partly", "wrong", "refused"]
FIRST = 400  # characters of an answer that are read first, where one thing is asked for
FRAME = 4  # words around a quote that say no more than where it stands
LONGER = ("list", "count", "comparison", "summary")  # types whose answers are read as a whole
_REFUSALS = re.compile(
    r"\b(?:i do not know|i don't know|(?:does|do) not (?:say|mention|state|contain)|not mentioned|no document|"
    r"cannot (?:answer|be answered|count|list|summarise|summarize|compare|say)|unable to|can only quote|"
    r"ich weiß (?:es )?nicht|kein dokument|steht nicht in|nicht angegeben|kann (?:ich )?nicht)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?:\n|]\s)(?<![“„«\"(])(?<!^)\b[A-ZÄÖÜ][^\W\d_]+")
_CAPITALS_FOR_NOUNS = frozenset(
    ("der", "die", "das", "den", "ein", "eine", "ist", "und")
)  # of German, and then no names
_QUOTED = re.compile(r"“[^”]*”|„[^“]*“")
_BLANKS = re.compile(r"\s+")


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One question, what was shown, and the verdict on it; `quotes` are what was shown with a citation."""

    id: str
    type: str
    half: str
    question: str
    gold: str
    answerable: bool
    verdict: Verdict
    why: str = ""
    wrong_fact: bool = False  # a false value, not only something beside the question
    answer: str
    answered: bool
    quotes: list[str] = []
    supporting: int = 0  # of the quotes
    ms: dict[str, float] = {}


def judged_case(question: Question, done: dict[str, Any]) -> Case:
    """Return the verdict on an answer of the gateway (the body of its response)."""
    first = shown_first(question, done["answer"])
    refused = is_refusal(question, done, first)
    verdict, why, wrong_fact = _verdict(question, first, refused)
    if not question.answerable and is_quote(done):
        wrong_fact = False  # a true sentence beside the question
    quotes = [] if refused else list(dict.fromkeys(shown_quotes(done)))
    return Case(
        id=question.id,
        type=question.type,
        half=question.half,
        question=question.question,
        gold=question.gold,
        answerable=question.answerable,
        verdict=verdict,
        why=why,
        wrong_fact=wrong_fact,
        answer=done["answer"],
        answered=done["answered"],
        quotes=[text for _, text in quotes],
        supporting=sum(is_supporting(question, quote, done) for quote in quotes),
        ms=done.get("timings", {}),
    )


def shown_first(question: Question, answer: str) -> str:
    """Return what a person reads first of an answer: where one thing is asked for, not more than `FIRST` characters."""
    text = unmarked(answer)
    return text if question.type in LONGER or len(text) <= FIRST else text[:FIRST].rsplit(maxsplit=1)[0]


def is_refusal(question: Question, done: dict[str, Any], first: str) -> bool:
    """Tell whether an answer says that it is none, by its field or its words, without saying the gold."""
    if not done["answered"]:
        return True
    return bool(_REFUSALS.search(first)) and not any(says_one(first, group) for group in question.must)


def _verdict(question: Question, first: str, refused: bool) -> tuple[Verdict, str, bool]:
    """Return the verdict, the reason for one that is not "right", and whether a false value is shown."""
    if said := [phrase for phrase in question.must_not if says(first, phrase)]:
        return "wrong", f"says {said[0]!r}", True
    if refused:
        return ("refused", "says that it does not know", False) if question.answerable else ("right", "", False)
    if not question.answerable:
        return "wrong", "answers what no document says", True
    held = [says_one(first, group) for group in question.must]
    if sum(held) >= question.wanted:
        return "right", "", False
    lacking = ", ".join(group[0] for group, is_held in zip(question.must, held, strict=True) if not is_held)
    other = other_value(question, first, names=not any(held))
    if any(held) and not other:
        return "partly", f"lacks {lacking}", False
    return (
        "wrong",
        f"{other!r} in the place of {lacking}" if other else f"beside the question: no {lacking}",
        bool(other),
    )


def other_value(question: Question, first: str, *, names: bool) -> str:
    """Return the value in the shown text that stands where the gold should, or "".

    Where the gold is a number: the first number that neither the question nor the gold holds. Where it is a name: the
    first word in capitals, inside of a sentence, that neither holds, if `names` are looked for.
    """
    spoken = [phrase for group in question.must for phrase in group if not phrase.startswith("@")]
    asked = set(tokens(" ".join([question.question, *spoken])))
    if spoken and all(map(numbers, spoken)):
        return next((number for number in numbers(first) if number not in asked), "")
    if names and spoken and spoken[0][0].isupper() and not _CAPITALS_FOR_NOUNS.intersection(tokens(first)):
        return next((name for name in _NAME.findall(first) if name.casefold() not in asked), "")
    return ""


def is_quote(done: dict[str, Any]) -> bool:
    """Tell whether an answer only quotes: by its field, or because all but its frames is in quotation marks."""
    answer = unmarked(done["answer"])
    quotes = _QUOTED.findall(answer)
    return bool(done.get("quoted")) or 0 < len(tokens(_QUOTED.sub("", answer))) <= FRAME * len(quotes)


def shown_quotes(done: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each quote that an answer rests on: its support, its cited passages' quotes."""
    for one in done["support"]:
        yield one["number"], one["text"]
    for one in done["citations"]:
        if one.get("cited") and one.get("quote"):
            yield one["number"], one["quote"]


def is_supporting(question: Question, quote: tuple[int, str], done: dict[str, Any]) -> bool:
    """Tell whether a quote stands in the passage of its number, and says what the answer needs."""
    number, text = quote
    passages = [one["text"] for one in done["citations"] if one["number"] == number]
    stands = any(_one_line(text) in _one_line(passage) for passage in passages)
    return stands and question.answerable and says_one(text, question.quotable)


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text)
