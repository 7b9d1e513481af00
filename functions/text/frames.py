"""The sentences around what is read out of the documents, by language, with its plurals and its quotation marks.

They stand in `frame_texts/`, one file for each language. Plural forms and quotation marks are those of Unicode CLDR
(https://cldr.unicode.org), whose rules stand in `cldr/` as CLDR writes them.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

FRAMED: Final = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "ja", "ar", "hi")  # ISO 639-1
_HERE = Path(__file__).parent
_RELATION = re.compile(r"(?P<of>\w)(?: % (?P<modulo>\d+))? (?P<sign>!?=) (?P<ranges>[\d.,]+)")
_OF_WHOLE_NUMBERS = ("n", "i")  # that are the number itself; the other letters of a rule stand for 0: no decimals


def framed(language: str, frame: str, /, **values: object) -> str:
    """Return one of the sentences with its values, in the plural form of the `count` among them."""
    said = _frames(language)[frame]
    if isinstance(said, dict):
        count = values["count"]
        form = plural_form(language, count) if isinstance(count, int) else "other"
        said = said[form] if form in said else said["other"]
    return said.format(**values)


def quoted_as(language: str, text: str) -> str:
    """Return a text with its English quotation marks as the language has them."""
    return text.translate(str.maketrans("\u201c\u201d", _rules()[language]["quotes"]))


def in_quotes(language: str, text: str) -> str:
    """Return a text in the language's quotation marks."""
    return framed(language, "in quotes", text=text)


def joined(language: str, parts: Iterable[str]) -> str:
    """Return the parts as a list within a sentence."""
    return framed(language, "comma").join(parts)


def name_of(code: str, language: str) -> str:
    """Return what a language calls the language of an ISO 639-1 code; "" where it has no name for it."""
    return _names()[language].get(code, "")


def plural_form(language: str, count: int) -> str:
    """Return CLDR's name of the plural form that a whole number has: "one", "few", "other"."""
    rules = ((form, rule) for form, rule in _rules()[language].items() if form != "quotes")
    return next((form for form, rule in rules if _fits(rule, count)), "other")


def _fits(rule: str, count: int) -> bool:
    return any(all(_holds(each, count) for each in one.split(" and ")) for one in rule.split(" or "))


def _holds(relation: str, count: int) -> bool:
    """Tell whether a relation such as "i % 10 = 2..4,9" holds for a whole number."""
    found = _RELATION.fullmatch(relation)
    if not found:
        raise ValueError(f"no relation of a plural rule: {relation}")
    value = count if found["of"] in _OF_WHOLE_NUMBERS else 0
    value %= int(found["modulo"] or value + 1)
    ends = (one.partition("..") for one in found["ranges"].split(","))
    return any(int(low) <= value <= int(high or low) for low, _, high in ends) == (found["sign"] == "=")


@cache
def _frames(language: str) -> dict[str, str | dict[str, str]]:
    return {name: _with_quotes(language, said) for name, said in _read(f"frame_texts/{language}.toml").items()}


def _with_quotes(language: str, said: str | dict[str, str]) -> str | dict[str, str]:
    if isinstance(said, str):
        return quoted_as(language, said)
    return {form: quoted_as(language, one) for form, one in said.items()}


@cache
def _rules() -> dict[str, dict[str, str]]:
    return _read("cldr/plurals_and_quotes.toml")


@cache
def _names() -> dict[str, dict[str, str]]:
    return _read("cldr/language_names.toml")


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / file).read_text("utf-8"))
