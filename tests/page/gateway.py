"""A gateway that runs as its image runs it, in front of a fake of everything behind it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from bench.private_runtime import free_port_pair
from tests.page.fake_chain import FakeChain
from tests.running import ROOT
from tests.system import until


@contextmanager
def gateway(chain: FakeChain, **settings: str) -> Iterator[str]:
    """Give the address of one, with these settings."""
    port = str(free_port_pair())
    command = ["-m", "functions_framework", "--source", "functions/gateway/gateway.py", "--target", "gateway", "--asgi"]
    environment = {"MINIRAG_HOME": chain.home, "SIGNING_KEY": "a key for tests", "K_SINK": chain.url, **settings}
    environment |= {"HOST": "127.0.0.1", "PORT": port}
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=os.environ | environment)
    url = f"http://127.0.0.1:{port}"
    until(lambda: ready(url), "the gateway becomes ready", 60)
    yield url
    process.terminate()
    process.wait(30)


def ready(url: str) -> bool:
    """Tell whether it takes requests."""
    try:
        return httpx.get(f"{url}/readyz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
