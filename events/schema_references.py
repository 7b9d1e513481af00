"""The references inside a JSON Schema: each leads to a schema, and some value that fits comes to an end."""

from collections.abc import Iterable, Iterator
from typing import Any

Schema = dict[str, Any]


def reference_fault(root: Schema, schemas: Iterable[tuple[str, Schema]]) -> str:
    """Return what is wrong with the references among these schemas (place, schema) of `root`; "" for nothing."""
    found = list(schemas)
    targets: dict[int, Schema] = {}
    for place, schema in found:
        if "$ref" in schema:
            target = _target(root, schema["$ref"])
            if not any(target is known for _, known in found):
                return f"{place}.$ref leads to no schema: name one, such as #/$defs/item"
            targets[id(schema)] = target
    looping = _looping(found, targets) or _endless(found, targets)
    return f"{looping} refers to itself without end: no answer could fit it" if looping else ""


def _target(root: Schema, reference: str) -> Any:  # noqa: ANN401 - whatever stands there
    target: Any = root
    for name in reference.split("/")[1:]:
        target = target.get(name) if isinstance(target, dict) else None
    return target


def _instead(schema: Schema, targets: dict[int, Schema]) -> Iterator[Schema]:
    """Yield the schemas that may stand in the place of this one before any character is written."""
    if id(schema) in targets:
        yield targets[id(schema)]
    yield from (part for word in ("anyOf", "oneOf") for part in schema.get(word, []))


def _looping(found: list[tuple[str, Schema]], targets: dict[int, Schema]) -> str:
    """Return the place of a schema that may stand in its own place; "" for none."""
    for place, schema in found:
        seen: set[int] = set()
        ahead = list(_instead(schema, targets))
        while ahead:
            one = ahead.pop()
            if one is schema:
                return place
            if id(one) not in seen:
                seen.add(id(one))
                ahead += _instead(one, targets)
    return ""


def _endless(found: list[tuple[str, Schema]], targets: dict[int, Schema]) -> str:
    """Return the place of a schema that every value would have to hold another value of; "" for none."""
    ending: set[int] = set()
    grown = True
    while grown:
        new = {id(schema) for _, schema in found if _ends(schema, targets, ending)} - ending
        ending |= new
        grown = bool(new)
    return next((place for place, schema in found if id(schema) not in ending), "")


def _ends(schema: Schema, targets: dict[int, Schema], ending: set[int]) -> bool:
    """Tell whether some value fits this schema, if those of `ending` have one."""
    instead = list(_instead(schema, targets))
    if instead:
        return any(id(one) in ending for one in instead)
    needed = [schema["properties"][name] for name in schema.get("required", [])] + list(schema.get("prefixItems", []))
    if schema.get("minItems", 0):
        needed.append(schema["items"])
    return all(id(one) in ending for one in needed)
