"""One gateway for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.gateway.serving import Serving, serving


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path) as served:
        yield served
