"""A port of a pod or Service in the cluster, reachable on this machine for a while."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from knative.cluster.kubectl import start

_LISTENING = re.compile(r"Forwarding from 127\.0\.0\.1:(\d+)")


@contextmanager
def forwarded(target: str, port: int, namespace: str) -> Iterator[int]:
    """Yield the local port that leads to `target`, such as `service/kourier`, as long as the block runs."""
    process = start("port-forward", "-n", namespace, "--address", "127.0.0.1", target, f":{port}")
    try:
        said = process.stdout.readline() if process.stdout else ""
        match = _LISTENING.search(said)
        if match is None:
            raise click.ClickException(f"no way to {target} in {namespace}: {said.strip() or 'kubectl ended'}")
        yield int(match.group(1))
    finally:
        process.terminate()
        process.wait()
