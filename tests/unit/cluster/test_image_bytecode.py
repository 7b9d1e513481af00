"""The bytecode that images are built with: packages come with files that no Python 3 compiles."""

import compileall
import re
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COMPILED = re.compile(r"python -m compileall -q (?:-x '(?P<but>[^']+)' )?--invalidation-mode unchecked-hash /opt/venv")


@pytest.mark.parametrize("image", ["light", "model", "ocr"])
def test_every_file_of_the_packages_of_an_image_compiles_but_for_those_left_out(
    image: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    command = COMPILED.search((ROOT / f"knative/images/{image}.Dockerfile").read_text())
    assert command, "the Dockerfile does not compile its packages"
    left_out = re.compile(command["but"]) if command["but"] else None
    locked = re.findall(r"^([\w.-]+)==", (ROOT / f"requirements/{image}.txt").read_text(), re.MULTILINE)
    sources = [source for name in locked for source in _sources(name)]
    broken = [str(one) for one in sources if not compileall.compile_file(one, quiet=2, rx=left_out)]
    assert (len(sources) > 100, broken) == (True, [])


def _sources(distribution: str) -> list[Path]:
    """Return a package's files of Python, if it is installed here: some are of another platform."""
    try:
        every = files(distribution) or []
    except PackageNotFoundError:
        return []
    return [Path(str(one.locate())) for one in every if one.suffix == ".py"]
