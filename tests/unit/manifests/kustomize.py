"""kustomize, as part of kubectl or built from its source."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import yaml

from tests.unit.manifests.base_manifests import Manifest
from tests.unit.manifests.crd_schemas import CannotFetch

MODULE = "sigs.k8s.io/kustomize/kustomize/v5@v5.7.1"


def find_kustomize(home: Path) -> tuple[str, ...]:
    """Return the command that renders a folder; without kubectl it is built under `home`. Raises `CannotFetch`."""
    if shutil.which("kubectl"):
        return ("kubectl", "kustomize")
    program = home / "bin" / "kustomize"
    if not program.is_file():
        _build(home)
    return (str(program), "build")


def _build(home: Path) -> None:
    if shutil.which("go") is None:
        raise CannotFetch("neither kubectl nor Go is installed")
    environ = {**os.environ, "GOBIN": str(home / "bin"), "GOMODCACHE": str(home), "GOFLAGS": "-modcacherw"}
    done = subprocess.run(["go", "install", MODULE], capture_output=True, text=True, env=environ, check=False)
    if done.returncode:
        raise CannotFetch(f"go install {MODULE}: {done.stderr.strip()}")


@cache
def render(command: tuple[str, ...], folder: Path) -> list[Manifest]:
    """Return what kustomize makes of a folder; raise `ValueError` with its words when it refuses."""
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr)
    return [Manifest(folder.name, document) for document in yaml.safe_load_all(done.stdout)]
