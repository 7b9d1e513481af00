"""What a command prints for machines: one JSON document on standard output, or one a line for a list."""

import json

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
json_lines_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")


def print_json(data: object) -> None:
    """Print a document in one line, so that lists of them are read line by line."""
    click.echo(json.dumps(data))
