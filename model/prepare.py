"""Prepare weights: fetch what is missing, convert what llama.cpp cannot read, skip what is there.

python -m model.prepare            the default models
python -m model.prepare NAME...    these: catalogue names, or hf:owner/repo/file.gguf@revision
python -m model.prepare --list     what the catalogue has
"""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from events.errors import MiniRAGError, Rejected, Unavailable
from model.catalog import Entry, catalog, find
from model.sources import Local
from model.weights import prepared_path, ready_path

Say = Callable[[str], None]
MEGABYTE = 1_000_000
TIMES = 3  # as much disk as the download: its parts, the file, and a variant of it
LARGE = 300  # megabytes, from which a download is announced, and may be declined
EVERY = 1.0  # seconds between two progress lines


def prepare(entry: Entry, say: Say) -> Path:
    """Return the path of the model's GGUF file, which is fetched and converted first if it is not there yet.

    Two processes never prepare one model at once; the second waits. Raises `Rejected` or `Unavailable`.
    """
    path = prepared_path(entry)
    if isinstance(entry.source, Local):
        return ready_path(entry)
    if path.is_file():
        return path
    from filelock import FileLock, Timeout  # noqa: PLC0415 - the quick way out above does without

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_suffix(".lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(f"{entry.name}: another process prepares it; waiting")
            lock.acquire()
        try:
            if not path.is_file():
                _make(entry, path, say)
        finally:
            lock.release()
    except OSError as error:
        raise Unavailable(
            f"the weights of {entry.name} cannot be written to {path.parent}: {error.strerror}"
        ) from error
    return path


def _make(entry: Entry, path: Path, say: Say) -> None:
    """Fetch into a work folder, which stays when it breaks off, to be resumed; convert; rename into place."""
    from model.fetch import fetch  # noqa: PLC0415 - an HTTP client, only when there is something to fetch

    if (entry.megabytes or 0) >= LARGE:
        _announce(entry, path.parent, say)
    work = path.with_suffix(".work")
    work.mkdir(exist_ok=True)
    say(f"{entry.name}: fetching")
    weights = fetch(entry, work, _meter(entry.name, say), say)
    if weights.suffix != ".gguf":
        from model.convert import convert  # noqa: PLC0415 - gguf and safetensors, only for a conversion

        say(f"{entry.name}: converting to GGUF")
        weights = work / path.name
        convert(entry, work, weights)
    with weights.open("rb") as file:
        os.fsync(file.fileno())
    weights.replace(path)
    shutil.rmtree(work)
    say(f"{entry.name}: ready, {path.stat().st_size / MEGABYTE:.0f} MB")


def _announce(entry: Entry, folder: Path, say: Say) -> None:
    """Say how large a download will be, and ask for it on a terminal; raise `Unavailable` when it is not wanted, or
    there is no room for it.

    `MINIRAG_LARGE_DOWNLOADS` answers beforehand; where nobody can be asked, naming the model was the answer.
    """
    megabytes = entry.megabytes or 0
    say(f"{entry.name}: a download of {megabytes} MB")
    if not _is_wanted():
        raise Unavailable(
            f"{entry.name} was not fetched, for it was declined: name another model by GENERATOR (unset, it is a small "
            "one), or allow it by MINIRAG_LARGE_DOWNLOADS=yes"
        )
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < TIMES * megabytes:
        raise Unavailable(
            f"{folder} has {free} MB free, and fetching {entry.name} and fitting it to this machine takes "
            f"{TIMES * megabytes}: make room, or choose another MINIRAG_WEIGHTS"
        )


def _is_wanted() -> bool:
    wanted = os.environ.get("MINIRAG_LARGE_DOWNLOADS", "")
    if wanted not in ("", "yes", "no"):
        raise Rejected(f"MINIRAG_LARGE_DOWNLOADS is {wanted!r}: give yes or no, or leave it away")
    if wanted or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return wanted != "no"
    print("fetch it? [Y/n] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() not in ("n", "no")


def _meter(name: str, say: Say) -> Callable[[int, int], None]:
    """Return a progress function that says how far it is, once a second at most."""
    last = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY or done == total:
            last = time.monotonic()
            say(f"{name}: {done / MEGABYTE:.0f} of {total / MEGABYTE:.0f} MB")

    return progress


def _listing() -> list[str]:
    """Return a line for each model of the catalogue."""
    return [
        f"{entry.name:24} {entry.kind:9} {entry.licence:11} "
        f"{'prepared' if prepared_path(entry).is_file() else 'not prepared'}{', default' if entry.default else ''}"
        for entry in catalog().values()
    ]


def main(arguments: list[str]) -> int:
    """Run the command; paths go to standard output, progress to standard error."""
    parser = argparse.ArgumentParser(prog="python -m model.prepare", description="Fetch and convert model weights.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="models to prepare (default: the default ones)")
    parser.add_argument("--list", action="store_true", help="show the catalogue")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join(_listing()))
        return 0
    try:
        entries = [find(name) for name in options.names] or [find(kind="embed"), find(kind="generate")]
        for entry in entries:
            print(prepare(entry, lambda line: print(line, file=sys.stderr, flush=True)))
    except MiniRAGError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted: run it again, it continues where it stopped", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
