"""The words, numbers and marks of a sentence, each as it is compared with those of another one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from functions.text.language import Language
from functions.text.number_words import SCALES
from functions.text.scripts import EAST_ASIAN, MARKS
from functions.text.units import UNITS, unit_of
from functions.text.words import FIRST_OF_CHINESE

PREFIX = 5  # characters that two forms of a word share at least
LONG = 6  # a German participle is longer
SHORTEST_STEM = 3
Reading = frozenset[str]  # what a number may be: "1.500" is one and a half or fifteen hundred

_LETTERS = rf"(?:[^\W_{EAST_ASIAN}]++[{MARKS}]*+)++"
_CHUNK = re.compile(
    r"\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\w)"  # a German date
    rf"|[{EAST_ASIAN}]"
    r"|°[CF]\b|[%€$£¥°]|km²|m²|m³"
    rf"|{_LETTERS}(?:[-_.,:/'\u2019\u2013+@&]{_LETTERS})*"
    r"|[,;:|()\u2013\u2014.!?\u201c\u201d\"\n\u060c\u061b\u061f\u0964]"
)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\Z")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]{1,4})\Z")
_RANGE = re.compile(r"(\d+(?:[.,:]\d+)*)[-\u2013](\d+(?:[.,:]\d+)*)\Z")
_COUNTED = re.compile(r"(\d+(?:[.,]\d+)*)-([^\W\d_]+(?:-[^\W\d_]+)*)\Z")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)*\Z")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[-/_&+\u2013]")
_INNER = re.compile(r"[.,:'@]")
_SUFFIX = re.compile(r"'s?\Z|'(?:s|re|ve|ll|d|m)\Z")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_ARABIC_VOWELS = {chr(code): "" for code in range(0x64B, 0x653)}  # that few write
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s", "\u2019": "'"} | _ARABIC_VOWELS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark, in its place."""

    text: str  # in small letters
    kind: str  # word, number, mark, character (of Chinese or Japanese)
    stem: str = ""
    capital: bool = False
    readings: tuple[Reading, ...] = ()  # of a number; of a date, those of its parts
    unit: str = ""
    opens: bool = False  # the sentence

    @property
    def prefix(self) -> str:
        """Return what forms of this word share; "" for one too short to tell."""
        return self.stem[:PREFIX] if len(self.stem) >= PREFIX else ""


def tokens_of(text: str, language: Language) -> list[Token]:
    """Return the tokens of a text: numbers as words are numbers, a date is one number, a unit is its number's."""
    return _with_units(_dates(_scaled(list(_tokens(text, language))), language))


def same_number(number: Token, other: Token) -> bool:
    """Tell whether a number is the other one, or a part of that date."""
    return all(any(one & each for each in other.readings) for one in number.readings)


def _tokens(text: str, language: Language) -> Iterator[Token]:
    opens = True
    for found in _CHUNK.finditer(text):
        for token in _read(found[0], language):
            yield replace(token, opens=opens) if opens else token
            opens = token.kind == "mark" and token.text in '|.!?\n:"\u201c\u061f\u0964'


def _read(chunk: str, language: Language) -> Iterator[Token]:
    small = chunk.lower()
    if not chunk[0].isalnum() and small not in UNITS:
        yield Token(small, "mark")
    elif chunk[0] >= FIRST_OF_CHINESE:
        yield Token(small, "character", small)
    elif _DIGIT.search(chunk) and small not in UNITS:
        yield from _figures(chunk, small, language)
    elif small in language.numbers:
        yield Token(small, "number", readings=(frozenset({str(language.numbers[small])}),), capital=chunk[0].isupper())
    else:
        for part in _PARTS.split(chunk):
            yield from _word(part, language)


def _figures(chunk: str, small: str, language: Language) -> Iterator[Token]:
    if date := _DATE.match(chunk):
        year, month, day = (date[1], date[2], date[3]) if date[1] else (date[6], date[5], date[4])
        parts = (year, f"month {int(month)}", str(int(day)))
        yield Token(small, "number", readings=tuple(frozenset({part}) for part in parts))
    elif span := _RANGE.match(chunk):
        yield _number(span[1], language)
        yield _number(span[2], language)
    elif counted := _COUNTED.match(chunk):
        yield _number(counted[1], language)
        yield from _word(counted[2], language)
    elif (glued := _GLUED.match(small)) and glued[2] in UNITS:
        yield replace(_number(glued[1], language), unit=unit_of(glued[2]))
    elif glued and glued[2] in _ORDINAL:
        yield _number(glued[1], language)
    elif glued and glued[2] in {"am", "pm"}:
        yield Token(small, "number", readings=(frozenset({small}),))
    else:
        yield _number(chunk, language)


def _number(chunk: str, language: Language) -> Token:
    return Token(chunk.lower(), "number", readings=(_readings(chunk.lower(), language.thousands),))


def _readings(text: str, thousands: str) -> Reading:
    """Return what a number written in figures may be; a time, a version or an identifier is only itself."""
    if re.fullmatch(r"0\d:\d\d", text):
        return frozenset({text[1:]})
    if not _PLAIN.match(text):
        return frozenset({text.strip(".,:/'")})
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}", text):
        return frozenset({re.sub(r"\D", "", text)})
    found = {text}
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", text):
        found = {re.sub(r"\D", "", text)} if text[-4] == thousands else {text.replace(",", ".")}
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", text):
        found = {text.replace(",", "")}
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", text):
        found = {text.replace(".", "").replace(",", ".")}
    elif text.count(",") == 1:
        found = {text.replace(",", ".")}
    return frozenset(re.sub(r"\.00?\Z", "", one) if one.count(".") == 1 else one for one in found)


def _word(chunk: str, language: Language) -> Iterator[Token]:
    small = chunk.lower().replace("\u2019", "'")
    if small.endswith("n't"):
        small, negated = small[:-3], True
    else:
        negated = False
    bare = _SUFFIX.sub("", small)
    for part in _INNER.split(bare) if bare not in UNITS else [bare]:
        if part:
            yield Token(part, "word", stem_of(part, language), capital=chunk[0].isupper())
    if negated:
        yield Token("not", "word", "not")


@lru_cache(maxsize=20_000)
def stem_of(word: str, language: Language) -> str:
    """Return what endings leave of a word, or of its first form where the table tells that."""
    stem = language.forms.get(word, word)
    for beginning in language.beginnings:
        if stem.startswith(beginning) and len(stem) - len(beginning) >= SHORTEST_STEM:
            stem = stem[len(beginning) :]
            break
    if stem == word and language.nouns_are_capital and len(word) > LONG and word.startswith("ge"):
        stem = word[2:] if word.endswith(("t", "en")) else word
    for ending in language.endings:
        if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_STEM:
            stem = stem[: -len(ending)]
            break
    if len(stem) > SHORTEST_STEM and stem[-1] == stem[-2]:
        stem = stem[:-1]
    return stem.translate(_UMLAUTS)


def _scaled(tokens: list[Token]) -> list[Token]:
    """Join numbers with the words for hundreds and millions behind them: "5 million", "two hundred and fifty"."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        scale = SCALES.get(token.text)
        if scale and before and before.kind == "number" and (value := _value(before)) is not None:
            found[-1] = _valued(f"{before.text} {token.text}", value * scale, before)
        elif scale and before and before.text in {"a", "one"}:
            found[-1] = _valued(token.text, scale, before)
        elif _adds(found, token):
            while found[-1].kind != "number":
                found.pop()
            value = (_value(found[-1]) or 0) + (_value(token) or 0)
            found[-1] = _valued(f"{found[-1].text} {token.text}", value, found[-1])
        else:
            found.append(token)
    return found


def _adds(found: list[Token], token: Token) -> bool:
    """Tell whether a number is the rest of the one before: "fifty" behind "two hundred and"."""
    if token.kind != "number" or token.text[0].isdigit():
        return False
    last = found[-2:] if found and found[-1].text == "and" else found[-1:]
    if not last or last[0].kind != "number" or last[0].text.split()[-1] not in SCALES:
        return False
    value, more = _value(last[0]), _value(token)
    return value is not None and more is not None and value % 100 == 0 and more < 100


def _value(token: Token) -> float | None:
    one = next(iter(token.readings[0])) if len(token.readings) == 1 else ""
    return float(one) if re.fullmatch(r"\d+(?:\.\d+)?", one) else None


def _valued(text: str, value: float, before: Token) -> Token:
    return replace(
        before,
        text=text,
        kind="number",
        readings=(frozenset({f"{value:.10g}" if value < 1e10 else f"{value:.0f}"}),),
        stem="",
    )


def _dates(tokens: list[Token], language: Language) -> list[Token]:
    """Join day, month and year; a month alone is a word."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        month = language.months.get(tokens[i].text) if tokens[i].capital else None
        if month is None:
            found.append(tokens[i])
            i += 1
            continue
        readings = [frozenset({f"month {month}"})]
        text = tokens[i].text
        if found and found[-1].text == "." and len(found) > 1 and found[-2].kind == "number":
            found.pop()  # 31. Januar
        if found and _is_day(found[-1]):
            readings.append(found[-1].readings[0])
            text = f"{found.pop().text} {text}"
        elif i + 1 < len(tokens) and _is_day(tokens[i + 1]):
            i += 1
            readings.append(tokens[i].readings[0])
            text = f"{text} {tokens[i].text}"
        after = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text == "," else i + 1
        if after < len(tokens) and re.fullmatch(r"\d{4}", tokens[after].text):
            i = after
            readings.append(tokens[i].readings[0])
            text = f"{text} {tokens[i].text}"
        if len(readings) > 1 or tokens[i].text != "may":
            found.append(Token(text, "number", readings=tuple(readings)))
        else:
            found.append(tokens[i])
        i += 1
    return found


def _is_day(token: Token) -> bool:
    return (
        token.kind == "number"
        and len(token.readings) == 1
        and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", token.text) is not None
    )


def _with_units(tokens: list[Token]) -> list[Token]:
    """Give each number the unit beside it, which is no word of its own then."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if token.text in "€$£¥" and after and tokens[i + 1].kind == "number":
            found.append(replace(tokens[i + 1], unit=unit_of(token.text)))
            i += 2
        elif (
            token.kind == "number"
            and not token.unit
            and unit_of(after)
            and not (after == "a" or (after == "second" and token.text.isalpha()))
        ):
            found.append(replace(token, unit=unit_of(after)))
            i += 2
        elif (
            token.text in {"a", "an", "per", "ein", "eine", "einen", "einem", "einer"}
            and tokens[i + 1 : i + 2]
            and unit_of(after)
            and after not in {"a", "m", "s", "second"}
        ):
            found.append(
                Token(after, "number", readings=(frozenset({"1"}),), unit=unit_of(after))
                if token.text != "per"
                else token
            )
            i += 2 if token.text != "per" else 1
        else:
            found.append(token)
            i += 1
    return found
