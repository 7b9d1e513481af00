"""Whether compiled code fills in the AMX tiles' configuration before it is loaded; see tile_config.h.

python -m scripts.tile_stores FILE...    object files or libraries; needs objdump, and no processor with AMX
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator

from events.errors import MiniRAGError, Rejected

ADDRESS = r"(-?0x[0-9a-f]+)?(\([^)]*\))"
LOAD = re.compile(rf"\tldtilecfg {ADDRESS}")
STORE = re.compile(rf"\tv?mov[a-z0-9]* +[%$][^,(]*,{ADDRESS}")
NEAR = 60  # instructions before the load, among which the stores are
WANTED = {"columns": 16, "rows": 48}  # bytes from the configuration's begin


def missing_stores(disassembly: str) -> list[list[str]]:
    """Return for each load of a tile configuration in objdump's output which of its parts were not stored before."""
    lines = disassembly.splitlines()
    loads = [(at, found) for at, line in enumerate(lines) if (found := LOAD.search(line))]
    return [_missing(lines[max(0, at - NEAR) : at], found) for at, found in loads]


def _missing(before: list[str], load: re.Match[str]) -> list[str]:
    begin, base = _place(load)
    stored = {offset for offset, register in _stores(before) if register == base}
    return [part for part, offset in WANTED.items() if begin + offset not in stored]


def _stores(lines: list[str]) -> Iterator[tuple[int, str]]:
    return (_place(found) for line in lines if (found := STORE.search(line)))


def _place(found: re.Match[str]) -> tuple[int, str]:
    return int(found[1] or "0", 16), found[2]


def disassembled(file: str) -> str:
    """Return objdump's listing of a compiled file; raise `Rejected` when there is none."""
    try:
        command = ["objdump", "-d", "--no-show-raw-insn", file]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except FileNotFoundError as error:
        raise Rejected("there is no objdump: install binutils") from error
    except subprocess.CalledProcessError as error:
        raise Rejected(f"objdump cannot read {file}: {error.stderr.strip()}") from error


def main(arguments: list[str]) -> int:
    """Run the command: a line for each file, status 1 when one of them has a load without its stores, or no load."""
    parser = argparse.ArgumentParser(prog="python -m scripts.tile_stores", description="Check AMX code.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    sound = True
    for file in parser.parse_args(arguments).files:
        try:
            loads = missing_stores(disassembled(file))
        except MiniRAGError as error:
            print(f"error: {error.detail}", file=sys.stderr)
            return 1
        missing = sorted({part for load in loads for part in load})
        told = f"not stored: {' and '.join(missing)}" if missing else "rows and columns are stored"
        print(f"{file}: {len(loads)} loads of a tile configuration" + (f", {told}" if loads else ""))
        sound = sound and bool(loads) and not missing
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
