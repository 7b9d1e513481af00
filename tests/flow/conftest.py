"""One running MiniRAG for all flow tests: real manifests, functions and models."""

from collections.abc import Iterator

import pytest

from tests.running import Running, running


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory, prepared: object) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("home")) as system:
        yield system
