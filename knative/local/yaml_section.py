"""YAML mappings that remember their file and line and refuse every key that nobody read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

T = TypeVar("T")
_REQUIRED: Any = object()


class Refused(Exception):
    """The runtime cannot start; the message is one sentence that says why and what to do."""


@dataclass
class Section:
    """One YAML mapping; `close()` refuses what was neither read nor ignored: nothing is silently without effect."""

    file: Path
    line: int
    path: str
    entries: dict[str, tuple[Any, int]]
    seen: set[str] = field(default_factory=set)

    def refuse(self, message: str, key: str = "") -> Refused:
        """Return the refusal of this section, or of its entry `key`, with file and line."""
        line = self.entries[key][1] if key in self.entries else self.line
        return Refused(f"{self.file}:{line}: {'.'.join(filter(None, (self.path, key)))}: {message}")

    def text(self, key: str, default: str = _REQUIRED) -> str:
        return self._get(key, str, "a text (put it in quotes)", default)

    def integer(self, key: str, default: int = _REQUIRED) -> int:
        return self._get(key, int, "a whole number", default)

    def boolean(self, key: str, default: bool = _REQUIRED) -> bool:
        return self._get(key, bool, "true or false", default)

    def section(self, key: str, required: bool = False) -> "Section":
        """Return the mapping at `key`; an empty one when it is absent and not required."""
        empty = Section(self.file, self.line, f"{self.path}.{key}", {})
        return self._get(key, Section, "a mapping", _REQUIRED if required else empty)

    def sections(self, key: str) -> list["Section"]:
        return self._listed(key, Section, "a list of mappings")

    def strings(self, key: str) -> list[str]:
        return self._listed(key, str, "a list of texts")

    def mapping(self, key: str) -> dict[str, str]:
        """Return a flat mapping of texts such as labels, annotations or a ConfigMap's data."""
        section = self.section(key)
        return {name: section.text(name) for name in section.entries}

    def ignore(self, *keys: str) -> None:
        """Accept these keys, which mean nothing on one machine."""
        self.seen.update(keys)

    def close(self) -> None:
        for key in self.entries.keys() - self.seen:
            raise self.refuse("the local runtime does not support this field; remove it or move it to an overlay", key)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def _get(self, key: str, kind: type[T], wanted: str, default: Any) -> T:  # noqa: ANN401
        self.seen.add(key)
        if key not in self.entries or self.entries[key][0] is None:
            if default is _REQUIRED:
                raise self.refuse(f"{key} is missing")
            return default  # type: ignore[no-any-return]
        value = self.entries[key][0]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.refuse(f"must be {wanted}", key)
        return value

    def _listed(self, key: str, kind: type[T], wanted: str) -> list[T]:
        values: list[Any] = self._get(key, list, wanted, [])
        if not all(isinstance(value, kind) for value in values):
            raise self.refuse(f"must be {wanted}", key)
        return values


def read_sections(file: Path) -> Iterator[Section]:
    """Yield each document of a YAML file; raise `Refused` when it is not YAML or not a mapping."""
    try:
        for node in yaml.compose_all(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader):
            if node is None or node.value == "":
                continue
            value = _value(node, file, "")
            if not isinstance(value, Section):
                raise Refused(f"{file}:{node.start_mark.line + 1}: a manifest must be a mapping")
            yield value
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(f"{file}: not valid YAML: {' '.join(str(error).split())}") from error


def _value(node: yaml.Node, file: Path, path: str) -> Any:  # noqa: ANN401
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, path) for item in node.value]
    if not isinstance(node, yaml.MappingNode):
        return yaml.constructor.SafeConstructor().construct_object(node)
    entries: dict[str, tuple[Any, int]] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if key.value in entries:
            raise Refused(f"{file}:{line}: {key.value} is given twice")
        entries[key.value] = (_value(value, file, f"{path}.{key.value}".lstrip(".")), line)
    return Section(file, node.start_mark.line + 1, path, entries)
