"""Words of the store that are near to one that stands in no document: what was meant by a misspelt one."""

from functions.stores.sqlite.database import Connection, rows
from functions.text.edit_distance import edit_distance
from functions.text.words import has_digit

SHORTEST, LONG = 6, 8  # characters, from which on one letter may differ, and two: of five, chain is near chair
MOST = 3  # words taken for one


def near_words(connection: Connection, term: str) -> list[str]:
    """Return the nearest of the store's terms, the commonest first; none for a short word, a number or an identifier.

    They begin with the same two letters, as most misspelt words do: to look at more of a large store takes long.
    """
    if len(term) < SHORTEST or has_digit(term):
        return []
    most = 2 if len(term) >= LONG else 1
    sql = """select term, cnt from term_counts
             where term >= ? and term < ? and length(term) between ? and ? and term <> ?"""
    first = term[:2]
    given = (first, first[0] + chr(ord(first[1]) + 1), len(term) - most, len(term) + most, term)
    found = [
        (distance, -count, word)
        for word, count in rows(connection, sql, given)
        if not has_digit(word) and (distance := edit_distance(term, word, most)) <= most
    ]
    nearest = min(found, default=(0, 0, ""))[0]
    return [word for distance, _, word in sorted(found) if distance == nearest][:MOST]
