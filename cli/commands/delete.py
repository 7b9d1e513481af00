"""`./build.sh delete`: remove a document from all answers."""

import click

from cli.client.gateway_client import checked, find_document, gateway
from cli.terminal.visible_text import visible


@click.command()
@click.argument("document", metavar="NAME|ID")
def delete(document: str) -> None:
    """Remove a document, named as in ./build.sh documents or by its id; uploading it again brings it back."""
    with gateway() as client:
        checked(client.delete(f"/documents/{find_document(client, document)}"))
    click.echo(visible(f"deleted: {document}"))
