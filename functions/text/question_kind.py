"""What kind of answer a question asks for, by rules; what is not clearly another kind asks for a fact."""
# ruff: noqa: SIM905 - words read better in a line

import re
from functools import cache
from typing import Literal, NamedTuple

from functions.text import question_patterns as patterns
from functions.text.superlatives import Superlative, comparative_in, is_at_the_end, superlative_in

Kind = Literal[
    "fact", "greeting", "thanks", "help", "collection", "collection count", "newest document", "summary",
    "summary of a document", "list", "count", "sum", "average", "extreme", "compare", "impossible",
]  # fmt: skip
Language = Literal["en", "de"]

_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (  # the first that fits
    ("greeting", patterns.GREETING),
    ("thanks", patterns.THANKS),
    ("help", patterns.HELP),
    ("collection", patterns.COLLECTION),
    ("collection count", patterns.COLLECTION_COUNT),
    ("newest document", patterns.NEWEST_DOCUMENT),
    ("compare", patterns.COMPARE),
    ("average", patterns.AVERAGE),
    ("sum", patterns.SUM),
    ("summary", patterns.SUMMARY),
    ("count", patterns.COUNT),
    ("summary of a document", patterns.SUMMARY_OF_A_DOCUMENT),
    ("list", patterns.LIST),
)
_WITHOUT_SUBJECT = frozenset(("list", "count", "sum", "average"))
_LONGEST = 300  # characters: whoever writes more tells what it is about, and a sentence of it may be the answer
_GERMAN = frozenset(
    "der die das den dem des ein eine einen und oder ist sind war wie was wer wo wann warum welche welcher welches "
    "viele viel gibt es im vom zum zur mit von für auf alle liste nenne zeige mir ich du sie hast haben hallo danke "
    "bitte fasse zusammen worum geht nicht kannst hilfe guten tag moin servus unterschied zwischen wieviel wieviele "
    "wen wem kostet darf dürfen muss müssen man bei aus nach ab bis kein keine welchem welchen wessen wohin woher "
    "kosten wird werden wurde hat gilt gelten steht liegt heißt summiere zähle vergleiche preis firma".split()
)
_GERMAN_LETTER = re.compile(r"[äöüß]", re.IGNORECASE)
_GERMAN_ENDING = re.compile(r"[^\W\d_]{4}(?:ungen|ung|keit|heit|schaft|frist)\b", re.IGNORECASE)
_ENGLISH = frozenset(
    "the a an and or is are was were how what who where when why which many much there in of with for on all list "
    "name show me i you do does have hello thanks please summarize summarise about not can help hi may "
    "must should any from by at".split()
)


class Asked(NamedTuple):
    """What a question asks for."""

    kind: Kind
    subject: str = ""  # what is to be listed, counted, summed or summarised, in the question's words
    compared: tuple[str, str] = ("", "")
    superlative: Superlative | None = None
    is_yes_no: bool = False


def asked_for(question: str) -> Asked:
    """Return what a question asks for."""
    text = _bare(question)
    if len(text) > _LONGEST:
        return Asked("fact")
    if _is_file_name(text):
        return Asked("summary of a document", text)
    pair = _first(patterns.YES_NO_OF_TWO, text)
    if pair:
        rest = text[: pair.start("a")] + text[pair.end("a") : pair.start("b")]
        rest = re.sub(r"\s(?:than|als)\s*$", "", rest)
        return Asked("compare", rest, (_name(pair["a"]), _name(pair["b"])), is_yes_no=True)
    for kind, forms in _KINDS:
        found = _first(forms, text)
        asked = _asked(kind, found) if found else None
        if asked:
            return asked
    superlative = _superlative(text)
    if superlative:
        return Asked("extreme", text, superlative=superlative)
    return Asked("impossible") if _first(patterns.IMPOSSIBLE, text) else Asked("fact")


def _asked(kind: Kind, found: re.Match[str]) -> Asked | None:
    """Return what a question of a form asks for; None where the form wants a subject and has none."""
    parts = found.groupdict()
    subject = " ".join(filter(None, (parts.get("s"), parts.get("t")))).strip()
    superlative = _superlative(found[0], subject) if kind == "list" else None
    if superlative:
        return Asked("extreme", subject, superlative=superlative)
    if subject or kind not in _WITHOUT_SUBJECT:
        return Asked(kind, subject, (_name(parts.get("a")), _name(parts.get("b"))))
    return None


def _superlative(text: str, subject: str = "") -> Superlative | None:
    """Return what a question asks for the first or last by, also if it does so by a comparative: "which is cheaper"."""
    if not re.match(patterns.EXTREME_OPENING, text, re.IGNORECASE):
        return None
    found = superlative_in(subject or text)
    if found or not re.match(patterns.WHICH, text, re.IGNORECASE):
        return found
    compared = comparative_in(subject or text)
    return compared if compared and not is_at_the_end(compared) else None


def is_this_document(subject: str) -> bool:
    """Tell whether a subject means a document without its name: "the document", "it", nothing at all."""
    return not subject.strip() or re.fullmatch(patterns.THIS_DOCUMENT, subject.strip(), re.IGNORECASE) is not None


def common_words(question: str, besides: frozenset[str] = frozenset()) -> tuple[int, int]:
    """Return how many words of a question are such as questions in German have, and such as those in English have.

    `besides`: words that do not count, since another language has them, too.
    """
    words = [word for word in re.findall(r"[^\W\d_]+", question.lower()) if word not in besides]
    return sum(word in _GERMAN for word in words), sum(word in _ENGLISH for word in words)


def language_of(question: str) -> Language:
    """Return which of the two languages that have rules for kinds of questions one is in: English or German."""
    german, english = common_words(question)
    if german == english:
        return "de" if _GERMAN_LETTER.search(question) or _GERMAN_ENDING.search(question) else "en"
    return "de" if german > english else "en"


def _is_file_name(text: str) -> bool:
    """Tell whether a question is nothing but the name of a file."""
    name, _, ending = text.rpartition(".")
    return " " not in text and any(map(str.isalpha, name)) and ending.isalnum() and 2 <= len(ending) <= 5


def _bare(question: str) -> str:
    """Return the question in one line without its politeness and its last marks."""
    text = " ".join(question.replace("\u2019", "'").split()).strip("?!., \u2026\uff1f\uff01\u3002\u061f\u0964")
    text = re.sub(r"[\s,]+(?:please|bitte)$", "", text, flags=re.IGNORECASE)
    for polite in patterns.POLITE:
        shorter = re.sub(rf"^(?:{polite})", "", text, flags=re.IGNORECASE)
        text = shorter or text
    return text


def _first(forms: tuple[str, ...], text: str) -> re.Match[str] | None:
    return next((found for form in forms if (found := _compiled(form).fullmatch(text))), None)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


def _name(text: str | None) -> str:
    """Return what is compared, without its article."""
    return re.sub(r"^(?:the|an?|der|die|das|den|dem|eine?[mnr]?)\s+", "", (text or "").strip(), flags=re.IGNORECASE)
