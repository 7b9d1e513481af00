"""`./build.sh test`: every test that this machine can run, by pytest."""

import os
import sys

import click

from cli.client.address import ROOT


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run every test that this machine can run. ARGUMENTS go to pytest: files or folders, -k WORDS, -x to stop at the
    first failure, -q. (All that pytest takes: .minirag/venv/bin/python -m pytest --help.)
    """
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])  # noqa: S606 - no shell is wanted
