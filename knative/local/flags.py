"""The runtime's settings: command-line flags, and the environment variables that they default to."""

import argparse
import os
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from knative.local.fault_injection import FaultInjection
from knative.local.optional_parts import parts_set_up
from knative.local.yaml_section import Refused

DEFAULT_PORT = 8080
MAX_PORT = 65534
ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "knative" / "base"


@dataclass(frozen=True)
class Settings:
    manifests: list[Path]
    home: Path
    port: int  # the front's; the sink's is the next one
    window: float | None  # seconds, instead of every Service's window and retention
    env: dict[str, str]
    faults: FaultInjection


class Misused(Refused):
    """A flag, or the variable that it defaults to, that cannot be read."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Misused(f"{message} (--help lists the flags)")


def parse_settings(arguments: list[str] | None = None, prog: str = "build.sh run") -> Settings:
    """Return the settings; raise `Misused` when they cannot be read."""
    parser = _Parser(prog=f"./{prog}", description=__doc__)
    home, window = os.environ.get("MINIRAG_HOME", ROOT / ".minirag"), os.environ.get("MINIRAG_WINDOW")
    add = parser.add_argument
    add(
        "--manifests",
        type=Path,
        nargs="+",
        help="folders of manifests; a later one may replace what an earlier one has. By default knative/base, with "
        "which knative/overlays/components/ocr comes where OCR is set up",
    )
    add("--port", type=port, default=_port_of_the_shell(), help="for the services; the next one is the Broker's")
    add("--home", type=Path, default=home, help="where all that is kept is kept")
    add("--window", type=float, default=window, help="idle seconds before scaling to zero, for every service")
    add("--env", action="append", default=[], metavar="NAME=VALUE", help="overrides a variable of every service")
    add("--lose", type=share, default=0.0, metavar="10%", help="share of the events to lose")
    add("--double", type=share, default=0.0, metavar="20%", help="share of the deliveries to double")
    add("--delay", type=float, default=0.0, metavar="SECONDS", help="delay each delivery by up to this long")
    add("--seed", type=int, help="makes loss, doubling and delay repeatable")
    given = parser.parse_args(arguments)
    faults = FaultInjection(given.lose, given.double, given.delay, random.Random(given.seed))  # noqa: S311
    manifests = _with_parts_set_up(given.manifests or [BASE])
    return Settings(manifests, given.home.resolve(), given.port, given.window, _pairs(given.env), faults)


def _with_parts_set_up(manifests: list[Path]) -> list[Path]:
    """Return the folders with what is set up right after the base, whatever else is run beside it."""
    named = [folder.resolve() for folder in manifests]
    if BASE not in named:
        return manifests
    after = named.index(BASE) + 1
    parts = [part for part in parts_set_up(ROOT) if part not in named]
    return [*manifests[:after], *parts, *manifests[after:]]


def port(text: str) -> int:
    """Return the number of a port that has a next one; raise `ArgumentTypeError` when it is none."""
    if not re.fullmatch("[0-9]{1,5}", text) or not 1 <= int(text) <= MAX_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port: give a number from 1 to {MAX_PORT}; the one after it is the Broker's"
        )
    return int(text)


def _port_of_the_shell() -> int:
    given = os.environ.get("PORT", "")
    try:
        return port(given) if given else DEFAULT_PORT
    except argparse.ArgumentTypeError as error:
        raise Misused(f"variable PORT: {error}") from error


def share(text: str) -> float:
    """Return 0.1 for "10%" or "0.1"; raise `ValueError` when it is no share."""
    value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 <= value <= 1:
        raise ValueError(f"{text} is not between 0% and 100%")
    return value


def _pairs(values: list[str]) -> dict[str, str]:
    if wrong := [value for value in values if "=" not in value]:
        raise Misused(f"--env {wrong[0]}: write NAME=VALUE")
    return dict(value.split("=", 1) for value in values)
