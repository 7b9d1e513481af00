"""MiniRAG as a retriever of LangChain: `MiniRAGRetriever(search={"limit": 3}).invoke("What fails?")`."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from minirag import Client, Passage


class MiniRAGRetriever(BaseRetriever):
    """Finds passages by `client`, with what `Client.search` takes in `search`; LangChain itself runs it in threads for
    `ainvoke`, which several may do at once."""

    client: Client = Field(default_factory=Client)
    search: dict[str, Any] = Field(default_factory=dict)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002 - as LangChain calls it
        return [as_document(passage) for passage in self.client.search(query, **self.search).passages]


def as_document(passage: Passage) -> Document:
    """Return a passage as LangChain has it; the metadata are what a citation needs."""
    names = ("document", "name", "heading", "page", "start", "end", "language")
    metadata = {name: getattr(passage, name) for name in names} | {"score": passage.scores.fused}
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)
