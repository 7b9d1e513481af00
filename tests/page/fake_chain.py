"""A fake of everything behind the gateway, for the page's tests: a Broker that takes events and plays all the stages.

Documents really go through the facts of their states in the store; answers are made up, except that they are streamed
as `generate` streams them. To look at the page, `python -m tests.page.fake_chain HOME PORT [PACE]` runs it
beside a gateway.
"""

import sys
import threading
import time
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import msgspec

from events import binding
from events.event import Event
from events.identity import DocumentKey, IndexKey, document_id
from events.questions import AnswerGenerated, Citation, QuestionAsked, Quote, Usage
from events.registry import DOCUMENT_UPLOADED, QUESTION_ASKED
from functions.documents.progress import fact
from functions.serving.settings import CHUNKER
from functions.stores.dead_letters import Failure
from functions.stores.opening import open_records, store_settings

BATCHES = 4
PASSAGE = (
    "The Normans were the people who in the 10th and 11th centuries gave their name to Normandy, a region in France. "
    "They were descended from Norse raiders and pirates from Denmark, Iceland and Norway. "
    "Under their leader Rollo they agreed to swear fealty to King Charles III of West Francia."
)
QUOTE = PASSAGE.partition(". ")[0] + "."
ANSWER = "Normandy is a region in France; it takes its name from the Normans, who were descended from Norse raiders."


class FakeChain(ThreadingHTTPServer):
    """Takes events on a port of the loopback; `home` is the gateway's, `pace` the time of one step in seconds."""

    daemon_threads = True

    def __init__(self, home: str, port: int = 0, pace: float = 0.02) -> None:
        super().__init__(("127.0.0.1", port), Taker)
        self.home, self.pace = home, pace
        self.going_on = threading.Event()  # cleared, it holds every document after its first batch
        self.going_on.set()
        self.records = open_records(store_settings({"MINIRAG_HOME": home}).store_url)
        self.events: list[Event] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"

    def play(self, event: Event) -> None:
        """Do what the stages would do with the event."""
        self.events.append(event)
        if event.type == QUESTION_ASKED:
            self._answer(event)
        elif event.type == DOCUMENT_UPLOADED:
            self._index(event)

    def _answer(self, event: Event) -> None:
        asked, replyto = msgspec.json.decode(event.data, type=QuestionAsked), event.get("replyto")
        with httpx.Client(timeout=30, trust_env=False) as client:
            for stage, steps in (("embed", 1), ("search", 2), ("prompt", 1)):
                time.sleep(self.pace * steps)
                client.post(replyto, json={"stage": stage, "ms": self.pace * steps * 1000})
            if "fail" in asked.question:
                error = {"stage": "generate", "reason": "the model ran out of memory", "code": 503}
                client.post(replyto, json={"error": error})
                return
            attempt = str(uuid.uuid4())
            time.sleep(self.pace * 3)
            client.post(replyto, json={"stage": "generate", "state": "started", "attempt": attempt})
            client.post(replyto, content=self._lines(attempt, asked), headers={"content-type": "application/x-ndjson"})
            if "broken off" in asked.question:
                client.post(replyto, json={"error": {"stage": "generate", "reason": "the model was killed"}})

    def _lines(self, attempt: str, asked: QuestionAsked) -> Iterator[bytes]:
        for number, word in enumerate(ANSWER.split(" ")):
            time.sleep(self.pace)
            yield msgspec.json.encode({"attempt": attempt, "n": number, "text": f" {word}" if number else word}) + b"\n"
        if "broken off" not in asked.question:
            yield msgspec.json.encode({"attempt": attempt, "answer": answer_to(asked)}) + b"\n"

    def _index(self, event: Event) -> None:
        data, records = msgspec.json.decode(event.data), self.records
        state = records.state(DocumentKey(IndexKey("default", data["model"]), data["document"]))
        assert state is not None
        time.sleep(self.pace * 4)
        if data["name"].endswith(".bin"):
            reason = f"{data['name']} is of no type that can be read: send text, Markdown, HTML or PDF"
            records.write(fact(state, "failed", state.attempt, stage="split", reason=reason))
            records.add_failure(failure_of(event, reason))
            return
        warnings = ["2 charts (page 1)"] if data["name"].endswith(".docx") else []
        reader = CHUNKER - 1 if data["name"].endswith(".old") else CHUNKER
        records.write(fact(state, "split", batches=BATCHES, chunks=BATCHES * 20, warnings=warnings, reader=reader))
        for batch in range(BATCHES):
            time.sleep(self.pace * 2)
            if batch:
                self.going_on.wait(60)
            records.write(fact(state, "stored", batch, chunks=20))
        records.write(fact(state, "current", chunks=BATCHES * 20, ms=100))


class Taker(BaseHTTPRequestHandler):
    """Takes one event, answers 202, and plays its part afterwards, as an asynchronous Broker does."""

    server: FakeChain
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Take an event."""
        event = binding.receive(dict(self.headers), self.rfile.read(int(self.headers["content-length"])))
        self.send_response(202)
        self.send_header("content-length", "0")
        self.end_headers()
        threading.Thread(target=self.server.play, args=(event,), daemon=True).start()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def answer_to(asked: QuestionAsked) -> AnswerGenerated:
    """Return an answer with two citations."""
    identity = document_id("default", "history/normans.txt")
    first = Citation(
        number=1,
        id=str(uuid.uuid5(uuid.UUID(identity), "1")),
        document=identity,
        name="history/normans.txt",
        text=PASSAGE,
        page=3,
        heading="The Normans > Origins",
        start=0,
        end=len(PASSAGE),
        score=1.0,
        quote=QUOTE,
        quote_start=0,
        quote_end=len(QUOTE),
        cited=True,
        url="https://example.org/normans" if "web" in asked.question else "",
    )
    second = msgspec.structs.replace(
        first,
        number=2,
        id=str(uuid.uuid5(uuid.UUID(identity), "2")),
        page=None,
        heading="",
        score=0.41,
        quote="",
        quote_end=0,
        cited=False,
    )
    unsupported = "unsupported" in asked.question
    return AnswerGenerated(
        question=asked.question,
        conversation=asked.conversation,
        answer=f"The documents say: \u201c{QUOTE}\u201d [1]" if unsupported else ANSWER,
        quoted=unsupported,
        generated=ANSWER if unsupported else "",
        support=[Quote(number=1, text=QUOTE, start=0, end=len(QUOTE))],
        citations=[first, second],
        model="a-fake-model",
        usage=Usage(prompt_tokens=412, completion_tokens=19),
        timings={"embed": 8.1, "search": 12.4, "prompt": 3.0, "generate": 420.9},
    )


def failure_of(event: Event, reason: str) -> Failure:
    """Return what `fail` puts on record."""
    data = msgspec.json.decode(event.data)
    return Failure(
        id=str(uuid.uuid4()),
        tenant="default",
        at=time.time_ns() // 1_000_000,
        stage="split",
        reason=reason,
        type=event.type,
        attributes=dict(event.attributes),
        data="",
        code=415,
        document=data["document"],
        generation=data["generation"],
        name=data["name"],
    )


if __name__ == "__main__":
    FakeChain(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.1).serve_forever()
