"""JSON Schemas of every event type, generated from the structures: `python -m events.schema` writes them."""

from pathlib import Path

import msgspec

from events.registry import TYPES

FOLDER = Path(__file__).parent / "schemas"


def generate() -> dict[str, bytes]:
    """Return the schema of each event type's data as the text of its file, by file name."""
    return {f"{name}.json": _pretty(msgspec.json.schema(structure)) for name, structure in TYPES.items()}


def _pretty(schema: dict[str, object]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"


def write() -> None:
    """Write every schema to its file."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in generate().items():
        (FOLDER / name).write_bytes(text)


if __name__ == "__main__":
    write()
