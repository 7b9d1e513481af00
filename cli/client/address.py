"""Where the running MiniRAG is: `$MINIRAG_URL`, or what the local runtime wrote into `$MINIRAG_HOME/runtime.json`."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
NOT_RUNNING = "MiniRAG is not running: start it with ./build.sh up"


class NotRunning(click.ClickException):
    """There is no MiniRAG to talk to."""

    def __init__(self, url: str = "") -> None:
        super().__init__(f"nothing answers at {url}, which MINIRAG_URL names" if url else NOT_RUNNING)


@dataclass(frozen=True, slots=True)
class Address:
    """The gateway's address, and for a local runtime also its process and the address of its sink."""

    gateway: str
    sink: str = ""
    pid: int = 0

    @property
    def page(self) -> str:
        """The address to show to people."""
        return self.gateway.replace("127.0.0.1", "localhost")


def home() -> Path:
    """Return the folder where everything is kept."""
    return Path(os.environ.get("MINIRAG_HOME") or ROOT / ".minirag").absolute()


def find_address() -> Address:
    """Return the address of the running MiniRAG; raise `NotRunning` when there is none."""
    if given := os.environ.get("MINIRAG_URL", "").rstrip("/"):
        _check_port(given.rpartition(":")[2], f"MINIRAG_URL is {given}")
        return Address(gateway=given)
    if local := local_runtime():
        return local
    raise NotRunning


def local_runtime() -> Address | None:
    """Return the address of this home's local runtime, or None when it does not run.

    Raises `ClickException` when PORT says that another one is meant.
    """
    try:
        noted = json.loads((home() / "runtime.json").read_text("utf-8"))
        pid, port, sink_port = int(noted["pid"]), int(noted["port"]), int(noted["sink_port"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not alive(pid):
        return None
    _check_port(str(port), f"the MiniRAG of this home runs on port {port}")
    return Address(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{sink_port}", pid)


def _check_port(port: str, found: str) -> None:
    """Refuse a variable PORT that names another MiniRAG than the one that was found, rather than ignore it."""
    asked = os.environ.get("PORT", "")
    if asked and asked != port:
        raise click.ClickException(f"PORT is {asked}, but {found}: unset PORT, or name another MINIRAG_HOME")


def alive(pid: int) -> bool:
    """Tell whether a process with this id runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
