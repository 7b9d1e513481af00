"""The deployed MiniRAG that these tests disturb and look at."""

from collections.abc import Iterator

import pytest

from tests.cluster import Cluster, deployed
from tests.system import ON_CLUSTER


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    if not ON_CLUSTER:
        pytest.skip("needs a cluster: ./build.sh e2e")
    with deployed() as cluster:
        yield cluster
