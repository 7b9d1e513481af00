"""The digests of our images that `./build.sh images --push` noted, and what they were built from."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import click

from cli.client.address import ROOT, home

OURS = ("minirag-light", "minirag-model")
_LOCKS = tuple(f"requirements/{role}.txt" for role in ("light", "model", "ocr", "prepare", "engine", "build"))
_ENGINE = ("scripts/llama.cmake", "scripts/tile_config.h")
_SOURCES = ("events", "functions", "model", "pyproject.toml", *_ENGINE, *_LOCKS)  # of what .dockerignore lets in
_WATCH = ("cli/__init__.py", "cli/client", "cli/terminal", "cli/watch", "minirag")
_ITS_OWN = {"minirag-light": _WATCH}  # what only one of them has


def note_image(name: str, image: str, sources: str, generator: str = "") -> None:
    """Note an image with its digest, the digest of the sources that it was built from, and the generator in it."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    noted = {"image": image, "sources": sources} | ({"generator": generator} if generator else {})
    file.write_text(json.dumps(_noted() | {name: noted}, indent=1), "utf-8")


def noted_generator() -> str:
    """Return the name of the generator in the model image, "" where that was not noted."""
    return _noted().get("minirag-model", {}).get("generator", "")


def pushed_images() -> dict[str, str]:
    """Return each of our images with its digest."""
    images = {name: noted["image"] for name, noted in _noted().items()}
    missing = [name for name in OURS if "@sha256:" not in images.get(name, "")]
    if missing:
        raise click.ClickException(f"no image of {' and '.join(missing)} yet: ./build.sh images --push REGISTRY")
    return images


def outdated_images() -> list[str]:
    """Return the names of the pushed images that were built from other sources than those here."""
    return [name for name, noted in _noted().items() if noted["sources"] != sources_digest(name)]


def dockerfile(name: str) -> Path:
    """Return what an image is built by."""
    return ROOT / "knative" / "images" / f"{name.partition('-')[2]}.Dockerfile"


def sources_digest(name: str) -> str:
    """Return a digest of all that an image is built from here."""
    digest = sha256()
    for file in [dockerfile(name), *_source_files(name)]:
        digest.update(f"{file.relative_to(ROOT)}\0{sha256(file.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def _source_files(name: str) -> Iterator[Path]:
    for source in (*_SOURCES, *_ITS_OWN.get(name, ())):
        root = ROOT / source
        found = sorted(root.rglob("*")) if root.is_dir() else [root]
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)


def _noted() -> dict[str, dict[str, str]]:
    file = _file()
    noted = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    # Before their sources were noted, an image was a text.
    return {name: one if isinstance(one, dict) else {"image": one, "sources": ""} for name, one in noted.items()}


def _file() -> Path:
    return home() / "images.json"
