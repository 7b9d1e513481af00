"""`./build.sh failures`: what failed, where and why, and sending it again."""

from typing import Any

import click

from cli.client.gateway_client import gateway
from cli.terminal.json_output import json_lines_option, print_json
from cli.terminal.visible_text import visible


@click.group(invoke_without_command=True)
@json_lines_option
@click.pass_context
def failures(context: click.Context, as_json: bool) -> None:
    """List what failed, newest first, with the stage that gave up and its reason."""
    if context.invoked_subcommand:
        return
    with gateway() as client:
        found = client.request("GET", "/failures").json()["failures"]
    if as_json:
        for failure in found:
            print_json(failure)
    else:
        show(found)


@failures.command()
@click.argument("id_", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the document's state as one JSON object.")
@click.pass_context
def replay(context: click.Context, id_: str, as_json: bool) -> None:
    """Send what is missing of a failed document again."""
    as_json = as_json or bool(context.parent and context.parent.params["as_json"])
    with gateway() as client:
        answer = client.request("POST", f"/failures/{id_}/replay").json()
    if as_json:
        print_json(answer)
    elif answer["replayed"]:
        click.echo(visible(f"sent again: {answer['name']}"))
    else:
        click.echo(visible(f"nothing to do: {answer['name']} is {answer['state']}"))


def show(found: list[dict[str, Any]]) -> None:
    """Print each failure in two lines, for reasons are long."""
    for failure in found:
        about = failure["name"] or failure["document"] or failure["type"]
        at = failure["at"][:19].replace("T", " ")
        click.echo(visible(f"{failure['id']}  {at}  {failure['stage']}  {about}"))
        click.echo(visible(f"    {failure['reason']}") + (f" (status {failure['code']})" if failure["code"] else ""))
    if not found:
        click.echo("no failures")
