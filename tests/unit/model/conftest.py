"""A small file server that can be told to misbehave, and a folder to fetch into."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


@dataclass
class FileServer:
    """Serves `files` by path, in ranges; `breaks` cuts bytes off the next answers, `status` replaces them."""

    port: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    ranges: bool = True
    login: str = ""  # the Authorization header that it wants
    requests: list[tuple[str, str]] = field(default_factory=list)  # path and Range

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, request: BaseHTTPRequestHandler, *, body: bool) -> None:
        wanted = request.headers.get("Range", "")
        self.requests.append((request.path, wanted))
        data = self.files.get(request.path, b"")
        start = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted and self.ranges else 0
        if self.login and request.headers.get("Authorization") != self.login:
            self._end(request, 401, {"WWW-Authenticate": "Basic"})
        elif self.status or not data:
            self._end(request, self.status or 404, {})
        elif start >= len(data):
            self._end(request, 416, {"Content-Range": f"bytes */{len(data)}"})
        else:
            self._send(request, data, start, body=body)

    def _send(self, request: BaseHTTPRequestHandler, data: bytes, start: int, *, body: bool) -> None:
        part = data[start:]
        more = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"} if start else {}
        request.send_response(206 if start else 200)
        for name, value in {**self.headers, **more, "Content-Length": str(len(part))}.items():
            request.send_header(name, value)
        request.end_headers()
        if body:
            request.wfile.write(part[: len(part) - self.breaks.pop(0)] if self.breaks else part)

    def _end(self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
        request.send_response(status)
        for name, value in {**headers, "Content-Length": "0"}.items():
            request.send_header(name, value)
        request.end_headers()


@pytest.fixture
def server() -> Iterator[FileServer]:
    """A file server on a free port of this machine."""
    state = FileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.answer(self, body=True)

        def do_HEAD(self) -> None:
            state.answer(self, body=False)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a client that went away: some tests are about that."""

    with Server(("127.0.0.1", 0), Handler) as http:
        state.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield state
        http.shutdown()
        thread.join()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """An empty folder to fetch into."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder
