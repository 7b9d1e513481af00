"""JSON Schemas of every event type, generated from the structures: `python -m events.schema` writes them."""

from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from events.registry import TYPES

FOLDER = Path(__file__).parent / "schemas"


def generate() -> dict[str, bytes]:
    """Return the schema of each event type's data as the text of its file, by file name."""
    return {f"{name}.json": _pretty(dedented(msgspec.json.schema(structure))) for name, structure in TYPES.items()}


def dedented(part: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a schema with its descriptions as Python 3.13 keeps docstrings, so that it is the same on all."""
    if isinstance(part, list):
        return [dedented(one) for one in part]
    if not isinstance(part, dict):
        return part
    texts = {key: cleandoc(text) for key, text in part.items() if key == "description" and isinstance(text, str)}
    return {key: dedented(value) for key, value in part.items()} | texts


def _pretty(schema: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"


def write() -> None:
    """Write every schema to its file."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in generate().items():
        (FOLDER / name).write_bytes(text)


if __name__ == "__main__":
    write()
