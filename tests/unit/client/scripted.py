"""A server that answers as a test has written down, and keeps what it was asked; and `AsyncClient` without await."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from inspect import isawaitable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from minirag import AsyncClient


@dataclass
class Asked:
    """A request: its method, path, query, headers and body."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """What its body says as JSON."""
        return json.loads(self.body)


@dataclass
class Reply:
    """An answer: data for JSON, or bytes; `cut` after so many bytes the connection is closed."""

    data: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None

    @property
    def content(self) -> bytes:
        """Its body."""
        return self.data if isinstance(self.data, bytes) else json.dumps(self.data).encode()


def problem(status: int, detail: str, **headers: str) -> Reply:
    """Return an error as the gateway tells it."""
    kind = {"content-type": "application/problem+json"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply({"status": status, "detail": detail}, status, kind | named)


def events(*told: tuple[str, Any]) -> bytes:
    """Return server-sent events as the gateway frames them."""
    return b"".join(b"event: %s\ndata: %s\n\n" % (name.encode(), json.dumps(data).encode()) for name, data in told)


class Server:
    """Gives the answers of `replies` one after another, the last one again and again."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.asked: list[Asked] = []
        self.url = ""

    def answers(self, *replies: Reply) -> None:
        """Answer so from now on."""
        self.replies = list(replies)

    def next(self, asked: Asked) -> Reply:
        """Take note of a request, and return its answer."""
        self.asked.append(asked)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def serving() -> Iterator[Server]:
    """Serve on a free port."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            url, given = urlsplit(self.path), {name.lower(): value for name, value in self.headers.items()}
            reply = server.next(Asked(self.command, url.path, parse_qs(url.query), given, body))
            self.send_response(reply.status)
            headers = {"content-type": "application/json"} | reply.headers
            for name, value in (headers | {"content-length": str(len(reply.content))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.content[: reply.cut])
            self.close_connection = self.close_connection or reply.cut is not None

        do_GET = do_POST = do_PATCH = do_DELETE = _respond

        def log_message(self, *_: object) -> None:
            """Be silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.url = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        http.shutdown()
        thread.join()


class Blocking:
    """An `AsyncClient` that is used as a `Client`, so that one test states what both do."""

    def __init__(self, loop: asyncio.AbstractEventLoop, client: AsyncClient) -> None:
        self._loop, self._client = loop, client

    def __getattr__(self, name: str) -> Any:
        def called(*arguments: Any, **named: Any) -> Any:
            made = getattr(self._client, name)(*arguments, **named)
            if isawaitable(made):
                return self._loop.run_until_complete(made)
            return self._entered(made) if hasattr(made, "__aenter__") else self._iterated(made)

        return called

    def _iterated(self, items: AsyncIterator[Any]) -> Iterator[Any]:
        while True:
            try:
                yield self._loop.run_until_complete(anext(items))
            except StopAsyncIteration:
                return

    @contextmanager
    def _entered(self, block: Any) -> Iterator[Any]:
        items = self._loop.run_until_complete(block.__aenter__())
        try:
            yield self._iterated(items)
        finally:
            self._loop.run_until_complete(block.__aexit__(None, None, None))
