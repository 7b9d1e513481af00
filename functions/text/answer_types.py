"""What kind of thing a question asks for, and whether a text names one: a person, a place, a time, a number."""
# ruff: noqa: RUF001 - letters of other scripts are meant

import re
from collections.abc import Set
from typing import Literal

AnswerType = Literal["name", "time", "number", "amount", "share", "age", ""]
_PATTERNS: dict[AnswerType, tuple[str, ...]] = {  # the first that fits, English and German; other languages have none
    "share": (
        r"\bwhat (?:percent\w*|share|proportion|fraction)|\bhow many percent",
        r"\bwie viel\w* prozent|\banteil\b",
    ),
    "amount": (
        r"\bhow much (?:money|do(?:es)?|did|is|was|will)\b|\b(?:cost|price|fee|salary|fare)s?\b",
        r"\bwie ?viel (?:geld|kost\w+)\b|\b(?:kosten|kostet|preis|gebühr|lohn|gehalt)\b",
    ),
    "time": (
        r"\bwhen\b|\b(?:what|which)(?: \w+)? (?:year|date|day|century|month|decade|time)s?\b",
        r"\bwann\b|\b(?:welche[mnrs]?)(?: \w+)? (?:jahr\w*|tag\w*|datum|jahrhundert\w*|monat\w*)\b",
    ),
    "age": (
        r"\bhow old (?:is|are|was|were)\b|\bwhat(?: is|'s) the age of\b|\bfrom (?:what|which) (?:year|century)\b",
        r"\bwie alt (?:ist|sind|war|waren)\b|\baus (?:welchem|welcher) (?:jahr|zeit)\w*\b",
        r"\bquel âge (?:a|ont)\b|\bcuántos años (?:tiene|tienen)\b|\bquanti anni (?:ha|hanno)\b",
        r"\bquantos anos (?:tem|têm)\b|\bhoe oud (?:is|zijn)\b|\bile lat (?:ma|mają)\b|\bсколько лет\b",
    ),
    "number": (
        r"\bhow (?:many|much|old|far|long|large|big|tall|high|deep|heavy|wide|fast|often)\b"
        r"|\bwhat (?:number|amount|size|population|length|height|weight|age)\b",
        r"\bwie (?:viel\w*|alt|weit|lange?|groß|hoch|tief|schwer|breit|schnell|oft)\b",
    ),
    "name": (
        r"\b(?:who|whom|whose|where)\b"
        r"|\b(?:what|which)(?: \w+)? (?:city|cities|country|countries|state|region|location|town|person|company)\b",
        r"\b(?:wer|wem|wen|wessen|wo|woher|wohin)\b|\b(?:welche[mnrs]?) (?:stadt|land|ort|region|person|firma)\b",
    ),
}
_COMPILED = [(kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _PATTERNS.items()]
_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million "
    "billion dozen half quarter third once twice "
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend million milliarde halb "
    "viertel drittel einmal zweimal"
)
_NUMBER = re.compile(rf"(?<![^\W\d])\d[\d.,:]*|\b(?:{_NUMBER_WORDS.replace(' ', '|')})(?:s|en)?\b", re.IGNORECASE)
_MONTHS = (
    "january february march april june july august september october november december century centuries "
    "monday tuesday wednesday thursday friday saturday sunday morning evening midnight noon today tomorrow "
    "januar februar märz mai juni juli oktober dezember jahrhundert montag dienstag mittwoch donnerstag freitag "
    "samstag sonntag morgens abends mitternacht mittag heute morgen"
)
_TIME = re.compile(rf"(?<![^\W\d])\d[\d.,:]*(?:s|st|nd|rd|th)?|\b(?:{_MONTHS.replace(' ', '|')})\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[$€£¥]|\d\s?(?:%|[A-Z]{3}\b|dollar|euro|pound|franc|frank|kron|kroner|rupee|yen|cent|million)")
_SHARE = re.compile(r"%|\bper ?cent|\bprozent|\b(?:half|third|quarter|hälfte|drittel|viertel)\b", re.IGNORECASE)
_AGE = re.compile(
    r"(?<!\d)(?:1\d|20)\d\d(?!\d)|\b(?:years?|months?|century|centuries|decades?|aged|jahre?n?|monate?n?|jahrhundert\w*|"
    r"siècle|ans|siglo|años|secolo|anni|século|anos|jaar|eeuw|wieku|lat|века?|лет|года?)\b"
    r"|\b(?:is|was|ist|war):? \d{1,3}(?=\s*(?:[.,;|]|$|and\b|und\b))|\bage:? \d|\balter:? \d",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w'\u2019-]+")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_VALUES: dict[AnswerType, re.Pattern[str]] = {
    "share": _SHARE,
    "amount": _AMOUNT,
    "time": _TIME,
    "number": _NUMBER,
    "name": _NAME,
    "age": _AGE,
}


def answer_type(question: str) -> AnswerType:
    """Return what a question asks for; "" where its words do not tell."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(question)), "")


def names_one(text: str, kind: AnswerType, asked: Set[str]) -> bool:
    """Tell whether a text holds a thing of this kind that the question (its words in small letters) does not name.

    The first word of a text has a capital letter in any case, and so is no name.
    """
    if kind not in _VALUES:
        return False
    if kind == "age":  # whose word stands in the question, too: "Cuántos años"
        return _AGE.search(text) is not None
    found = (
        _POSSESSIVE.sub("", match[0].rstrip(".,:'\u2019").lower())
        for match in _VALUES[kind].finditer(text, kind == "name")
    )
    return any(value not in asked for value in found)


_WHICH = r"\b(?:what|which|wie|welche\w?)\b(?:\W+\w+){0,3}\W+"
_CONTACTS = (
    (r"\b(?:tele)?phone(?: number)?\b|\btelefon\w*|\bfax\b", r"\d(?:[\s()/.-]*\d){2,20}"),
    (r"\be-?mail(?: address)?\b", r"\S@\S"),
    (r"\b(?:versions?|uids?|gids?|port|range|versionsnummer)\b|\brange of\b", r"(?<![^\W\d])\d"),
    (r"\b(?:web ?site|web ?page|url|homepage|internetadresse)\b", r"https?://|www\.|\w\.(?:com|org|net|de|io)\b"),
)


def wants_contact(question: str) -> re.Pattern[str] | None:
    """Return what a telephone number, an e-mail address or a web site looks like, where one is asked for."""
    found = (value for asked, value in _CONTACTS if re.search(rf"{_WHICH}(?:{asked})", question, re.IGNORECASE))
    return next((re.compile(value) for value in found), None)
