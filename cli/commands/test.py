"""`./build.sh test`: every test that this machine can run, by pytest, on all its processors."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import click

from cli.client.address import ROOT

UNIT = ("tests/unit", "-m", "not slow")
# A file's tests stay together, and so do those that start systems of their own: see tests/groups.py.
PARALLEL = ("-n", "auto", "--maxprocesses=4", "--dist", "loadscope", "--no-loadscope-reorder")
ALONE = {"--pdb", "--numprocesses", "--collect-only", "--co", "--version", "--markers", "--fixtures"}
ALONE_SHORT = ("-n", "-s")  # a value, or another letter, may follow at once
TAKES_WORDS = {"-k", "-m"}


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--coverage", is_flag=True, help="Report the lines that the tests reach, in child processes too.")
@click.argument("arguments", metavar="[unit] [ARGS]...", nargs=-1, type=click.UNPROCESSED)
def test(coverage: bool, arguments: tuple[str, ...]) -> None:
    """Run every test that this machine can run, on all processors; `unit`: only the fast ones, in less than a minute.

    ARGS go to pytest: -k WORDS, -x to stop at the first failure, -q; with files or folders among them, or -n 0, one
    process runs all. (All that pytest takes: .minirag/venv/bin/python -m pytest --help.)
    """
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is pytest's: it ends what the tests have started
    if not coverage:
        sys.exit(run("pytest", *chosen(arguments)))
    run("coverage", "erase")
    status = run("coverage", "run", "-m", "pytest", *chosen(arguments))
    run("coverage", "combine", "--quiet")
    run("coverage", "report")
    sys.exit(status)


def chosen(arguments: Sequence[str]) -> list[str]:
    """Return pytest's arguments: which tests, and whether several processes run them."""
    if arguments[:1] == ("unit",):
        return [*UNIT, *spread(arguments[1:]), *arguments[1:]]
    words = [one for before, one in zip(("", *arguments), arguments, strict=False) if before not in TAKES_WORDS]
    places = any((ROOT / one.partition("::")[0]).exists() for one in words if not one.startswith("-"))
    return [*arguments] if places else [*spread(arguments), *arguments]


def spread(arguments: Sequence[str]) -> Sequence[str]:
    """Return what runs the tests in several processes, unless something is asked for that takes one."""
    alone = any(one.startswith(ALONE_SHORT) or one.partition("=")[0] in ALONE for one in arguments)
    return () if alone else PARALLEL


def run(*module: str) -> int:
    """Run a module of Python in the checkout, as a process of its own, and return its status."""
    return subprocess.run([sys.executable, "-m", *module], cwd=ROOT, env=os.environ, check=False).returncode
