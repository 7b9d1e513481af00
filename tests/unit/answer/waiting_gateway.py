"""A gateway that waits for what a search has found, over real HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from functions.serving.signing import signed_address

KEY = "a key for tests"


class WaitingGateway(ThreadingHTTPServer):
    """Keeps in `told` what it is brought, and answers `status`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taker)
        self.told: list[dict[str, Any]] = []
        self.status = 204

    @property
    def address(self) -> str:
        """The address for answers, without a signature."""
        return f"http://127.0.0.1:{self.server_address[1]}/answers/q"

    @property
    def replyto(self) -> str:
        """The address for answers, with one."""
        return signed_address(KEY, self.address)


class _Taker(BaseHTTPRequestHandler):
    server: WaitingGateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.told.append(msgspec.json.decode(body))
        self.send_response(self.server.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def waiting_gateway() -> Iterator[WaitingGateway]:
    """Serve one for a while."""
    with WaitingGateway() as gateway:
        threading.Thread(target=gateway.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield gateway
        finally:
            gateway.shutdown()
