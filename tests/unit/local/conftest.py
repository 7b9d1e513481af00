"""A runtime over the manifests of this folder, shared by the tests that leave it as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.local.running import Runtime, runtime

MANIFESTS = Path(__file__).with_name("manifests")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    with runtime(MANIFESTS, tmp_path_factory.mktemp("home"), "--window", "1") as started:
        yield started
