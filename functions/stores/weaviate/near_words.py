"""Which terms are near to that of a misspelt word, as patterns, for a store that compares no spellings."""

from functions.stores.spelling import SAME


def near_patterns(term: str) -> list[str]:
    """Return patterns, with "*" for any letters, of the terms that differ from one in one place behind the first two
    letters, and of that term itself."""
    stem = term.rstrip("eiy")
    places = range(SAME, len(stem) - 1)
    return [f"{stem}*", *(f"{stem[:place]}*{stem[place + SAME :]}*" for place in places)]
