"""Examples of what is sent and answered, shared by several operations."""

from typing import Any

from events.questions import Citation, Quote
from functions.gateway.http.serializers import AcceptedDocument, DocumentView, FailureView, TurnView

ID = "0b6e2f2c-91c4-5f0e-8a54-0f1d9c3f5a11"
GENERATION = "019c13ec-9e00-72d7-9642-b726b0440162"
NAME = "manuals/pump.md"
EMBEDDER, OTHER_EMBEDDER, GENERATOR = "all-MiniLM-L6-v2", "multilingual-e5-small", "SmolLM2-135M-Instruct"
SENTENCE = "The pump stops when the float rises."
_FIELDS: dict[str, Any] = {
    "id": ID,
    "name": NAME,
    "state": "indexed",
    "phase": "indexed",
    "generation": GENERATION,
    "media_type": "text/markdown",
    "size": 2048,
    "metadata": {"collection": "manuals", "tags": "pump"},
    "language": "en",
    "languages": ("en",),
    "chunks": 4,
    "files": 0,
    "reused": 0,
    "warnings": (),
    "scanned": 0,
    "recognised": 0,
    "batches": 1,
    "stored": 1,
    "attempt": 1,
    "uploaded_at": "2026-03-01T08:30:00.000Z",
    "changed_at": "2026-03-01T08:30:02.000Z",
}
DOCUMENT = DocumentView(**_FIELDS)
_NEW = {**_FIELDS, "state": "splitting", "phase": "splitting", "chunks": 0, "stored": 0, "batches": 0}
ACCEPTED = AcceptedDocument(**_NEW, status=202, unchanged=False, location=f"/documents/{ID}")
UNCHANGED = AcceptedDocument(**_FIELDS, status=200, unchanged=True, location=f"/documents/{ID}")
FAILURE = FailureView(
    id="5d2c5c4e-6a0f-5b68-9df1-5b3a0cc0a3a7",
    at="2026-03-01T08:30:02.000Z",
    stage="split",
    reason="the PDF is encrypted: send it without a password",
    code=422,
    type="minirag.document.uploaded",
    document=ID,
    generation=GENERATION,
    name=NAME,
    replayable=True,
)
CITATION = Citation(
    number=1,
    id="9a1f3b52-0c4e-5d87-a3f0-6f2b7c1d4e90",
    document=ID,
    name=NAME,
    text=SENTENCE,
    heading="Pump > Stopping",
    start=120,
    end=156,
    score=1.0,
    quote=SENTENCE,
    quote_start=120,
    quote_end=156,
    cited=True,
)
ANSWER: dict[str, Any] = {
    "answer": f"{SENTENCE} [1]",
    "answered": True,
    "quoted": False,
    "generated": "",
    "support": [Quote(number=1, text=SENTENCE, start=120, end=156)],
    "citations": [CITATION],
    "conversation": "019c13ec-9e00-72d7-9642-b726b0440170",
    "timings": {"embed": 8.1, "search": 12.4, "prompt": 3.0, "generate": 420.9, "total": 460.2},
}
QUESTION = "When does the pump stop?"
QUESTION_ID = "019c13ec-9e00-72d7-9642-b726b0440171"
USAGE = {"prompt_tokens": 412, "completion_tokens": 19}
TURN = TurnView(**ANSWER, id=QUESTION_ID, at="2026-03-01T09:00:00.000Z", question=QUESTION, usage=USAGE)
