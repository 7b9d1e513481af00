"""`./build.sh images`: build the two images and, where it is wanted, the one for scans, and push them to a registry."""

import time
from typing import NamedTuple

import click

from cli.cluster.image_builder import Builder, find_builder
from cli.cluster.noted_images import (
    OURS,
    dockerfile,
    note_image,
    sources_digest,
)
from cli.terminal.json_output import json_lines_option, print_json
from events.errors import Rejected
from events.version import version
from model.catalog import Kind, find
from model.sources import Local


@click.command()
@click.option("--push", "registry", metavar="REGISTRY", help="Push to this registry, such as localhost:32000.")
@click.option("--base", help="Base image, instead of python:3.11-slim.")
@click.option("--embedder", envvar="EMBEDDER", help="Name in model/catalog.toml of the model that embeds. [EMBEDDER]")
@click.option("--generator", envvar="GENERATOR", help="Name in model/catalog.toml of the one that writes. [GENERATOR]")
@click.option("--native", is_flag=True, help="Compile llama.cpp for this machine's processor, and only for such nodes.")
@json_lines_option
@click.option("--only", type=click.Choice(["light", "model", "ocr"]), help="Build one; ocr is not built without it.")
def images(registry: str | None, only: str | None, native: bool, as_json: bool, **chosen: str | None) -> None:
    """Build the images of the functions with docker, podman or buildah, whichever works here.

    With --push, their digests are noted for ./build.sh deploy, which lets the settings and the memory of `generate`
    follow the generator in the image.
    """
    generator = held("generate", chosen["generator"])
    held("embed", chosen["embedder"])
    builder = find_builder()
    arguments = {key.upper(): value for key, value in chosen.items() if value} | ({"NATIVE": "ON"} if native else {})
    arguments["VERSION"] = version()
    for name in [f"minirag-{only}"] if only else OURS:
        image = f"{registry}/{name}:{version()}" if registry else f"{name}:{version()}"
        started, sources = time.monotonic(), sources_digest(name)
        click.echo(f"building {image} with {builder.program}", err=as_json)
        builder.build(image, dockerfile(name), arguments)
        size = builder.size(image)
        click.echo(f"built {image}: {size / 1e6:.0f} MB, {time.monotonic() - started:.0f} s", err=as_json)
        pushed = Pushed(name, image, sources, generator if name == "minirag-model" else "")
        digest = push(builder, pushed, as_json) if registry else None
        if as_json:
            print_json({"image": image, "bytes": size, "digest": digest})


class Pushed(NamedTuple):
    """What is noted of an image."""

    name: str
    image: str
    sources: str
    generator: str


def held(kind: Kind, name: str | None) -> str:
    """Return the name of the model of this kind that the image will hold; raise when an image cannot hold it."""
    try:
        entry = find(name or "", kind)
    except Rejected as error:
        raise click.ClickException(error.detail) from error
    if isinstance(entry.source, Local):
        raise click.ClickException(
            f"{entry.name} lies on this machine, and an image holds what can be fetched: name one of the catalogue, "
            "or bring the file on a volume (docs/overlays.md)"
        )
    return entry.name


def push(builder: Builder, pushed: Pushed, quiet: bool) -> str:
    """Push an image and note its digest, by which alone it is deployed: a tag may be moved, a digest cannot."""
    started = time.monotonic()
    digest = builder.push(pushed.image)
    named = f"{pushed.image.removesuffix(f':{version()}')}@{digest}"
    note_image(pushed.name, named, pushed.sources, pushed.generator)
    click.echo(f"pushed {pushed.image}: {digest}, {time.monotonic() - started:.0f} s", err=quiet)
    return digest
