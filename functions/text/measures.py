"""What is measured: by which words a weight or a price is asked for, and what a text that tells one holds."""

import re
from typing import NamedTuple

from functions.text.units import unit_of

_LENGTHS = "mm cm m km mile inch foot px nm"
_TABLE = (  # what asks, the units that tell it, and the words that do
    (
        r"how heavy|weighs?\b|\bweight\b|wie schwer\b|\bwiegt\b|\bgewicht\b",
        "g kg mg t lb",
        "weight weights weighs weigh weighed heavy light load gewicht wiegt wiegen schwer leicht last",
    ),
    (r"how (?:wide|broad)\b|\bwidth\b|wie breit\b", _LENGTHS, "width wide broad breite breit"),
    (r"how (?:deep)\b|\bdepth\b|wie tief\b", _LENGTHS, "depth deep tiefe tief"),
    (r"how tall\b", _LENGTHS, "height tall high"),
    (
        r"how (?:loud|noisy)\b|\bnoise level\b|wie laut (?:ist|sind|darf|wird)\b|\blautstärke\b|\bschalldruck",
        "db",
        "loud quiet noise noisy decibel laut leise lautstärke geräusch geräusche lärm",
    ),
    (
        r"(?:what|which) (?:\w+ )?temperature|how (?:hot|cold|warm)\b|wie (?:warm|heiß|kalt)\b|welche temperatur",
        "°c °f °",
        "temperature temperatures hot cold warm temperatur temperaturen heiß kalt",
    ),
    (
        r"\b(?:costs?|prices?|expensive)\b|\bkost(?:et|en)\b|\b\w*preise?\b|\bteuer\b",
        "€ $ £ chf kroner jpy cent",
        "cost costs price prices priced fee fees charge charges charged free pay pays paid rent rate rates budget "
        "expensive cheap amount kosten kostet preis preise gebühr gebühren zahlen zahlt bezahlt kostenlos gratis "
        "unentgeltlich miete beitrag betrag teuer",
    ),
    (
        r"\b(?:salary|salaries|wages?|earns?|income)\b|\b(?:gehalt|lohn|verdienst|verdient|verdienen)\b",
        "",
        "salary salaries wage wages pay pays paid earn earns earned income gross net allowance gehalt gehälter lohn "
        "löhne vergütung bezahlt verdient verdienen verdienst honorar",
    ),
)
_CODE = re.compile(r"[$€£¥]|\b[A-Z]{3} ?\d|\d ?[A-Z]{3}\b")  # of a currency


class Measure(NamedTuple):
    """What tells of something measured: its units, and the words for it, in small letters."""

    units: frozenset[str]
    words: frozenset[str]

    def is_in(self, text: str) -> bool:
        """Tell whether a text holds one of them."""
        if "€" in self.units and _CODE.search(text):
            return True
        found = [word.lower() for word in re.findall(r"°[CF]?|[^\W\d_]+", text)]
        return any(word in self.words or unit_of(word) in self.units for word in found)


_MEASURES = [
    (re.compile(asks, re.IGNORECASE), Measure(frozenset(units.split()), frozenset(told.split())))
    for asks, units, told in _TABLE
]


def measure_asked(question: str) -> Measure | None:
    """Return what is asked for by the words for a measure; None where no such words are there."""
    return next((measure for asks, measure in _MEASURES if asks.search(question)), None)
