"""What the tests of sources share."""

from collections.abc import Iterator

import pytest

from tests.unit.sources.site import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running
