"""Which column of a table a word means: by its label, by another form of it, or by what it is about."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from functions.text.column_kinds import kind_asked, labels_of
from functions.text.word_forms import folded, same_word, words_of

PRICE, VALUE, WEIGHT = labels_of("price"), labels_of("value"), labels_of("weight")
DATE, AGE = labels_of("date"), labels_of("age")
LENGTH = labels_of("length", "duration")
HEIGHT, SPEED = labels_of("height"), labels_of("speed")
_QUANTITY = frozenset(map(folded, labels_of("quantity")))
_ENDING = 5  # letters of a word for what is measured, with which a German compound ends: "Mietpreis"
_COMPOUND = 2  # letters more, at least, that a compound has
_STEM, _SHORT_STEM = 4, 3  # letters that a verb and a label share; fewer where the verb has a "ge" in front


def label_named(word: str, labels: Iterable[str]) -> str:
    """Return the column that a word names, by its label or by another word for what it is about; "" for none."""
    several = list(labels)
    for names in (same_word, _is_its_verb, _begins):
        for label in several:
            if any(names(word, one) for one in words_of(label)):
                return label
    kind = kind_asked(word)
    return next(iter(labels_about(labels_of(kind), several)), "") if kind else ""


def labels_about(columns: Sequence[str], labels: Iterable[str]) -> list[str]:
    """Return the labels of columns that one of these words names, also as the end of a compound."""
    names = [folded(column) for column in columns]
    return [label for label in labels if any(_ends_in(word, names) for word in words_of(label))]


def quantity_among(labels: Iterable[str]) -> str:
    """Return the column that says how many there are of what a row is about, by its name alone; "" for none."""
    return next((label for label in labels if len(words_of(label)) == 1 and words_of(label)[0] in _QUANTITY), "")


def column_meant(words: Iterable[str], labels: Sequence[str]) -> str:
    """Return the one column that most of a question's words name; "" for none, and where several are as likely."""
    asked = list(words)
    counts = {label: sum(bool(label_named(word, [label])) for word in asked) for label in labels}
    most = max(counts.values(), default=0)
    meant = [label for label, count in counts.items() if count == most]
    return meant[0] if most and len(meant) == 1 else ""


def _ends_in(word: str, names: Sequence[str]) -> bool:
    return any(same_word(word, name) or (len(name) >= _ENDING and word.endswith(name)) for name in names)


def _begins(word: str, label: str) -> bool:
    """Tell whether a label is a compound that begins with a word: "Artikelnummer" with "Artikel"."""
    return len(word) >= _ENDING and len(label) >= len(word) + _COMPOUND and label.startswith(word)


@lru_cache(maxsize=4096)
def _is_its_verb(word: str, label: str) -> bool:
    """Tell whether a word is a past form of the verb of a label: "inspected" of "inspection", "gebaut" of "Baujahr"."""
    if word.startswith("ge") and word.endswith("t"):
        stem, least = word[2:-1], _SHORT_STEM
    elif word.endswith("ed") or word.endswith("iert"):
        stem, least = word.removesuffix("ed").removesuffix("iert"), _STEM
    else:
        return False
    return len(stem) >= least and label.startswith(stem)
