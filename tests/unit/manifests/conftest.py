"""Knative's schemas and kustomize, fetched once and kept under $MINIRAG_HOME; what kustomize makes of each overlay."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.manifests.base_manifests import ROOT, Manifest
from tests.unit.manifests.crd_schemas import CannotFetch, read_schemas
from tests.unit.manifests.kustomize import find_kustomize, render
from tests.unit.manifests.overlays import COMPONENTS, OVERLAYS

GO = Path(os.environ.get("MINIRAG_HOME") or ROOT / ".minirag").absolute() / "go"


@pytest.fixture(scope="session")
def schemas() -> dict[tuple[str, str], dict[str, Any]]:
    if shutil.which("go") is None:
        pytest.skip("Go is not installed, and Knative's schemas are fetched as Go modules")
    try:
        return read_schemas(GO)
    except CannotFetch as error:
        pytest.skip(f"Knative's schemas cannot be fetched: {error}")


@pytest.fixture(scope="session")
def kustomize() -> tuple[str, ...]:
    try:
        return find_kustomize(GO)
    except CannotFetch as error:
        pytest.skip(f"there is no kustomize: {error}")


@pytest.fixture(scope="session")
def overlay(
    request: pytest.FixtureRequest, kustomize: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> list[Manifest]:
    """The documents of the overlay that the parameter names, or, as OVERLAY+COMPONENT, of it with a component."""
    name, _, component = request.param.partition("+")
    if not component:
        return render(kustomize, OVERLAYS / name)
    folder = tmp_path_factory.mktemp(f"{name}-{component}").resolve()
    kustomization = {
        "resources": [os.path.relpath(OVERLAYS / name, folder)],
        "components": [os.path.relpath(COMPONENTS / component, folder)],
    }
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(kustomization), encoding="utf-8")
    return render(kustomize, folder)
