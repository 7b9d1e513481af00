"""Filters as SQL over the table of passages."""

import json

from functions.stores.passages import AFTER_ALL_TIMES, Filters


def filter_conditions(filters: Filters) -> tuple[list[str], list[object]]:
    """Return the conditions that a passage has to fulfil, with their values; none for no filter."""
    conditions: list[str] = []
    values: list[object] = []

    def want(condition: str, *given: object) -> None:
        conditions.append(condition)
        values.extend(given)

    if filters.documents is not None:
        want("document in (select value from json_each(?))", json.dumps(filters.documents))
    if filters.collections is not None:
        want("metadata ->> 'collection' in (select value from json_each(?))", json.dumps(filters.collections))
    for tag in filters.tags:
        want("instr(',' || replace(metadata ->> 'tags', ', ', ',') || ',', ?) > 0", f",{tag},")
    if filters.languages is not None:
        want("language in (select value from json_each(?))", json.dumps(filters.languages))
    if filters.date_from:
        want("metadata ->> 'date' >= ?", filters.date_from)
    if filters.date_to:
        want("metadata ->> 'date' < ?", filters.date_to + AFTER_ALL_TIMES)
    for name, value in filters.metadata.items():
        want("exists (select 1 from json_each(metadata) as m where m.key = ? and m.value = ?)", name, value)
    return conditions, values
