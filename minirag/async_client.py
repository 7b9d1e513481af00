"""The client for asyncio, method by method the same as client.py."""

import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from types import TracebackType
from typing import Unpack

import httpx

from minirag import calls, uploads
from minirag.address import base_url, headers
from minirag.calls import Asking, Choosing, Plain, Searching
from minirag.documents import Document
from minirag.exchange import RETRIES, TIMEOUT, plain_errors
from minirag.passages import Found
from minirag.questions import Answer, Conversation, Turn
from minirag.stream import Event
from minirag.transport import AsyncTransport
from minirag.uploads import Metadata, Source, Tally


class AsyncClient:
    """`Client` for asyncio; close it with `await client.close()`, or use it in an `async with` block."""

    def __init__(
        self,
        url: str | None = None,
        key: str | None = None,
        *,
        host: str | None = None,
        timeout: httpx.Timeout | float = TIMEOUT,
        retries: int = RETRIES,
        verify: ssl.SSLContext | bool = True,
    ) -> None:
        self.url, brought = base_url(url), headers(key, host)
        with plain_errors(self.url):
            http = httpx.AsyncClient(
                base_url=self.url, headers=brought, timeout=timeout, verify=verify, trust_env=False
            )
        self.transport = AsyncTransport(http, retries)

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close its connections."""
        await self.transport.http.aclose()

    async def upload(
        self, source: Source, name: str = "", *, metadata: Metadata | None = None, media_type: str = ""
    ) -> Document:
        """Send a file's path, or content with a name (bytes, an open binary file); return the document as accepted.

        `unchanged` of it tells that the same was there already.
        """
        from asyncio import to_thread  # noqa: PLC0415 - as in transport.py

        content = await to_thread(uploads.content_of(source))
        return await self.transport.send(
            calls.upload(uploads.name_of(source, name), content, metadata or {}, media_type)
        )

    async def upload_all(
        self, sources: Mapping[str, Source], *, metadata: Metadata | None = None
    ) -> AsyncIterator[Tally]:
        """Send many, by name, and yield the growing tally until each is searchable or has failed.

        What is there unchanged costs nothing, so an interrupted upload is simply repeated.
        """
        tally, call_of = Tally(total=len(sources)), partial(calls.upload, metadata=metadata or {})
        contents = {name: uploads.content_of(source) for name, source in sources.items()}
        async for name, outcome in self.transport.at_once(contents, call_of):
            tally.count_sent(name, outcome)
            yield tally
        async for grown in self.transport.follow(uploads.waited_for(tally)):
            yield grown

    async def wait(self, *documents: Document | str, timeout: float | None = None) -> list[Document]:
        """Return these documents (or ids) once they are searchable, archives with all that came in them.

        Raises `Rejected` when one of them has failed, and `Unavailable` after `timeout` seconds.
        """
        tally = uploads.expected(documents)
        async for _ in self.transport.follow(uploads.waited_for(tally, timeout)):
            pass
        return uploads.outcome_of(tally)

    def documents(self, **chosen: Unpack[Choosing]) -> AsyncIterator[Document]:
        """Yield every document, newest first, or those in `collections`, with `tags`, or out of an `archive`."""
        return self.transport.follow(uploads.each_document(calls.documents(**chosen)))

    async def document(self, id_: str) -> Document:
        """Return one document."""
        return await self.transport.send(calls.document(id_))

    async def find(self, name: str) -> Document | None:
        """Return the document of this name; None if there is none."""
        async for document in self.documents():
            if document.name == name:
                return document
        return None

    async def content(self, id_: str) -> bytes:
        """Return the original file."""
        return await self.transport.send(calls.content(id_))

    async def patch(self, id_: str, metadata: Mapping[str, str | Sequence[str] | None]) -> Document:
        """Add or change metadata; None removes a key, and keys that are not named stay."""
        return await self.transport.send(calls.patch(id_, metadata))

    async def delete(self, id_: str) -> None:
        """Forget a document, and with an archive all that came in it."""
        await self.transport.send(calls.delete(id_))

    async def search(self, query: str, **more: Unpack[Searching]) -> Found:
        """Return the passages that fit; `filters`, `limit`, `alpha`, `neighbours` and `spans` choose among them."""
        return await self.transport.send(calls.search(query, **more))

    async def ask(self, question: str, **more: Unpack[Asking]) -> Answer:
        """Return the answer, with `conversation`, `history`, `filters` and `options` as far as they are given."""
        return await self.transport.send(calls.ask(question, **more))

    @asynccontextmanager
    async def stream(self, question: str, **more: Unpack[Asking]) -> AsyncIterator[AsyncIterator[Event]]:
        """Ask, and hand out the events of the answer while it is written; leaving the block ends the question."""
        response = await self.transport.exchange(calls.stream(question, **more), stream=True)
        try:
            yield self.transport.events(response)
        finally:
            await response.aclose()

    async def conversations(self, limit: int = 100) -> list[Conversation]:
        """Return the newest conversations, newest first."""
        return (await self.transport.send(calls.conversations(limit))).conversations

    async def conversation(self, id_: str, limit: int = 100) -> list[Turn]:
        """Return the newest turns of a conversation, oldest first."""
        return (await self.transport.send(calls.conversation(id_, limit))).turns

    async def request(self, method: str, path: str, **more: Unpack[Plain]) -> httpx.Response:
        """Send any other request, with `params`, `json`, `content` and `headers`; return its answer.

        With `repeatable=True` it is tried again as those are that change nothing.
        """
        return await self.transport.exchange(calls.plain(method, path, **more))
