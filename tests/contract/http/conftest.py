"""A real gateway, as its image runs it; behind it a fake of the other functions, which answers at once."""

import base64
import struct
import threading
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from events.event import Event
from events.identity import DocumentKey, IndexKey
from events.questions import QuestionAsked
from events.texts import TextsEmbedded, TextsGiven
from functions.gateway.questions.searching import FOUND
from tests.page.fake_chain import FakeChain, Taker, answer_to
from tests.page.gateway import gateway
from tests.system import until

KEY = "open sesame"
DIMS = 4


class PromptChain(FakeChain):
    """Takes events, and texts to embed."""

    def __init__(self, home: str) -> None:
        super().__init__(home, pace=0)
        self.RequestHandlerClass = EmbeddingTaker
        self._client = httpx.Client(trust_env=False, timeout=60)  # one: making them is most of an answer's time

    def server_close(self) -> None:
        """Take no more."""
        super().server_close()
        self._client.close()

    def _answer(self, event: Event) -> None:
        replyto, asked = event.get("replyto"), msgspec.json.decode(event.data, type=QuestionAsked)
        if not replyto:  # nobody waits for an answer to an outside producer's question
            return
        if asked.search:
            self._client.post(replyto, json={"found": msgspec.to_builtins(FOUND)})
            return
        token = {"attempt": "first", "n": 0, "text": "Normandy", "checked": "Normandy"}
        lines = (token, {"attempt": "first", "answer": answer_to(asked)})
        self._client.post(replyto, json={"stage": "search", "ms": 1.5})
        content = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        self._client.post(replyto, content=content, headers={"content-type": "application/x-ndjson"})

    def _index(self, event: Event) -> None:
        data = msgspec.json.decode(event.data)
        key = DocumentKey(IndexKey("default", data.get("model", "")), data.get("document") or "")
        if self.records.state(key):  # an outside producer's event is no document yet
            super()._index(event)


class EmbeddingTaker(Taker):
    """Also answers as the function that embeds."""

    def do_POST(self) -> None:
        """Take an event, or texts."""
        if self.path != "/embeddings":
            super().do_POST()
            return
        given = msgspec.json.decode(self.rfile.read(int(self.headers["content-length"])), type=TextsGiven)
        vectors = struct.pack(f"<{DIMS}f", 1, 0, 0, 0) * len(given.texts)
        embedded = TextsEmbedded(dims=DIMS, vectors=base64.b64encode(vectors).decode(), tokens=len(given.texts))
        body = msgspec.json.encode(embedded)
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def fill(address: str) -> None:
    """Give it a document, one that fails, and a conversation, so that no list is empty."""
    headers = {"authorization": f"Bearer {KEY}"}
    with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as client:
        for name in ("pump.md", "broken.bin"):
            client.post("/documents", params={"name": name}, content=b"# Pump").raise_for_status()
        client.post("/ask", json={"question": "When does the pump stop?"}).raise_for_status()
        until(lambda: client.get("/failures").json()["failures"], "the document fails", 60)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a gateway that wants KEY."""
    with PromptChain(str(tmp_path_factory.mktemp("home"))) as chain:
        threading.Thread(target=chain.serve_forever, args=(0.02,), daemon=True).start()
        with gateway(chain, API_KEY=KEY, EMBED_URL=chain.url) as address:
            fill(address)
            yield address
        chain.shutdown()
