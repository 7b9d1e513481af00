"""A subscriber that records what a Broker delivers, and answers each event as the test has scripted."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DEADLINE = 20.0  # seconds


@dataclass(frozen=True)
class Answer:
    """What the subscriber answers; `delay` in seconds, status 0 closes the connection without an answer."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0


@dataclass(frozen=True)
class Delivery:
    """One request, header names in lower case; `moment` is monotonic."""

    headers: dict[str, str]
    body: bytes
    moment: float


class Recorder:
    """What came, by path and event id, and what is to be answered, by event id; the last answer repeats."""

    def __init__(self) -> None:
        self._came: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        self._change = threading.Condition()

    def script(self, path: str, id_: str, *answers: Answer) -> None:
        """Answer the event's deliveries at `path` so, in this order."""
        self._answers[path, id_] = list(answers)

    def record(self, path: str, delivery: Delivery) -> Answer:
        """Note a delivery and return its answer."""
        id_ = delivery.headers.get("ce-id", "")
        with self._change:
            self._came[path, id_].append(delivery)
            self._change.notify_all()
            answers = self._answers.get((path, id_), [Answer()])
            return answers.pop(0) if len(answers) > 1 else answers[0]

    def came(self, path: str, id_: str) -> list[Delivery]:
        """Return the event's deliveries at `path` so far."""
        return list(self._came[path, id_])

    def wait(self, path: str, id_: str, count: int = 1) -> list[Delivery]:
        """Return the deliveries once there are `count`; fail after the deadline."""
        with self._change:
            enough = self._change.wait_for(lambda: len(self._came[path, id_]) >= count, DEADLINE)
        assert enough, f"{len(self._came[path, id_])} of {count} deliveries at {path}"
        return self.came(path, id_)


@contextmanager
def serve(recorder: Recorder, host: str) -> Iterator[str]:
    """Serve the recorder, and yield its URL."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = recorder.record(self.path, Delivery(headers, body, time.monotonic()))
            time.sleep(answer.delay)
            if answer.status == 0:
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            for name, value in {**answer.headers, "content-length": str(len(answer.body))}.items():
                if answer.status != 204 or name != "content-length":
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                return  # the Broker gave up on a slow answer

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
