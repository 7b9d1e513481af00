"""`./build.sh run`: the local runtime, in this very process."""

import sys

import click

from knative.local import runtime


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run(arguments: tuple[str, ...]) -> None:
    """Start everything in the foreground; ARGUMENTS, --help among them, are the runtime's own."""
    sys.exit(runtime.main(list(arguments)))
