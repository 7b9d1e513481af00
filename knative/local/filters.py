"""Trigger filters as predicates over an event's attributes: the legacy `filter` and the newer `filters`."""

from collections.abc import Callable, Mapping

from knative.local.resources import Matches
from knative.local.yaml_section import Section

_COMPARE: dict[str, Callable[[str, str], bool]] = {
    "exact": str.__eq__,
    "prefix": str.startswith,
    "suffix": str.endswith,
}
_DIALECTS = (*_COMPARE, "all", "any", "not")


def trigger_filter(spec: Section) -> Matches:
    """Return the predicate of a Trigger's spec: a non-empty `filters` overrides `filter`, and none passes all."""
    legacy = spec.section("filter")
    attributes = legacy.mapping("attributes")
    legacy.close()
    items = [_dialect(item) for item in spec.sections("filters")]
    return _all(items) if items else _legacy(attributes)


def _legacy(attributes: Mapping[str, str]) -> Matches:
    def matches(event: Mapping[str, str]) -> bool:
        return all(name in event and wanted in ("", event[name]) for name, wanted in attributes.items())

    return matches


def _dialect(item: Section) -> Matches:
    if "cesql" in item:
        raise item.refuse(
            "the local runtime does not support CESQL; use exact, prefix, suffix, all, any or not", "cesql"
        )
    name = next(iter(item.entries), "")
    if len(item.entries) != 1 or name not in _DIALECTS:
        raise item.refuse(f"a filter is exactly one of {', '.join(_DIALECTS)}")
    if name in _COMPARE:
        return _compare(name, item)
    if name == "not":
        return _not(_dialect(item.section(name)))
    inners = [_dialect(inner) for inner in item.sections(name)]
    return _all(inners) if name == "all" else _any(inners)


def _compare(name: str, item: Section) -> Matches:
    wanted = item.mapping(name)
    if not wanted or not all(wanted.values()):
        raise item.refuse("needs at least one attribute, and no empty value: Knative would skip such a filter", name)
    compare = _COMPARE[name]
    return lambda event: all(key in event and compare(event[key], value) for key, value in wanted.items())


def _not(inner: Matches) -> Matches:
    return lambda event: not inner(event)


def _all(inners: list[Matches]) -> Matches:
    return lambda event: all(inner(event) for inner in inners)


def _any(inners: list[Matches]) -> Matches:
    return lambda event: any(inner(event) for inner in inners)
