"""Knative's schemas, fetched once per session and kept under $MINIRAG_HOME."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.unit.manifests.base_manifests import ROOT
from tests.unit.manifests.crd_schemas import CannotFetch, read_schemas


@pytest.fixture(scope="session")
def schemas() -> dict[tuple[str, str], dict[str, Any]]:
    if shutil.which("go") is None:
        pytest.skip("Go is not installed, and Knative's schemas are fetched as Go modules")
    home = Path(os.environ.get("MINIRAG_HOME") or ROOT / ".minirag").absolute()
    try:
        return read_schemas(home / "go")
    except CannotFetch as error:
        pytest.skip(f"Knative's schemas cannot be fetched: {error}")
