"""A tenant's documents, as the tests of what becomes of them need them."""

from events.identity import DocumentKey, IndexKey, document_id, now_ms
from functions.documents.ingest import Ingest
from functions.documents.reindexing import advance, begin
from functions.documents.uploads import UploadedFile
from functions.serving.env import Env
from functions.stores.facts import DocumentState, Fact, Kind
from functions.stores.index_plans import IndexPlan

LIMIT = 10


class House:
    """A tenant's documents, put on record and indexed by hand."""

    def __init__(self, env: Env) -> None:
        self.ingest = Ingest(env.records, env.blobs, env.broker, env.settings)
        self.indexes, self.records = self.ingest.indexes, env.records.get()

    def upload(self, name: str, content: bytes = b"text") -> DocumentState:
        return self.ingest.accept(UploadedFile("default", name, "text/plain", content, {})).state

    def state(self, name: str, model: str) -> DocumentState | None:
        return self.records.state(DocumentKey(IndexKey("default", model), document_id("default", name)))

    def happen(self, name: str, model: str, kind: Kind, **data: object) -> None:
        """Write a fact about the document's latest generation in this index."""
        state = self.state(name, model)
        assert state is not None
        fact = Fact(key=state.key, generation=state.generation, kind=kind, number=0, at=now_ms(), data=data)
        self.records.write(fact)

    def index(self, *names: str, model: str) -> None:
        for name in names:
            self.happen(name, model, "current", chunks=1, ms=1)

    def plan(self, model: str, *, switch: bool = False) -> IndexPlan:
        return begin(self.indexes, IndexKey("default", model), switch=switch)

    def advance(self, limit: int = LIMIT) -> bool:
        return advance(self.indexes, "default", limit)

    @property
    def active(self) -> str:
        return self.indexes.active("default").model
