"""MiniRAG as a retriever of LlamaIndex: `MiniRAGRetriever(limit=3).retrieve("What fails?")`."""

import asyncio
from typing import Unpack

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from minirag import Client, Passage
from minirag.calls import Searching


class MiniRAGRetriever(BaseRetriever):
    """Finds passages by `client`, with what `Client.search` takes."""

    def __init__(self, client: Client | None = None, **search: Unpack[Searching]) -> None:
        self._client, self._search = client or Client(), search
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [as_node(passage) for passage in self._client.search(query_bundle.query_str, **self._search).passages]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def as_node(passage: Passage) -> NodeWithScore:
    """Return a passage as LlamaIndex has it; the metadata are what a citation needs."""
    names = ("document", "name", "heading", "page", "start", "end", "language")
    metadata = {name: getattr(passage, name) for name in names}
    return NodeWithScore(
        node=TextNode(id_=passage.id, text=passage.text, metadata=metadata), score=passage.scores.fused
    )
