"""A fake gateway (with a fake runtime's status and two fake functions) for the commands to talk to.

It speaks the interface of the real one over real HTTP, and keeps in `log` what it was asked.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from events import binding
from events.event import Event, make
from events.identity import document_id, question_id
from events.questions import FoundPassage, PassagesFound, QuestionAsked, QuestionEmbedded
from events.rankings import RankingWanted
from events.registry import PASSAGES_FOUND, QUESTION_EMBEDDED
from events.searches import ScoredSentence, Scores, SearchedPassage, SearchResult
from events.validation import decode

Answer = tuple[int, Any]
ZERO = document_id("default", "anything")


class FakeGateway:
    """Documents become searchable at their second look; "bad" ones fail; the first `busy` answers are errors."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}
        self.contents: dict[str, bytes] = {}
        self.metadata: dict[str, dict[str, Any]] = {}
        self.failures: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.searched: list[dict[str, Any]] = []
        self.stream: list[tuple[str, Any]] = []
        self.answer: dict[str, Any] = {}
        self.answers: dict[str, dict[str, Any]] = {}  # by question, before `answer`
        self.passages: dict[str, list[tuple[str, str]]] = {}  # (document name, text) by question
        self.status: dict[str, Any] = {}
        self.log: list[str] = []
        self.events: list[tuple[str, Event]] = []  # by path: to the Broker, or to a function as a sink
        self.refusal = ""  # of events
        self.index: dict[str, Any] = {"active": "old", "indexes": [], "reindexing": None}
        self.rereading: dict[str, Any] | None = None
        self.reindexed: list[dict[str, Any]] = []
        self.busy, self.busy_status = 0, 503
        self.url = ""

    def answer_to(self, method: str, target: str, host: str, headers: dict[str, str], body: bytes) -> Answer:
        """Return the status and the data (bytes: a CloudEvent with its headers) for a request."""
        url = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.log.append(f"{method} {url.path}")
        if self.busy:
            self.busy -= 1
            return self.busy_status, {"detail": "busy: try again later"}
        if ".localhost" in host and url.path == "/ranking":
            question = decode(body, RankingWanted).question
            return 200, {"names": [name for name, _ in self.passages.get(question, [])]}
        if ".localhost" in host:
            return 200, self._function(host.partition(".")[0], headers, body)
        first, *rest = url.path.strip("/").split("/")
        if first == "minirag" or url.path.startswith("/-/services/"):
            return self._event(url.path, headers, body)
        routes: dict[tuple[str, str, int], Callable[[], Answer]] = {
            ("POST", "documents", 0): lambda: self._upload(query["name"], body, query.get("metadata", "{}")),
            ("GET", "documents", 0): lambda: (200, self._page(query)),
            ("GET", "documents", 1): lambda: self._look(rest[0]),
            ("GET", "documents", 2): lambda: (200, ({}, self.contents[self.documents[rest[0]]["name"]])),
            ("DELETE", "documents", 1): lambda: (202, self.documents.pop(rest[0])),
            ("GET", "failures", 0): lambda: (200, {"failures": self.failures}),
            ("POST", "failures", 2): lambda: (202, {"replayed": True, "name": "notes.txt", "state": "splitting"}),
            ("POST", "ask", 0): lambda: self._ask(json.loads(body)),
            ("POST", "search", 0): lambda: self._search(json.loads(body)),
            ("GET", "-", 1): lambda: (200, self.status),
            ("GET", "index", 0): lambda: (200, self._index()),
            ("POST", "index", 0): lambda: self._reindex(json.loads(body)),
            ("DELETE", "index", 1): lambda: (200, self.index),
        }
        return routes[method, first, len(rest)]()

    def _event(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.events.append((path, binding.receive(headers, body)))
        if self.refusal:
            return 422, {"detail": self.refusal}
        return (200, self._function("search", headers, body)) if path == "/-/services/search/" else (202, ({}, b""))

    def _ask(self, question: dict[str, Any]) -> Answer:
        self.asked.append(question)
        return 200, self.stream if question.get("stream") else self.answers.get(question["question"], self.answer)

    def _search(self, given: dict[str, Any]) -> Answer:
        self.searched.append(given)
        found = [
            SearchedPassage(
                id=ZERO,
                document=ZERO,
                name=name,
                text=text,
                heading="History",
                page=3,
                start=10,
                end=10 + len(text),
                language="en",
                scores=Scores(words=2.0, fused=1.0),
                sentences=[ScoredSentence(text=text, start=10, end=10 + len(text), score=0.5)]
                if given.get("spans")
                else [],
            )
            for name, text in self.passages.get(given["query"], [])[: given["limit"]]
        ]
        result = SearchResult(
            query=given["query"], searched=given["query"].lower(), passages=found, timings={"search": 4.2, "total": 9.6}
        )
        return 200, msgspec.to_builtins(result)

    def _upload(self, name: str, body: bytes, metadata: str = "{}") -> Answer:
        if not body:
            return 422, {"detail": f"{name} is empty: send a file with content"}
        unchanged = self.contents.get(name) == body
        self.contents[name], self.metadata[name] = body, json.loads(metadata)
        id_ = document_id("default", name)
        if not unchanged:
            self.documents[id_] = {
                "id": id_,
                "name": name,
                "phase": "splitting",
                "state": "splitting",
                "size": len(body),
            }
            self.documents[id_] |= {
                "chunks": 1,
                "generation": str(len(self.documents)),
                "uploaded_at": "2026-01-31T12:00:00Z",
            }
        return 200 if unchanged else 202, {"unchanged": unchanged, **self.documents[id_]}

    def _look(self, id_: str) -> Answer:
        if id_ not in self.documents:
            return 404, {"detail": "no such document"}
        shown = dict(self.documents[id_])
        phase = "failed" if "bad" in shown["name"] else "indexed"
        reason = {"stage": "split", "reason": "the PDF has no text"} if phase == "failed" else {}
        self.documents[id_] |= {"phase": phase, "state": phase, **reason}
        if shown["name"].endswith(".zip"):
            self._unpack(self.documents[id_])
        return 200, shown

    def _unpack(self, archive: dict[str, Any]) -> None:
        """Add two documents that came in the archive, of which one will fail."""
        archive["files"] = 2
        for name in ("a.txt", "bad.pdf"):
            member = f"{archive['name']}/{name}"
            self._upload(member, b"content")
            self.documents[document_id("default", member)]["archive"] = archive["id"]

    def _page(self, query: dict[str, str]) -> dict[str, Any]:
        limit, after = int(query.get("limit", 100)), query.get("after", "")
        archive = query.get("archive")
        everything = [one for one in self.documents.values() if archive in (None, one.get("archive"))]
        start = next((i + 1 for i, one in enumerate(everything) if one["generation"] == after), 0)
        page = everything[start : start + limit]
        more = start + limit < len(everything)
        return {
            "documents": page,
            "next": page[-1]["generation"] if more else None,
            "counts": {"indexed": len(everything)},
            "reindexing": self.index["reindexing"],
            "rereading": self.rereading,
        }

    def _reindex(self, given: dict[str, Any]) -> Answer:
        self.reindexed.append(given)
        if given["switch"]:
            self.index = {**self.index, "active": given["model"], "reindexing": None}
        elif given["model"] != self.index["active"]:
            progress = {"model": given["model"], "indexed": 0, "documents": 2, "whole": False, "failed": []}
            self.index["reindexing"] = progress
        return 202, self.index

    def _index(self) -> dict[str, Any]:
        """Show the indexes; with each look at it the one that is made has a document more."""
        shown = json.loads(json.dumps(self.index))
        if progress := self.index["reindexing"]:
            progress["indexed"] += 1
            progress["whole"] = progress["indexed"] >= 2 and not progress["failed"]
        return dict(shown)

    def _function(self, name: str, headers: dict[str, str], body: bytes) -> tuple[dict[str, str], bytes]:
        event = binding.receive(headers, body)
        if name == "embed-questions":
            asked = decode(event.data, QuestionAsked)
            embedded = QuestionEmbedded(question=asked.question, options=asked.options, vector="AACAPw==")
            return binding.send(make(QUESTION_EMBEDDED, "/fake", question_id(), embedded))
        data = decode(event.data, QuestionEmbedded)
        found = self.passages.get(data.question, [])[: data.options.passages]
        passages = [
            FoundPassage(id=ZERO, document=ZERO, name=name, text=text, start=0, end=len(text), score=1.0)
            for name, text in found
        ]
        reply = PassagesFound(question=data.question, options=data.options, vector=data.vector, passages=passages)
        return binding.send(make(PASSAGES_FOUND, "/fake", question_id(), reply))


@contextmanager
def fake_gateway() -> Iterator[FakeGateway]:
    """Serve a fake gateway on a free port."""
    fake = FakeGateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are two writes

        def _respond(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, data = fake.answer_to(self.command, self.path, self.headers["host"], dict(self.headers), body)
            headers = {"content-type": "application/json"}
            if isinstance(data, tuple):
                headers, content = data
            elif isinstance(data, list):
                headers = {"content-type": "text/event-stream"}
                content = b"".join(b"event: %s\ndata: %s\n\n" % (n.encode(), json.dumps(d).encode()) for n, d in data)
            else:
                content = json.dumps(data).encode()
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = _respond

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
