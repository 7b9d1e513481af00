"""docs/architecture.md says which package may import which, and what to read first."""

import re
from pathlib import Path

from tests.unit.test_architecture import MAY_IMPORT

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "architecture.md").read_text()


def test_the_table_of_packages_is_the_one_that_is_tested() -> None:
    rows = re.findall(r"^\| `(\w+)/` \| ([^|]+) \| ", PAGE, re.MULTILINE)
    told = {package: set(re.findall(r"`(\w+)`", below)) for package, below in rows}
    assert told == {package: below for package, below in MAY_IMPORT.items() if package != "scripts"}


def test_ten_files_are_named_to_read_first_and_all_are_there() -> None:
    named = re.findall(r"^\d+\. \[[\w./-]+\]\(\.\./([\w./-]+)\)", PAGE, re.MULTILINE)
    assert len(named) == 10
    assert not [name for name in named if not (ROOT / name).is_file()]
