"""The question in a long message that brings a text along: which of its sentences ask."""
# ruff: noqa: RUF001 - typographic marks are meant

import re
from itertools import pairwise
from typing import NamedTuple

from functions.text.sentences import split_sentences
from functions.text.words import telling_words

EDGE = 2_000  # characters at either end of a message in which its question is looked for
NEAR = 3  # sentences at either end: a word of thanks may stand behind the question
RUN = 600  # characters of questions one behind the other that are asked as one
SHORT = 300  # characters of an order, or of a question without its mark
MAIN = 1_200  # characters of a text beside a question on lines of its own that are no part of the question
_ASKING = {
    "en": "what which who whom whose when where why how is are was were does do did can could should would will may",
    "de": "was welche welcher welches welchem welchen wer wem wen wessen wann wo woher wohin warum weshalb wieso wie "
    "ist sind war waren hat haben kann können soll sollen darf dürfen muss müssen wird werden gibt gilt gelten",
}
_ORDERING = {
    "en": "summarize summarise explain list tell show give find name describe compare extract answer check outline",
    "de": "fasse fass erkläre erklär liste nenne sag sage zeige zeig gib finde beschreibe vergleiche prüfe beantworte",
}
_POLITE = r"(?:please|kindly|bitte|now|so|and|und|can you|could you|kannst du|können sie)[\s,]+"
_MARK = re.compile(r"[?？؟;][\"'”’»)\]」』》*_\s]*\Z")
_LOWER = re.compile(r"(?<=[^\s.:;!?|])[ \t]?\n(?=[ \t]*[^\W\d_A-Z\u00c0-\u00de])")  # a line that goes on in the next
_FIRST_WORD = re.compile(rf"[\s>*_#\"“„-]*(?:{_POLITE}){{0,3}}([^\W\d_]+)", re.IGNORECASE)
_TAGS = ("user_query", "user_question", "query", "question")  # of prompts that bring passages along,
_PASSAGES = re.compile(r"</(?:context|contexts|documents|sources|passages)>\s*")  # behind which the question may stand
_LABEL = re.compile(
    r"[ \t>*#_-]{0,8}(?:(?:user|my|meine)[ \t])?(?:question|query|frage)[ \t]?\*{0,2}:\*{0,2}\s{0,4}(?=\S)",
    re.IGNORECASE,
)
_ASKS, _ORDERS = (frozenset(" ".join(table.values()).split()) for table in (_ASKING, _ORDERING))


class Span(NamedTuple):
    """A place in a text, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return what stands there."""
        return text[self.start : self.end]


def asks(sentence: str) -> bool:
    """Tell whether a sentence asks: by its mark, or by the word that it begins with, where it is short."""
    if _MARK.search(sentence[-40:]) or _LABEL.match(sentence):
        return True
    if len(sentence) > SHORT:
        return False
    first = _FIRST_WORD.match(sentence)
    word = first[1].lower() if first else ""
    return word in _ORDERS or (word in _ASKS and sentence.rstrip()[-1:] not in (".", "!", ";"))


def question_in(text: str) -> Span | None:
    """Return where a long message asks: between tags, else in its last line, in its first one, in the sentences at its
    end or at its beginning, or else anywhere near these; None where nothing asks."""
    if tagged := tagged_question(text):
        return tagged
    head, tail = _sentences(text, 0, EDGE), _sentences(text, max(0, len(text) - EDGE), len(text))
    last, first = _of_a_line(text, tail[::-1])[::-1], _of_a_line(text, head)
    for sentences, backwards in (
        (last, True),
        (first, False),
        (tail[-NEAR:], True),
        (head[:NEAR], False),
        (tail, True),
        (head, False),
    ):
        if found := _run(text, sentences, backwards=backwards):
            return found
    return None


def tagged_question(text: str) -> Span | None:
    """Return the question of a prompt that brings passages along between tags: between its own, or behind theirs."""
    for tag in _TAGS:
        end = text.rfind(f"</{tag}>")
        start = text.rfind(f"<{tag}>", 0, max(0, end)) + len(tag) + 2
        if start > len(tag) + 1 and text[start:end].strip():
            return _bare(text, start, end)
    behind = [found.end() for found in _PASSAGES.finditer(text[-EDGE:])]
    start = len(text) - len(text[-EDGE:]) + behind[-1] if behind else len(text)
    return _bare(text, start, len(text)) if text[start:].strip() else None


def _bare(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def stands_apart(text: str, question: Span) -> bool:
    """Tell whether a question is one that stands alone, on lines of its own, beside a text of some length."""
    before, behind = text[: question.start], text[question.end :]
    apart = (not before.strip() or before.rstrip(" \t").endswith("\n")) and (
        not behind.strip() or behind.lstrip(" \t").startswith("\n")
    )
    return apart and len(text) - (question.end - question.start) >= MAIN and bool(telling_words(question.of(text)))


def _sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the whole sentences between two places; each line is one of its own, unless it goes on in the next."""
    part = _LOWER.sub(lambda found: " " * len(found[0]), text[start:end])
    found: list[Span] = []
    for line in re.finditer(r"[^\n]+", part):
        spans = split_sentences(line[0])
        found += [Span(start + line.start() + one, start + line.start() + two) for one, two in spans]
    whole = found[1 if start else 0 : -1 if end < len(text) else None]  # what the places cut asks nothing
    return whole if len(found) > 1 else found


def _of_a_line(text: str, sentences: list[Span]) -> list[Span]:
    """Return the first of these sentences and those that stand in one line with it."""
    kept = sentences[:1]
    for before, span in pairwise(sentences):
        if "\n" in text[min(before.end, span.end) : max(before.start, span.start)]:
            break
        kept.append(span)
    return kept


def _run(text: str, sentences: list[Span], *, backwards: bool) -> Span | None:
    """Return the first questions of these one behind the other, from the end on where `backwards`."""
    run: list[Span] = []
    for span in reversed(sentences) if backwards else sentences:
        if asks(span.of(text)):
            run.append(span)
        elif run:
            break
        if run and abs(run[-1].start - run[0].end) > RUN:
            run = run[:-1] or run
            break
    if not run:
        return None
    start, end = min(one.start for one in run), max(one.end for one in run)
    label = _LABEL.match(text, start, end)
    return Span(label.end() if label else start, end)
