"""`./build.sh delete`: remove a document from all answers."""

import click

from cli.client.gateway_client import find_document, gateway
from cli.terminal.json_output import json_option, print_json
from cli.terminal.visible_text import visible


@click.command()
@click.argument("document", metavar="NAME|ID")
@json_option
def delete(document: str, as_json: bool) -> None:
    """Remove a document, named as in ./build.sh documents or by its id; uploading it again brings it back."""
    with gateway() as client:
        answer = client.request("DELETE", f"/documents/{find_document(client, document)}").json()
    if as_json:
        print_json(answer)
    else:
        click.echo(visible(f"deleted: {document}"))
