"""Words of the store that are near to one that stands in no document: what was meant by a misspelt one."""

import json
from collections.abc import Sequence

from events.identity import IndexKey
from functions.stores.passages import Filters
from functions.stores.spelling import SAME, nearest_words, slips_of
from functions.stores.sqlite.database import Connection, rows
from functions.stores.sqlite.filters import filter_conditions
from functions.stores.sqlite.languages import languages_in
from functions.text.edit_distance import edit_distance
from functions.text.terms import question_terms
from functions.text.words import has_digit

MOST = 3  # words taken for one
_TERMS, _PLACES, _TEXTS = 20, 2000, 50  # that are looked at: near terms, places of them in any index, passages of ours


def near_words(connection: Connection, term: str) -> list[str]:
    """Return the nearest of the store's terms, the commonest first; none for a short word, a number or an identifier.

    They begin with the same two letters, as most misspelt words do: to look at more of a large store takes long.
    """
    found = _near_terms(connection, term, slips_of(term))
    nearest = min(found, default=(0, 0, ""))[0]
    return [word for distance, _, word in sorted(found) if distance == nearest][:MOST]


def words_like(connection: Connection, index: IndexKey, filters: Filters, word: str) -> list[str]:
    """Return the words of one index, as its passages have them, that are nearest to one which stands nowhere in it."""
    asked, most = question_terms(word, languages_in(connection, index)), slips_of(word)
    if len(asked) != 1 or not most or _texts_with(connection, index, filters, asked[0]):
        return []
    found = {each for term in asked[0] for each in _near_terms(connection, term, most + 1)}
    near = [term for _, _, term in sorted(found)[:_TERMS]]
    return nearest_words(word, _texts_with(connection, index, filters, near))


def _texts_with(connection: Connection, index: IndexKey, filters: Filters, terms: Sequence[str]) -> list[str]:
    """Return texts of passages of one index that hold one of these terms."""
    conditions, values = filter_conditions(filters)
    allowed = " and ".join(["tenant = ?", "model = ?", *conditions])
    sql = f"""select name, heading, text from passages where {allowed} and rowid in (
                  select doc from json_each(?) as near, term_places as places
                  where places.term = near.value limit {_PLACES}) limit {_TEXTS}"""  # noqa: S608
    found = rows(connection, sql, (*index, *values, json.dumps(terms)))
    return [text for texts in found for text in texts]


def _near_terms(connection: Connection, term: str, most: int) -> list[tuple[int, int, str]]:
    """Return the terms not more than `most` letters away, each behind its distance and how often it is not there."""
    if not most or len(term) < SAME or has_digit(term):
        return []
    sql = """select term, cnt from term_counts
             where term >= ? and term < ? and length(term) between ? and ? and term <> ?"""
    first = term[:SAME]
    given = (first, first[0] + chr(ord(first[1]) + 1), len(term) - most, len(term) + most, term)
    return [
        (distance, -count, word)
        for word, count in rows(connection, sql, given)
        if not has_digit(word) and (distance := edit_distance(term, word, most)) <= most
    ]
