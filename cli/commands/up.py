"""`./build.sh up`: start the local runtime in the background, and wait until its page answers."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click
import httpx

from cli.client.address import Address, home, local_runtime
from cli.terminal.json_output import json_option, print_json
from knative.local.flags import DEFAULT_PORT, Misused, Settings, parse_settings

COMMAND = "build.sh up"
PRIVATE = 0o077  # the umask
WAIT = 120.0  # seconds for the page, which waits for the gateway's cold start
LOG_LINES = 15  # shown when it does not start


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@json_option
def up(arguments: tuple[str, ...], as_json: bool) -> None:
    """Start MiniRAG in the background and print its address; ./build.sh down stops it.

    ARGUMENTS are those of ./build.sh run, such as --port 8090; the variable PORT does the same.
    """
    settings = checked(arguments)
    os.umask(PRIVATE)  # for the log; the runtime sees to everything else
    if running := local_runtime():
        check_running(running, settings)
        address = running
        click.echo(f"MiniRAG is already running: {address.page}", err=as_json)
    else:
        address = started(arguments, as_json)
    if as_json:
        print_json({"page": address.page, "gateway": address.gateway, "pid": address.pid, "started": not running})


def check_running(running: Address, settings: Settings) -> None:
    """Refuse another port than the running MiniRAG has; warn of settings that it has not."""
    if settings.port != DEFAULT_PORT and f":{settings.port}" not in running.gateway:
        raise click.ClickException(f"MiniRAG already runs at {running.page}: ./build.sh down stops it")
    if others := other_settings():
        names = ", ".join(others)
        click.echo(f"it runs with another {names} than this shell has: ./build.sh down, then up, takes it", err=True)


def started(arguments: tuple[str, ...], quiet: bool) -> Address:
    """Start the runtime and return its address; what is said meanwhile goes to standard error if it shall be quiet."""
    log = home() / "logs" / "up.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    click.echo("starting MiniRAG ... ", nl=False, err=quiet)
    begun = time.monotonic()
    address = wait_for_page(start(arguments, log), log)
    click.echo(f"{time.monotonic() - begun:.1f} s\nMiniRAG runs: {address.page} (log: {log})", err=quiet)
    return address


def other_settings(given: Mapping[str, str] = os.environ) -> list[str]:
    """Return the names of the settings that this shell gives another value than the running MiniRAG has."""
    noted = json.loads((home() / "runtime.json").read_text("utf-8")).get("settings", {})
    return [name for name, value in noted.items() if given.get(name, "") not in ("", value)]


def checked(arguments: tuple[str, ...]) -> Settings:
    """Return the runtime's settings; end with one sentence, before anything is started, when they cannot be read."""
    try:
        return parse_settings(list(arguments), COMMAND)
    except Misused as error:
        click.echo(f"{COMMAND}: {error}", err=True)
        sys.exit(1)


def start(arguments: tuple[str, ...], log: Path) -> subprocess.Popen[bytes]:
    """Start the runtime in a session of its own, so that Ctrl-C in this terminal does not reach it."""
    command = [sys.executable, "-m", "knative.local.runtime", "--home", str(home()), *arguments]
    with log.open("wb") as output:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )


def wait_for_page(runtime: subprocess.Popen[bytes], log: Path) -> Address:
    """Return the address once the page answers; raise `ClickException` with the log's end when it does not."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and runtime.poll() is None:
        address = local_runtime()
        if address and address.pid == runtime.pid and _answers(address, deadline):
            return address
        time.sleep(0.05)
    tail = "\n".join(log.read_text("utf-8", "replace").splitlines()[-LOG_LINES:])
    if runtime.poll() is not None:
        raise click.ClickException(f"MiniRAG did not start; the last lines of {log}:\n{tail}")
    runtime.terminate()
    raise click.ClickException(f"the page did not answer within {WAIT:.0f} s; the last lines of {log}:\n{tail}")


def _answers(address: Address, deadline: float) -> bool:
    try:
        response = httpx.get(address.gateway, timeout=max(1.0, deadline - time.monotonic()), trust_env=False)
    except httpx.HTTPError:
        return False
    return response.is_success
