"""`./build.sh images`: build the two images, and push them to a registry."""

import json
import time

import click

from knative.cluster.image_builder import Builder, find_builder
from knative.cluster.rendering import OURS
from knative.door.address import ROOT, home


@click.command()
@click.option("--push", "registry", metavar="REGISTRY", help="Push to this registry, such as localhost:32000.")
@click.option("--base", help="Base image, instead of python:3.11-slim.")
@click.option("--embedder", help="Name in model/catalog.toml of the model that embeds.")
@click.option("--generator", help="Name in model/catalog.toml of the model that writes.")
@click.option("--native", is_flag=True, help="Compile llama.cpp for this machine's processor, and only for such nodes.")
@click.option("--only", type=click.Choice(["light", "model"]), help="Build one of the two.")
def images(registry: str | None, only: str | None, native: bool, **chosen: str | None) -> None:
    """Build the images of the functions with docker, podman or buildah, whichever works here.

    With --push, their digests are noted for ./build.sh deploy.
    """
    builder = find_builder()
    arguments = {key.upper(): value for key, value in chosen.items() if value} | ({"NATIVE": "ON"} if native else {})
    for name in [f"minirag-{only}"] if only else OURS:
        image = f"{registry}/{name}:latest" if registry else f"{name}:latest"
        started = time.monotonic()
        click.echo(f"building {image} with {builder.program}")
        builder.build(image, ROOT / "knative" / "images" / f"{name.partition('-')[2]}.Dockerfile", arguments)
        click.echo(f"built {image}: {builder.size(image) / 1e6:.0f} MB, {time.monotonic() - started:.0f} s")
        if registry:
            push(builder, name, image)


def push(builder: Builder, name: str, image: str) -> None:
    """Push an image and note its digest, by which alone it is deployed: a tag may be moved, a digest cannot."""
    started = time.monotonic()
    digest = builder.push(image)
    file = home() / "images.json"
    noted = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(noted | {name: f"{image.removesuffix(':latest')}@{digest}"}, indent=1), "utf-8")
    click.echo(f"pushed {image}: {digest}, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    images(prog_name="./build.sh images")
