"""One running MiniRAG for all flow tests: real manifests, functions and models."""

from collections.abc import Iterator

import pytest

from tests.running import Running, running

MAX_UPLOAD_BYTES = 1_000_000  # of the default 50 MB, so that one byte too many is soon sent


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory, prepared: object) -> Iterator[Running]:
    limit = f"MAX_UPLOAD_BYTES={MAX_UPLOAD_BYTES}"
    with running(tmp_path_factory.mktemp("home"), "--env", limit) as system:
        yield system
