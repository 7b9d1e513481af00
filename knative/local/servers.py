"""The runtime's two listening ports, served by uvicorn inside the one event loop."""

import errno
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from knative.local.http_grammar import sound
from knative.local.slow_clients import Paced, limited_headers
from knative.local.yaml_section import Refused

HOST = "127.0.0.1"
_KEEP_ALIVE = 65  # seconds; longer than any of our clients keeps a connection, so that none meets a closed one


class Server(uvicorn.Server):
    """A server that leaves the signals to the runtime."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def allow_many_connections() -> None:
    """Let this process and its children open as many files as the system lets them: a connection is two of them."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # the limit of old stays, which is no reason not to start
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def bind_port(port: int) -> socket.socket:
    """Return a socket bound to the loopback port; raise `Refused` when another program has it."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((HOST, port))
    except (OSError, OverflowError) as error:
        sock.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "is in use by another program" if taken else f"cannot be opened ({error})"
        raise Refused(f"port {port} {reason}; stop that program, or choose another port by --port") from error
    return sock


def make_server(app: ASGIApp, grace: float, stall: float) -> Server:
    """Return a server of the application that, told to stop, gives open requests `grace` seconds.

    A client gets `stall` seconds for a request's headers, and as many for each progress of its body.
    """
    config = uvicorn.Config(
        Paced(sound(app), stall),
        http=limited_headers(stall),
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=int(grace),
    )
    return Server(config)
