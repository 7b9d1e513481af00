"""`./build.sh down`: stop the local runtime and all that it started."""

import os
import signal
import time
from operator import not_

import click

from cli.client.address import alive, local_runtime
from cli.terminal.json_output import json_option, print_json
from events.retries import repeated, steady

WAIT = 60.0  # seconds for requests and deliveries that are under way


@click.command()
@json_option
def down(as_json: bool) -> None:
    """Stop MiniRAG; what it knows is kept, and so are events that are not delivered yet."""
    running = local_runtime()
    if running is None:
        click.echo("MiniRAG is not running", err=as_json)
    else:
        click.echo("stopping MiniRAG ... ", nl=False, err=as_json)
        started = time.monotonic()
        stop(running.pid)
        click.echo(f"{time.monotonic() - started:.1f} s", err=as_json)
    if as_json:
        print_json({"stopped": running is not None})


def stop(pid: int) -> None:
    """End the process: by SIGTERM, and by SIGKILL when it has not ended after a while."""
    os.kill(pid, signal.SIGTERM)
    if repeated(lambda: alive(pid), not_, steady(0.05, WAIT)):
        os.kill(pid, signal.SIGKILL)
        raise click.ClickException(f"it did not stop within {WAIT:.0f} s and was killed; nothing is lost by that")
