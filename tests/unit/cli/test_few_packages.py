"""Where only the packages of `commands` are, for a cluster or for a MiniRAG elsewhere, its commands start."""

import json
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from cli.client.address import ROOT
from tests.unit.cli.test_lock import locked, normal

pytestmark = pytest.mark.slow

COMMANDS = (
    *(
        "up",
        "down",
        "status",
        "upload",
        "ask",
        "documents",
        "delete",
        "reindex",
        "failures",
        "bundle",
        "lock",
        "completion",
    ),
    *("doctor", "images", "deploy", "undeploy", "e2e"),
)


@pytest.mark.parametrize(
    "module",
    [*(f"cli.commands.{name}" for name in COMMANDS), "cli.group", "cli.watch.command", "bench.cluster.command"],
)
def test_a_command_imports_no_package_that_the_lock_of_commands_lacks(module: str) -> None:
    line = (
        f"import json, sys; before = set(sys.modules); import {module}; "
        "print(json.dumps(sorted({one.partition('.')[0] for one in sys.modules.keys() - before})))"
    )
    printed = subprocess.run([sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    packages = packages_distributions()
    imported = {normal(package) for name in json.loads(printed) for package in packages.get(name, [])}

    assert imported - locked("commands").keys() - {"minirag"} == set()
