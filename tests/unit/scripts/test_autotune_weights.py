"""Set-up builds llama.cpp once more, without this processor's own instructions, when nothing computes with them."""

import subprocess
from pathlib import Path

import pytest

from cli.client.address import ROOT

# Stands for `python -m model.autotune`: ends with the next status of the file beside it.
FIT = """
statuses=${0%/*}/statuses
read -r status <"$statuses"
sed -i 1d "$statuses"
((status == 0)) || echo "error: llama.cpp computes no variant of it (as it is dies of SIGILL): build it anew" >&2
exit "$status"
"""
SCRIPT = """
set -euo pipefail
ROOT=$1 MINIRAG_HOME=$2
source "$ROOT/scripts/setup.sh"
PYTHON=$2/python
make_packages() { echo "packages of $1 with $(llama_key)"; }
echo "at first $(llama_key)"
fit_weights model
echo fitted
"""


def fitted(home: Path, *statuses: int) -> subprocess.CompletedProcess[str]:
    home.mkdir(exist_ok=True)
    (home / "statuses").write_text("".join(f"{status}\n" for status in statuses))
    (home / "python").write_text(f"#!/usr/bin/env bash\n{FIT}")
    (home / "python").chmod(0o755)
    command = ["bash", "-c", SCRIPT, "bash", str(ROOT), str(home)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_weights_that_fit_need_no_other_build(tmp_path: Path) -> None:
    done = fitted(tmp_path, 0)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["at", "fitted"]


def test_when_nothing_computes_it_is_built_without_the_processors_instructions(tmp_path: Path) -> None:
    done = fitted(tmp_path, 3, 0)
    first, said, packages, last = done.stdout.splitlines()
    assert "built once more without them" in said
    assert packages == f"packages of model with {first.removeprefix('at first ')}-baseline"
    assert (last, done.returncode) == ("fitted", 0)


def test_the_plain_build_is_kept_by_later_commands(tmp_path: Path) -> None:
    fitted(tmp_path, 3, 0)
    assert fitted(tmp_path, 0).stdout.splitlines()[0].endswith("-baseline")


def test_another_processor_or_version_tries_its_own_instructions_again(tmp_path: Path) -> None:
    (tmp_path / "baseline").write_text("0.0.1-1234\n")
    assert not fitted(tmp_path, 0).stdout.splitlines()[0].endswith("-baseline")


def test_when_that_is_of_no_help_either_it_ends_with_the_sentence_that_names_form_and_signal(tmp_path: Path) -> None:
    done = fitted(tmp_path, 3, 3)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "error: llama.cpp computes no variant of it (as it is dies of SIGILL)"
    )


@pytest.mark.parametrize("status", [1, 139])
def test_any_other_failure_is_no_reason_to_build_anew(tmp_path: Path, status: int) -> None:
    done = fitted(tmp_path, status)
    assert done.returncode == 1
    assert "could not be fitted to this processor" in done.stderr
    assert "packages" not in done.stdout
