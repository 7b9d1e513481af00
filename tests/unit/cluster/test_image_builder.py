"""What docker, podman and buildah say of an image, whatever else it is called."""

import sys
from pathlib import Path

import click
import pytest

from cli.cluster.image_builder import Builder, digest_of, size_of

FIRST, SECOND = "sha256:" + "1" * 64, "sha256:" + "2" * 64
PROGRAM = """#!{python}
import sys
print({printed!r})
"""


def fake(folder: Path, program: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> Builder:
    """Put a builder on PATH that prints this, whatever it is asked."""
    file = folder / program
    file.write_text(PROGRAM.format(python=sys.executable, printed=printed))
    file.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return Builder(program)


@pytest.mark.parametrize(
    ("program", "printed"), [("buildah", "1.1 GB\n1.1 GB"), ("podman", "1100000000"), ("docker", "1100000000")]
)
def test_an_image_of_several_names_has_one_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, printed: str
) -> None:
    builder = fake(tmp_path, program, printed, monkeypatch)
    assert builder.size("localhost:32000/minirag-model:latest") == 1_100_000_000


def test_a_warning_beside_the_size_is_passed_over() -> None:
    assert size_of("WARN[0000] something is old\n313 MB\n") == 313_000_000


def test_a_builder_that_tells_no_size_is_quoted() -> None:
    with pytest.raises(click.ClickException, match="no such image"):
        size_of("no such image")


def test_the_digest_is_the_one_at_the_registry_that_was_pushed_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = f"registry.test/minirag-light@{FIRST}\nlocalhost:32000/minirag-light@{SECOND}"
    builder = fake(tmp_path, "docker", printed, monkeypatch)
    assert builder.push("localhost:32000/minirag-light:latest") == SECOND


def test_an_image_without_a_digest_at_that_registry_is_not_deployed_by_another() -> None:
    with pytest.raises(click.ClickException, match="does not tell its digest"):
        digest_of("localhost:32000/minirag-light:latest", f"registry.test/minirag-light@{FIRST}\n")
