"""Documents that questions are answered from without a model."""

from pathlib import Path

import pytest

from tests.unit.answer.direct.library import Library

RULES = (
    "# House rules\n\nDogs are {dogs} in the hall. Bicycles {may} be kept in the {place}. Contact person is {who}.\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


@pytest.fixture
def versions(library: Library) -> Library:
    """Return one with the house rules of two years."""
    library.add("rules-2025.md", RULES.format(dogs="allowed", may="may", place="yard", who="Ms Brandt"))
    library.add("rules-2022.md", RULES.format(dogs="not allowed", may="must", place="cellar", who="Mr Weber"))
    return library
