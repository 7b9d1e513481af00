"""Our engine behind the smallest HTTP server that streams OpenAI's chat completions: to be measured as others are.

python -m bench.engine.served PORT MODEL SLOTS
"""

import json
import logging
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

from events.errors import MiniRAGError, Rejected
from events.questions import Message
from model.generation import Answer, Generator, Options

LOG = logging.getLogger(__name__)
BACKLOG = 128  # connections that may wait; the default of 5 refuses a burst of clients


class Request(msgspec.Struct):
    """What is read of a request; the rest of it is ignored."""

    messages: list[Message]
    max_tokens: int = 128
    temperature: float = 0.0


class Server(ThreadingHTTPServer):
    """Serves one generator on this machine alone."""

    daemon_threads = True
    request_queue_size = BACKLOG

    def __init__(self, port: int, generator: Generator) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.generator = generator

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Note what a request ended with; a client that went away is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            LOG.exception("a request failed")


class Handler(BaseHTTPRequestHandler):
    """GET /health answers 200; POST anything is a streamed chat completion."""

    server: Server

    def do_GET(self) -> None:
        self._send(200, b"{}")

    def do_POST(self) -> None:
        try:
            request = self._request()
            answer = self.server.generator.generate(
                request.messages, Options(max_tokens=request.max_tokens, temperature=request.temperature)
            )
        except MiniRAGError as error:
            self._send(error.status, _json({"error": {"message": error.detail}}))
            return
        with answer:  # a client that goes away ends it: writing to it fails
            self._stream(answer)

    def _request(self) -> Request:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            return msgspec.json.decode(body, type=Request)
        except msgspec.DecodeError as error:
            raise Rejected(f"this is no chat completion: {error}", status=400) from error

    def _stream(self, answer: Answer) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for event in _events(answer):
            self.wfile.write(b"data: " + event + b"\n\n")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _events(answer: Answer) -> Iterator[bytes]:
    try:
        for piece in answer:
            yield _json({"choices": [{"index": 0, "delta": {"content": piece}}]})
    except MiniRAGError as error:
        yield _json({"error": {"message": error.detail}})
        return
    usage = msgspec.to_builtins(answer.usage)
    yield _json({"choices": [{"index": 0, "delta": {}, "finish_reason": answer.finish_reason}], "usage": usage})
    yield b"[DONE]"


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode()


def main(port: int, model: str, slots: int) -> None:
    """Serve until the process is ended."""
    Server(port, Generator.load(model, slots=slots)).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
