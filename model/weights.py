"""Where prepared weights lie: one GGUF file for each model, its name decided by the catalogue's entry."""

import hashlib
import os
import re
from pathlib import Path

import msgspec

from events.errors import Rejected, Unavailable
from model.catalog import Entry
from model.sources import Local

FORMAT = 1  # raise it when the conversion changes, so that weights are prepared anew


def weights_folder() -> Path:
    """Return the folder of the prepared weights: `$MINIRAG_WEIGHTS`, or `weights` in `$MINIRAG_HOME`."""
    if given := os.environ.get("MINIRAG_WEIGHTS"):
        return Path(given)
    home = os.environ.get("MINIRAG_HOME") or Path(__file__).parents[1] / ".minirag"
    return Path(home) / "weights"


def prepared_path(entry: Entry) -> Path:
    """Return the path that the model's GGUF file has once it is prepared; it need not be there yet."""
    if isinstance(entry.source, Local):
        return Path(entry.source.path)
    heads = [entry.heads] if entry.heads else []  # absent when not given: older weights keep their names
    decided = msgspec.json.encode([entry.source, entry.matrices, entry.pooling, FORMAT, *heads])
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", entry.name.removeprefix("hf:"))
    return weights_folder() / f"{name}-{hashlib.sha256(decided).hexdigest()[:12]}.gguf"


def ready_path(entry: Entry) -> Path:
    """Return the path of the model's prepared GGUF file.

    Raises `Rejected` when a local file is missing, `Unavailable` when the weights are not prepared yet.
    """
    path = prepared_path(entry)
    if path.is_file():
        return path
    if isinstance(entry.source, Local):
        raise Rejected(f"there is no file {path}: name a .gguf file that exists")
    raise Unavailable(f"the weights of {entry.name} are not prepared: run python -m model.prepare {entry.name}")
