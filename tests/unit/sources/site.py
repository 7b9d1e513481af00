"""A site on this machine, which tests alone may fetch pages from: a check that takes loopback is given by hand."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from functions.sources.fetching import Fetcher
from functions.sources.page_urls import Allowed

HERE = "127.0.0.1"


@dataclass
class Answer:
    """What a path answers."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""


@dataclass
class Site:
    """A running site: what its paths answer, and what it was asked, `METHOD path`, with the headers of each."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    fetchers: list[Fetcher] = field(default_factory=list)

    def url(self, path: str, host: str = "site.test") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def allowed(self) -> Allowed:
        return Allowed.of(f"site.test:{self.port} *.site.test:{self.port}", plain=True)

    def pages(self) -> list[str]:
        """Return the paths that were asked for, without robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]

    def fetcher(self, limit: int = 2**20, **given: Any) -> Fetcher:
        """Return one that may call this machine, unless `given` says otherwise; it is closed with the site."""
        made = Fetcher(self.allowed, limit, **{"resolver": resolve_here, "may": is_here, "seconds": 10.0, **given})
        self.fetchers.append(made)
        return made


def resolve_here(host: str, _: int) -> Sequence[str]:
    return [HERE] if host.endswith("site.test") else []


def is_here(address: str) -> bool:
    return address == HERE


@contextmanager
def running_site() -> Iterator[Site]:
    """Run a site until the block ends; without an answer of its own a path answers 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers.append({name.lower(): value for name, value in self.headers.items()})
            answer = site.answers.get(self.path, Answer(b"no such page", "text/plain", 404))
            unchanged = answer.etag and self.headers.get("if-none-match") == answer.etag
            self.send_response(304 if unchanged else answer.status)
            body = b"" if unchanged else answer.body
            given = {"content-type": answer.kind, "content-length": str(len(body)), **answer.headers}
            for name, value in (given | ({"etag": answer.etag} if answer.etag else {})).items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of a client that has hung up."""

    server = Server((HERE, 0), Handler)
    site = Site(server.server_address[1])
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        for fetcher in site.fetchers:
            fetcher.close()
        server.shutdown()
        server.server_close()
