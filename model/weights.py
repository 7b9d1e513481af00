"""Where prepared weights lie: one GGUF file for each model, its name decided by the catalogue's entry."""

import hashlib
import os
import re
from pathlib import Path

import msgspec

from events.errors import Rejected, Unavailable
from model.catalog import Entry
from model.sources import Local

UBATCH = 512  # tokens that an embedder computes at once where nothing has been measured
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


def tuned_path(entry: Entry) -> Path:
    """Return the path beside which a model's variants lie and its fit is noted: its prepared file, or where a link to
    the file on this machine is, by whose size and time another file in its place gets another name.

    Raises `Rejected` when that file is missing.
    """
    path = prepared_path(entry)
    if not isinstance(entry.source, Local):
        return path
    try:
        found = path.stat()
    except OSError as error:
        raise Rejected(f"there is no file {path}: name a .gguf file that exists") from error
    decided = f"{path.absolute()}\n{found.st_size}\n{found.st_mtime_ns}".encode()
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem)
    return weights_folder() / f"local-{name}-{hashlib.sha256(decided).hexdigest()[:12]}.gguf"


class Tuning(msgspec.Struct, frozen=True):
    """The fastest variant of a model's weights on one machine, as `model.autotune` measured it."""

    machine: str  # see `model.machine`
    file: str  # beside the prepared one, or that one itself
    ubatch: int = UBATCH
    extra_buffers: bool = True  # whether llama.cpp may lay the matrices out anew; see `model.variants`


def fit_path(prepared: Path) -> Path:
    """Return where the fit of a prepared GGUF file is noted."""
    return prepared.with_suffix(".fit.json")


def fit_of(prepared: Path) -> Tuning:
    """Return what was measured for a prepared GGUF file; that file itself where nothing was."""
    try:
        fit = msgspec.json.decode(fit_path(prepared).read_bytes(), type=Tuning)
    except (OSError, msgspec.MsgspecError):
        return Tuning(machine="", file=prepared.name)
    return fit if prepared.with_name(fit.file).is_file() else Tuning(machine="", file=prepared.name)


def ready_path(entry: Entry) -> Path:
    """Return the path of the model's prepared GGUF file, in its fastest variant.

    Raises `Rejected` when a local file is missing, `Unavailable` when the weights are not prepared yet.
    """
    tuned = tuned_path(entry)
    path = tuned.with_name(fit_of(tuned).file)
    if path.is_file():
        return path
    if isinstance(entry.source, Local):
        return prepared_path(entry)
    raise Unavailable(f"the weights of {entry.name} are not prepared: run python -m model.prepare {entry.name}")
