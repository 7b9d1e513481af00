"""The image that follows a volume has all that the command imports, and no more of the commands."""

import json
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from cli.client.address import ROOT
from tests.unit.cli.test_lock import locked, normal

pytestmark = pytest.mark.slow

LINE = """
import json, sys
sys.modules["rich"] = sys.modules["pygments"] = None  # which httpx takes where they are there
before = set(sys.modules)
from cli.watch import __main__
found = {name: one for name, one in sys.modules.items() if name not in before}
print(json.dumps({name: getattr(one, "__file__", None) for name, one in found.items()}))
"""


@pytest.fixture(scope="module")
def imported() -> dict[str, str | None]:
    """The file of each module that the command imports, by name."""
    printed = subprocess.run([sys.executable, "-c", LINE], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(printed))


def test_the_image_has_every_file_of_ours_that_it_imports(imported: dict[str, str | None]) -> None:
    dockerfile = (ROOT / "knative" / "images" / "light.Dockerfile").read_text()
    copied = [line.split()[1] for line in dockerfile.splitlines() if line.startswith("COPY ") and "--from" not in line]
    paths = (Path(file) for file in imported.values() if file)
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if path.is_relative_to(ROOT) and ".minirag" not in path.parts
    }

    assert {file for file in ours if not file.startswith(tuple(copied))} == set()


def test_the_image_has_every_package_that_it_imports(imported: dict[str, str | None]) -> None:
    packages = packages_distributions()
    names = {name.partition(".")[0] for name in imported}
    wanted = {normal(package) for name in names for package in packages.get(name, [])}

    assert wanted - locked("light").keys() - {"minirag"} == set()
