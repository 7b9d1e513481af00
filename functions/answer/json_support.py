"""Whether JSON that a model wrote for a schema rests on the passages: an empty shell fits any, and says nothing."""

import json
from collections.abc import Iterator

from functions.text.words import compared_words

LONG = 4  # characters, by which a value is known in the midst of words


def rests_on(said: str, sources: str) -> bool:
    """Tell whether a text or number in the JSON stands in the sources, letter by letter or by most of its words; what
    holds neither, but a yes or no, is not to be told from them."""
    try:
        values = list(_values(json.loads(said)))
    except ValueError:  # cut short: whoever reads it sees that
        return True
    told = [str(one) for one in values if not isinstance(one, bool)]
    if not told:
        return bool(values)
    words = frozenset(compared_words(sources))
    return any((len(one) >= LONG and one in sources) or _is_among(compared_words(one), words) for one in told)


def _values(value: object) -> Iterator[str | float | bool]:
    """Yield the values that say something: neither null nor blank."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _values(one)
    elif isinstance(value, str | int | float) and str(value).strip():
        yield value


def _is_among(own: list[str], words: frozenset[str]) -> bool:
    return sum(one in words for one in own) * 2 > len(own)
