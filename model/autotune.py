"""Tune prepared weights to this machine: find the variant of them that computes fastest, and right.

A variant is a number type, an embedder's ubatch, and whether llama.cpp's extra buffer types are used. Each is tried in
a process of its own: one that crashes, hangs, or computes something else is left out, with a line that says so.

python -m model.autotune                the default models; skips what was measured on this processor already
python -m model.autotune NAME...        these
python -m model.autotune --lean         and keep nothing but the fastest variant, for an image

It ends with status 3 when llama.cpp, as it was built, computes no variant of a model here.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from events.errors import MiniRAGError
from model.catalog import Entry, find
from model.contest import LONGEST, Contest
from model.isolated import Failed, run_module
from model.llama import Model
from model.machine import machine_key
from model.sources import Local
from model.variants import (
    AS_IT_IS,
    FORMATS,
    LARGEST,
    Variant,
    extra_buffers_matter,
    variant_path,
    variants,
)
from model.weights import Tuning, fit_of, fit_path, prepared_path, ready_path, tuned_path

WIDEST = 250_000_000  # bytes, of what is also tried as BF16: of a larger file that fills disk and memory for nothing
ROUNDS = 3  # of which the fastest counts
NO_VARIANT = 3  # the command's status when nothing computes here: scripts/setup.sh builds anew then


class NoVariant(Exception):
    """No variant of a model computes on this machine; its text says what happened to each, and what to do."""


def fit(entry: Entry, say: Callable[[str], None]) -> Tuning:
    """Return the fastest variant of the model's weights on this machine, measured once and noted beside them.

    Raises `Unavailable` when the weights are not prepared, `Rejected` when a file on this machine is no sound one, and
    `NoVariant` when none computes.
    """
    prepared, machine = tuned_path(entry), machine_key()
    known = fit_of(prepared)
    if known.machine == machine:
        return known
    ready_path(entry)
    if isinstance(entry.source, Local):
        _link(entry, prepared)
    say(f"{entry.name}: finding its fastest variant for this processor")
    contest = Contest(entry, prepared, say)
    formats = list(_formats(prepared, FORMATS[entry.kind], contest))
    contest.enter(variants(entry, formats, both=extra_buffers_matter()))
    for _ in range(ROUNDS - 1):
        contest.again()
    best = _fastest(entry, contest)
    found = Tuning(machine, variant_path(prepared, best.format_).name, best.ubatch, best.extra_buffers)
    fit_path(prepared).write_bytes(msgspec.json.format(msgspec.json.encode(found)))
    _remove(prepared, {AS_IT_IS, best.format_})
    say(f"{entry.name}: {_told(contest.seconds)}; taken: {best.name}")
    return found


def _link(entry: Entry, link: Path) -> None:
    """Put a link to a file on this machine among the prepared weights, where its variants can lie beside it.

    What cannot be loaded is not this build's fault: that raises `Rejected` before anything is measured.
    """
    path = prepared_path(entry).absolute()
    Model(path).close()
    link.parent.mkdir(parents=True, exist_ok=True)
    for older in link.parent.glob("local-*.gguf"):
        if older.is_symlink() and older.readlink() == path:
            for file in link.parent.glob(f"{older.stem}.*"):
                file.unlink()
    link.symlink_to(path)


def _formats(prepared: Path, formats: tuple[str, ...], contest: Contest) -> Iterator[str]:
    """Yield the number types to try, with the files made."""
    yield AS_IT_IS
    size = prepared.stat().st_size
    for format_ in formats if size <= LARGEST else ():
        if format_ == "bf16" and size > WIDEST:
            continue
        try:
            run_module("model.rewrite", [str(prepared), str(variant_path(prepared, format_)), format_], LONGEST)
        except Failed as error:
            variant_path(prepared, format_).unlink(missing_ok=True)
            contest.leave_out(Variant(format_).name, str(error))
        else:
            yield format_


def _fastest(entry: Entry, contest: Contest) -> Variant:
    if contest.seconds:
        return min(contest.seconds, key=lambda variant: contest.seconds[variant])
    names: dict[str, list[str]] = {}
    for name, reason in contest.left_out.items():
        names.setdefault(reason, []).append(name)
    told = "; ".join(f"{', '.join(those)}: {reason}" for reason, those in names.items())
    raise NoVariant(
        f"llama.cpp computes no variant of {entry.name} on this processor ({told}): "
        "build it anew with another compiler (CC and CXX name one), or on another machine"
    )


def _remove(prepared: Path, kept: set[str]) -> None:
    for formats in FORMATS.values():
        for format_ in set(formats) - kept:
            variant_path(prepared, format_).unlink(missing_ok=True)


def _told(seconds: dict[Variant, float]) -> str:
    """Return the relative speed of the variants, the best ubatch of each, the slowest variant being 1."""
    best: dict[str, float] = {}
    for variant, spent in seconds.items():
        best[variant.name] = min(spent, best.get(variant.name, spent))
    slowest = max(best.values())
    return ", ".join(f"{name} {slowest / spent:.1f}" for name, spent in best.items())


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run the command; what was found goes to standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m model.autotune", description="Find the fastest variant of prepared weights."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="models to tune (default: the default ones)")
    parser.add_argument("--lean", action="store_true", help="keep nothing but the fastest variant")
    options = parser.parse_args(arguments)
    try:
        for entry in [find(name) for name in options.names] or [find(kind="embed"), find(kind="generate")]:
            chosen, prepared = fit(entry, _say).file, tuned_path(entry)
            if options.lean and chosen != prepared.name:
                prepared.unlink(missing_ok=True)
    except MiniRAGError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 1
    except NoVariant as error:
        print(f"error: {error}", file=sys.stderr)
        return NO_VARIANT
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
