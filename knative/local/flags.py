"""The runtime's settings: command-line flags, and the environment variables that they default to."""

import argparse
import os
import random
from dataclasses import dataclass
from pathlib import Path

from knative.local.weakness import Weakness
from knative.local.yaml_section import Refused

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Settings:
    manifests: list[Path]
    home: Path
    port: int  # the front's; the sink's is the next one
    window: float | None  # seconds, instead of every Service's window and retention
    env: dict[str, str]
    weakness: Weakness


def parse_settings(arguments: list[str] | None = None) -> Settings:
    """Return the settings; ends the process with a usage message when they cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m knative.local.runtime", description=__doc__)
    home, window = os.environ.get("MINIRAG_HOME", ROOT / ".minirag"), os.environ.get("MINIRAG_WINDOW")
    add = parser.add_argument
    add(
        "--manifests",
        type=Path,
        nargs="+",
        default=[ROOT / "knative" / "base"],
        help="folders of manifests; a later one may replace what an earlier one has",
    )
    add("--port", type=int, default=8080, help="for the services; the next one is the Broker's")
    add("--home", type=Path, default=home, help="where all that is kept is kept")
    add("--window", type=float, default=window, help="idle seconds before scaling to zero, for every service")
    add("--env", action="append", default=[], metavar="NAME=VALUE", help="overrides a variable of every service")
    add("--lose", type=share, default=0.0, metavar="10%", help="share of the events to lose")
    add("--double", type=share, default=0.0, metavar="20%", help="share of the deliveries to double")
    add("--delay", type=float, default=0.0, metavar="SECONDS", help="delay each delivery by up to this long")
    add("--seed", type=int, help="makes loss, doubling and delay repeatable")
    given = parser.parse_args(arguments)
    weakness = Weakness(given.lose, given.double, given.delay, random.Random(given.seed))  # noqa: S311
    return Settings(given.manifests, given.home.resolve(), given.port, given.window, _pairs(given.env), weakness)


def share(text: str) -> float:
    """Return 0.1 for "10%" or "0.1"; raise `ValueError` when it is no share."""
    value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 <= value <= 1:
        raise ValueError(f"{text} is not between 0% and 100%")
    return value


def _pairs(values: list[str]) -> dict[str, str]:
    if wrong := [value for value in values if "=" not in value]:
        raise Refused(f"--env {wrong[0]}: write NAME=VALUE")
    return dict(value.split("=", 1) for value in values)
