"""`./build.sh delete`: remove a document from all answers."""

import re

import click

from events.fields import UUID_PATTERN
from knative.door.gateway_client import checked, each_document, gateway


@click.command()
@click.argument("document", metavar="NAME|ID")
def delete(document: str) -> None:
    """Remove a document, named as in ./build.sh documents or by its id; uploading it again brings it back."""
    with gateway() as client:
        id_ = document
        if not re.fullmatch(UUID_PATTERN, document):
            id_ = next((one["id"] for one in each_document(client) if one["name"] == document), "")
        if not id_:
            raise click.ClickException(f"there is no document {document}: ./build.sh documents lists them")
        checked(client.delete(f"/documents/{id_}"))
    click.echo(f"deleted: {document}")


if __name__ == "__main__":
    delete(prog_name="./build.sh delete")
