"""The undisturbed run that the disturbed ones are held against."""

from pathlib import Path

import pytest

from tests.chaos.disturbances import all_indexed, chunks_of, documents, upload_all
from tests.running import running

FILES = documents(50)


@pytest.fixture(autouse=True)
def weights(prepared: object) -> None:
    """Every chaos test runs the real models."""


@pytest.fixture(scope="session")
def files() -> dict[str, str]:
    return FILES


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, prepared: object) -> list[tuple[object, ...]]:
    """The chunks of a run in which nothing went wrong."""
    home: Path = tmp_path_factory.mktemp("undisturbed")
    with running(home) as system:
        upload_all(system, FILES)
        all_indexed(system, len(FILES))
    return chunks_of(home)
