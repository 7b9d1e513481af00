"""Words that ask for the first or the last of many, with the columns that they are about: English and German."""

import re
from typing import NamedTuple

PRICE = ("price", "cost", "costs", "fee", "amount", "preis", "kosten", "gebühr", "betrag")
DATE = (
    "date", "day", "year", "since", "updated", "created", "published", "built", "founded", "born",
    "datum", "tag", "jahr", "seit", "stand", "gebaut", "baujahr", "geboren",
)  # fmt: skip
AGE = ("age", "alter")
WEIGHT = ("weight", "mass", "weighs", "gewicht", "masse", "wiegt")
LENGTH = ("length", "duration", "lasts", "länge", "dauer", "dauert")
HEIGHT = ("height", "höhe", "größe")
SPEED = ("speed", "geschwindigkeit", "tempo")


class Superlative(NamedTuple):
    """One of them, as it stands in the question."""

    word: str
    highest: bool
    columns: tuple[str, ...] = ()  # none: whichever the question names


_WORDS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "least expensive": (False, PRICE), "most expensive": (True, PRICE), "cheapest": (False, PRICE),
    "dearest": (True, PRICE), "most recent": (True, DATE), "newest": (True, DATE), "latest": (True, DATE),
    "earliest": (False, DATE), "youngest": (False, AGE), "oldest": (True, AGE), "heaviest": (True, WEIGHT),
    "lightest": (False, WEIGHT), "longest": (True, LENGTH), "shortest": (False, LENGTH), "tallest": (True, HEIGHT),
    "fastest": (True, SPEED), "slowest": (False, SPEED), "largest": (True, ()), "biggest": (True, ()),
    "greatest": (True, ()), "highest": (True, ()), "most": (True, ()), "maximum": (True, ()), "smallest": (False, ()),
    "lowest": (False, ()), "fewest": (False, ()), "least": (False, ()), "minimum": (False, ()),
    "billigst": (False, PRICE), "günstigst": (False, PRICE), "preiswertest": (False, PRICE), "teuerst": (True, PRICE),
    "neuest": (True, DATE), "neust": (True, DATE), "aktuellst": (True, DATE), "frühest": (False, DATE),
    "spätest": (True, DATE), "jüngst": (False, AGE), "ältest": (True, AGE), "schwerst": (True, WEIGHT),
    "leichtest": (False, WEIGHT), "längst": (True, LENGTH), "kürzest": (False, LENGTH), "schnellst": (True, SPEED),
    "langsamst": (False, SPEED), "größt": (True, ()), "höchst": (True, ()), "meist": (True, ()),
    "kleinst": (False, ()), "niedrigst": (False, ()), "wenigst": (False, ()),
}  # fmt: skip
_ANY = re.compile(rf"(?<!\bat )\b(?:am )?(?P<stem>{'|'.join(_WORDS)})(?:e[nrsm]?)?\b", re.IGNORECASE)


def superlative_in(text: str) -> Superlative | None:
    """Return the one superlative of a question; None for none, and for more than one."""
    found = list(_ANY.finditer(text))
    if len(found) != 1:
        return None
    highest, columns = _WORDS[found[0]["stem"].lower()]
    return Superlative(found[0][0], highest, columns)


def columns_of_comparative(text: str) -> list[str]:
    """Return the columns that a comparative is about: of "faster" those of the fastest."""
    words = text.lower().split()
    stems = [word[:-2] for word in words if word.endswith("er")]
    forms = [*(f"most {word}" for word in words), *(f"{stem}est" for stem in stems), *(f"{stem}st" for stem in stems)]
    return [column for form in forms if form in _WORDS for column in _WORDS[form][1]]
