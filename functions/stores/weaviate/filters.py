"""Which passages filters let through, as conditions of Weaviate."""

from typing import Any

import msgspec

from functions.stores.passages import AFTER_ALL_TIMES, Filters
from functions.stores.weaviate.client import Filter


def facet(name: str, value: str) -> str:
    """Return what stands in a passage for one value of its metadata."""
    return msgspec.json.encode([name, value]).decode()


def tag_facet(tag: str) -> str:
    """Return the facet of a single tag, which is none of a whole value."""
    return msgspec.json.encode([tag]).decode()


def filters_of(filters: Filters) -> Any:  # noqa: ANN401 - the package's own type is private
    """Return the conditions of the filters as the package has them; None without any."""
    facets = [[facet("collection", one) for one in filters.collections or ()]]
    facets += [[tag_facet(tag)] for tag in filters.tags]
    facets += [[facet(name, value)] for name, value in filters.metadata.items()]
    conditions = [Filter.by_property("facets").contains_any(one_of) for one_of in facets if one_of]
    if filters.documents:
        conditions.append(Filter.by_property("document").contains_any(list(filters.documents)))
    if filters.languages:
        conditions.append(Filter.by_property("language").contains_any(list(filters.languages)))
    if filters.date_from:
        conditions.append(Filter.by_property("date").greater_or_equal(filters.date_from))
    if filters.date_to:
        conditions.append(Filter.by_property("date").less_than(filters.date_to + AFTER_ALL_TIMES))
    return Filter.all_of(conditions) if conditions else None
