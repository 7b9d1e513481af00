"""One running MiniRAG for all flow tests: this machine's own, or the one on a cluster when MINIRAG_E2E is set."""

from collections.abc import Iterator

import pytest

from tests.cluster import deployed
from tests.running import Running, running
from tests.system import ON_CLUSTER, System

MAX_UPLOAD_BYTES = 1_000_000  # of the default 50 MB, so that one byte too many is soon sent


@pytest.fixture(scope="session")
def system(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    if ON_CLUSTER:
        with deployed() as cluster:
            yield cluster
        return
    request.getfixturevalue("prepared")
    with running(tmp_path_factory.mktemp("home"), "--env", f"MAX_UPLOAD_BYTES={MAX_UPLOAD_BYTES}") as local:
        local.max_upload_bytes = MAX_UPLOAD_BYTES
        yield local


@pytest.fixture(scope="session")
def laptop(system: System) -> Running:
    """The running MiniRAG, for tests of what only this machine's own can show."""
    if not isinstance(system, Running):
        pytest.skip("this is about the local runtime, not about a cluster")
    return system
