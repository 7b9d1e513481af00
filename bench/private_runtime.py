"""A local runtime of a benchmark's own, with an empty store, beside the one that people use."""

import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from operator import not_
from pathlib import Path

import click
import httpx

from cli.client.address import Address, home
from cli.client.gateway_client import in_one_sentence
from cli.commands.up import start, wait_for_page
from events.retries import repeated, steady
from minirag import Client

ZERO_WAIT = 120.0  # seconds for every service to end


class PrivateRuntime:
    """A running MiniRAG with its own home folder; nothing else uses it, so its timings are undisturbed."""

    def __init__(self, address: Address, folder: Path) -> None:
        self.folder = folder
        self.client = Client(address.gateway)
        self._status = f"{address.sink}/-/status"

    def services(self) -> dict[str, int]:
        """Return the number of instances of each service."""
        state = httpx.get(self._status, timeout=10.0, trust_env=False).json()
        return {name: len(service["instances"]) for name, service in state["services"].items()}

    def wait_for_zero(self) -> None:
        """Return when no service has an instance any more."""
        if repeated(lambda: any(self.services().values()), not_, steady(0.1, ZERO_WAIT)):
            raise click.ClickException("the services did not scale to zero; stop what uses this machine and repeat")

    def wake(self, service: str) -> float:
        """Call the service's /wake; return the seconds until it answered."""
        started = time.perf_counter()
        self.client.request("GET", "/wake", headers={"host": f"{service}.localhost"})
        return time.perf_counter() - started

    def wake_all(self) -> None:
        """Start every service."""
        for service in self.services():
            self.wake(service)


@contextmanager
def private_runtime(window: float, **environment: str) -> Iterator[PrivateRuntime]:
    """Run a MiniRAG whose services go to zero after `window` idle seconds, with these settings in its environment.

    It ends, and its folder goes, in the end.
    """
    kept, folder = home(), home() / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.setdefault("MINIRAG_WEIGHTS", str(kept / "weights"))
    os.environ["MINIRAG_HOME"] = str(folder)  # for the runtime and for what looks for its address
    log = folder / "logs" / "up.log"
    log.parent.mkdir(parents=True)
    environment = own_stores(folder) | {"WAKE_AFTER_SECONDS": str(window)} | environment
    overrides = [part for name, value in environment.items() for part in ("--env", f"{name}={value}")]
    settings = ("--port", str(free_port_pair()), "--window", str(window), *overrides)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the runtime is ended then, too
    process = start(settings, log)
    try:
        address = wait_for_page(process, log)
        runtime = PrivateRuntime(address, folder)
        with in_one_sentence(address), runtime.client:
            yield runtime
    finally:
        process.terminate()
        process.wait()
        os.environ["MINIRAG_HOME"] = str(kept)
        shutil.rmtree(folder, ignore_errors=True)


def own_stores(folder: Path) -> dict[str, str]:
    """Return the settings of stores within this folder, whatever this process's environment names."""
    store = (folder / "store.sqlite").as_uri().replace("file:", "sqlite:", 1)
    return {"STORE_URL": store, "BLOBS_URL": (folder / "blobs").as_uri()}


def free_port_pair() -> int:
    """Return a port that is free together with the next one, which the runtime also takes."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port
