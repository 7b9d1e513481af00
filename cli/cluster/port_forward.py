"""A port of a pod or Service in the cluster, reachable on this machine for a while."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import click

from cli.cluster.kubectl import start

_LISTENING = re.compile(r"Forwarding from 127\.0\.0\.1:(\d+)")


@contextmanager
def forwarded(target: str, port: int, namespace: str) -> Iterator[int]:
    """Yield the local port that leads to `target`, such as `service/kourier`, as long as the block runs."""
    with start("port-forward", "-n", namespace, "--address", "127.0.0.1", target, f":{port}") as process:
        lines = iter(process.stdout or ())
        try:
            said = next(lines, "")
            match = _LISTENING.search(said)
            if match is None:
                raise click.ClickException(f"no way to {target} in {namespace}: {said.strip() or 'kubectl ended'}")
            # It says a line for each connection, and would stand still once nobody reads them.
            Thread(target=deque, args=(lines, 0), daemon=True).start()
            yield int(match.group(1))
        finally:
            process.terminate()
            process.wait()
