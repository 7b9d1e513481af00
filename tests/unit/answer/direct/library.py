"""A library of small documents for tests of `search`: read and cut as ingest does it, in a real store, without a model.

All vectors are equal, so that words alone decide what is found.
"""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from events.event import make
from events.identity import DocumentKey, Generation, IndexKey, chunk_id, document_id, next_generation, now_ms
from events.questions import DirectAnswer, PassagesFound, QuestionEmbedded
from events.registry import QUESTION_EMBEDDED
from events.validation import decode
from functions.answer.search import Search
from functions.ingest.chunking.chunks import split_into_chunks
from functions.ingest.extract.delimited_text import read_csv
from functions.ingest.extract.markdown_text import read_markdown
from functions.ingest.extract.plain_text import read_text
from functions.serving.settings import Settings
from functions.serving.work import Work
from functions.stores.facts import Fact
from functions.stores.opening import open_passages, open_records
from functions.stores.passages import Passage
from tests.unit.world import env_of

DIMS = 4
MODEL = Settings().embedder
ROW = np.eye(1, DIMS, dtype=np.float32)
READERS = {"csv": read_csv, "md": read_markdown, "txt": read_text}


class Library:
    """Stores of its own, and the step that is asked."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite://{folder}/store.sqlite"
        self.records, self.passages = open_records(url), open_passages(url)
        self.step = Search(env_of(records=self.records, passages=self.passages))
        self._latest = ""

    def add(self, name: str, text: str, tenant: str = "default", **metadata: str) -> int:
        """Store a document by its reader; return its number of chunks."""
        chunks = split_into_chunks(READERS[name.rpartition(".")[2]](text.encode(), name), _count)
        key = DocumentKey(IndexKey(tenant, MODEL), document_id(tenant, name))
        generation = next_generation(self._latest)
        self._latest = generation
        whose: dict[str, Any] = {"tenant": tenant, "document": key.document, "generation": generation, "name": name}
        found = [
            Passage(
                id=chunk_id(key, generation, chunk.position),
                model=MODEL,
                metadata=metadata,
                position=chunk.position,
                text=chunk.text,
                page=chunk.page,
                heading=chunk.heading,
                start=chunk.start,
                end=chunk.end,
                **whose,
            )
            for chunk in chunks
        ]
        self.passages.add(found, np.tile(ROW, (len(found), 1)))
        self._record(key, generation, name, metadata)
        return len(found)

    def found(self, question: str, tenant: str = "default", **more: Any) -> PassagesFound:
        """Return what the step answers a question with."""
        data = QuestionEmbedded(question=question, vector=base64.b64encode(ROW[0].tobytes()).decode(), **more)
        work = Work(stage="search", event=make(QUESTION_EMBEDDED, "/test", "q1", data), data=data, tenant=tenant)
        reply = self.step.search_passages(work)
        assert reply is not None and len(reply.data) < 64 * 1024
        return decode(reply.data, PassagesFound)

    def direct(self, question: str, **more: Any) -> DirectAnswer | None:
        """Return the answer that is read out of the documents, if there is one."""
        return self.found(question, **more).direct

    def answer(self, question: str, **more: Any) -> str:
        """Return its text; the test fails where the question goes the usual way."""
        direct = self.direct(question, **more)
        assert direct, f"{question!r} goes the usual way"
        return direct.answer

    def _record(self, key: DocumentKey, generation: Generation, name: str, metadata: dict[str, str]) -> None:
        upload = {"name": name, "media_type": "", "size": 1, "sha256": "", "fingerprint": "", "dataref": "d/u/0"}
        facts = {"uploaded": upload | {"metadata": metadata}, "current": {"chunks": 1, "ms": 1}}
        for kind, data in facts.items():
            self.records.write(Fact(key=key, generation=generation, kind=kind, at=now_ms(), data=data))  # type: ignore[arg-type]


def _count(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) * 3 // 2 for text in texts]
