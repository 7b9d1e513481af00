"""`./build.sh check`: formatting, lint and types, each by its tool; nothing is changed."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence

import click

from cli.client.address import ROOT, home

SCRIPTS = ("build.sh", ".ci/run", "scripts/*.sh", "knative/overlays/*/*.sh", "tests/contract/*/*.sh")
PAGE = "functions/gateway/page/*.mjs"


@click.command()
def check() -> None:
    """Look at formatting and lint (ruff), types (mypy), the page's scripts (deno: lint and types, by deno.json) and the
    shell's (shellcheck, where it is installed)."""
    passed = [passes(text, command) for text, command in checks().items()]
    if not shutil.which("shellcheck"):
        click.echo("scripts: not checked, for shellcheck is not installed")
    if not all(passed):
        raise SystemExit(1)


def checks() -> dict[str, Sequence[str]]:
    """Return what is looked at by what command."""
    ruff = [sys.executable, "-m", "ruff"]
    found: dict[str, Sequence[str]] = {
        "formatting (ruff format)": [*ruff, "format", "--check", "."],
        "lint (ruff)": [*ruff, "check", "."],
        "types (mypy)": [sys.executable, "-m", "mypy"],
    }
    deno = [sys.executable, "-m", "deno"]
    page = sorted(str(file) for file in ROOT.glob(PAGE))
    found["the page's lint (deno lint)"] = [*deno, "lint"]
    found["the page's types (deno check)"] = [*deno, "check", "--no-remote", *page]
    if shutil.which("shellcheck"):
        files = sorted(str(file) for pattern in SCRIPTS for file in ROOT.glob(pattern))
        found["scripts (shellcheck)"] = ["shellcheck", "-x", *files]
    return found


def passes(text: str, command: Sequence[str]) -> bool:
    """Run one check and say how long it took; what it found goes to standard error."""
    click.echo(f"{text} ... ", nl=False)
    sys.stdout.flush()
    started = time.monotonic()
    # deno keeps nothing but what it has parsed, and asks nobody for a newer deno
    settings = {**os.environ, "DENO_DIR": str(home() / "deno"), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    seconds = time.monotonic() - started
    click.echo(f"failed after {seconds:.0f} s" if done.returncode else f"{seconds:.0f} s")
    if done.returncode:
        click.echo(done.stdout, err=True)
    return not done.returncode
