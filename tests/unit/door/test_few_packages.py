"""Where only the packages of `commands` are, for a cluster or for a MiniRAG elsewhere, its commands start."""

import json
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from knative.door.address import ROOT
from tests.unit.door.test_lock_packages import locked, normal

COMMANDS = (
    *("start_runtime", "stop_runtime", "show_status", "upload_files", "ask_question", "list_documents"),
    *("delete_document", "reindex", "list_failures", "pack_bundle", "lock_packages"),
)
CLUSTER = ("doctor", "build_images", "deploy", "undeploy", "run_e2e", "bench_cluster")


@pytest.mark.parametrize(
    "module", [*(f"knative.door.{name}" for name in COMMANDS), *(f"knative.cluster.{name}" for name in CLUSTER)]
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
