"""Fit prepared weights to this machine: find the number type, and an embedder's ubatch, that compute fastest.

python -m model.fit                the default models; skips what was measured on this processor already
python -m model.fit NAME...        these
python -m model.fit --lean         and keep nothing but the fastest form, for an image
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

import msgspec

from events.errors import MiniRAGError
from model.catalog import Entry, find
from model.llama import requantize
from model.machine import machine_key
from model.sources import Local
from model.threads import compute_threads
from model.trials import seconds_of
from model.weights import UBATCH, Fit, fit_of, fit_path, prepared_path, ready_path

LARGEST = 600_000_000  # bytes: larger files are kept as they came, for memory is then dearer than time
# An embedder's Q8_0 vectors have a cosine below 0.999 with the exact ones; a generator's F16 was nowhere the fastest.
FORMATS = {"embed": ("f16", "bf16"), "generate": ("q8_0", "bf16")}
UBATCHES = (128, 256, 512)
ROUNDS = 3  # of which the fastest counts: whatever else the machine did made it slower, never faster
AS_IT_IS = ""  # the number type of the prepared file


def fit(entry: Entry, say: Callable[[str], None]) -> Fit:
    """Return the fastest form of the model's weights on this machine, measured once and noted beside them.

    Raises `Unavailable` when the weights are not prepared.
    """
    prepared, machine = prepared_path(entry), machine_key()
    known = fit_of(prepared)
    if isinstance(entry.source, Local) or known.machine == machine:
        return known
    ready_path(entry)
    say(f"{entry.name}: finding its fastest form for this processor")
    formats = list(_formats(prepared, FORMATS[entry.kind]))
    seconds = _measured(entry, prepared, formats)
    format_, ubatch = min(seconds, key=lambda form: seconds[form])
    found = Fit(machine=machine, file=_form_path(prepared, format_).name, ubatch=ubatch)
    fit_path(prepared).write_bytes(msgspec.json.format(msgspec.json.encode(found)))
    for other in formats:
        if other not in (format_, AS_IT_IS):
            _form_path(prepared, other).unlink(missing_ok=True)
    say(f"{entry.name}: {_told(seconds)}; taken: {format_ or 'as it is'}")
    return found


def _formats(prepared: Path, formats: Sequence[str]) -> Iterator[str]:
    """Yield the number types to try, with the files made."""
    yield AS_IT_IS
    if prepared.stat().st_size <= LARGEST:
        for format_ in formats:
            requantize(prepared, _form_path(prepared, format_), format_, compute_threads())
            yield format_


def _measured(entry: Entry, prepared: Path, formats: Sequence[str]) -> dict[tuple[str, int], float]:
    """Return the seconds of each number type and ubatch; the rounds alternate, so that a busy moment hits all alike."""
    ubatches = UBATCHES if entry.kind == "embed" else (UBATCH,)
    best: dict[tuple[str, int], float] = {}
    for _ in range(ROUNDS):
        for form in product(formats, ubatches):
            spent = seconds_of(entry, _form_path(prepared, form[0]), form[1])
            best[form] = min(spent, best.get(form, spent))
    return best


def _form_path(prepared: Path, format_: str) -> Path:
    return prepared.with_suffix(f".{format_}.gguf") if format_ else prepared


def _told(seconds: dict[tuple[str, int], float]) -> str:
    """Return the relative speed of each number type, the slowest being 1."""
    best: dict[str, float] = {}
    for (format_, _), spent in seconds.items():
        best[format_] = min(spent, best.get(format_, spent))
    slowest = max(best.values())
    return ", ".join(f"{format_ or 'as it is'} {slowest / spent:.1f}" for format_, spent in best.items())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run the command; what was found goes to standard error."""
    parser = argparse.ArgumentParser(prog="python -m model.fit", description="Fit prepared weights to this machine.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="models to fit (default: the default ones)")
    parser.add_argument("--lean", action="store_true", help="keep nothing but the fastest form")
    options = parser.parse_args(arguments)
    try:
        for entry in [find(name) for name in options.names] or [find(kind="embed"), find(kind="generate")]:
            chosen, prepared = fit(entry, _say).file, prepared_path(entry)
            if options.lean and chosen != prepared.name:
                prepared.unlink(missing_ok=True)
    except MiniRAGError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
