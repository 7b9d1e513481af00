"""Every request that the clients make, described without making it: both of them only send what stands here."""

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypedDict, TypeVar, Unpack, cast
from urllib.parse import quote

import msgspec
from msgspec.structs import replace

from minirag.documents import Document, Page
from minirag.passages import Found
from minirag.questions import Answer, Conversations, Exchange, Filters, Options, Turns

T = TypeVar("T")
PAGE = 500  # documents in one answer
Params = Mapping[str, str | int | Sequence[str]]


class Asking(TypedDict, total=False):
    """What can be said of a question besides its text."""

    conversation: str  # go on with this one, by its id
    history: Sequence[Exchange]  # earlier questions, oldest first, in place of the stored conversation
    filters: Filters | Mapping[str, object]
    options: Options | Mapping[str, object]
    embedder: str  # by the index of this model, if it is not the one that answers


class Searching(TypedDict, total=False):
    """What can be said of a search besides its query."""

    filters: Filters | Mapping[str, object]
    limit: int  # passages: 1 to 20, by default 5
    alpha: float  # what it goes by: 1 the meaning alone, 0 the words alone, by default 0.5
    neighbours: int  # 0 to 3: so many passages before and after in the same document are joined to the text
    spans: bool  # with the best sentences of each passage
    embedder: str  # by the index of this model, if it is not the one that answers


class Choosing(TypedDict, total=False):
    """Which documents are listed; all, if nothing is said."""

    collections: Sequence[str]  # in one of these
    tags: Sequence[str]  # with all of these
    archive: str  # that came in this one, by its id


class Plain(TypedDict, total=False):
    """What a request of one's own holds."""

    params: Params
    json: object
    content: bytes
    headers: Mapping[str, str]
    repeatable: bool  # to do it twice is to do it once; by default that goes for GET


class Call(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """One request, and how its answer is read."""

    method: str
    path: str
    result: type[T]
    params: Params = {}
    headers: Mapping[str, str] = {}
    body: bytes = b""
    repeatable: bool = True  # to do it twice is to do it once
    optional: bool = False  # what is not there is None, and no error

    def read(self, content: bytes) -> T:
        """Return what the answer's body says; raise `msgspec.DecodeError` when it says something else."""
        return cast(T, content) if self.result is bytes else msgspec.json.decode(content, type=self.result)


def upload(name: str, content: bytes, metadata: Mapping[str, Any], media_type: str = "") -> Call[Document]:
    """Send one file: the same content again changes nothing."""
    given = {"metadata": msgspec.json.encode(metadata).decode()} if metadata else {}
    headers = {"content-type": media_type} if media_type else {}
    params = {"name": name, **given}
    return Call(method="POST", path="/documents", result=Document, params=params, headers=headers, body=content)


def documents(**chosen: Unpack[Choosing]) -> Call[Page[Document]]:
    """List documents: the first page."""
    given = {"collection": chosen.get("collections"), "tag": chosen.get("tags"), "archive": chosen.get("archive")}
    params: Params = {"limit": PAGE, **{name: value for name, value in given.items() if value}}
    return Call(method="GET", path="/documents", result=Page[Document], params=params)


def page_after(call: Call[Page[T]], page: Page[T]) -> Call[Page[T]] | None:
    """Return the call for the page behind this one; None behind the last."""
    return replace(call, params={**call.params, "after": page.next}) if page.next else None


def document(id_: str, *, optional: bool = False) -> Call[Document]:
    """Show one document."""
    return Call(method="GET", path=_path("documents", id_), result=Document, optional=optional)


def content(id_: str) -> Call[bytes]:
    """Give back the original file."""
    return Call(method="GET", path=_path("documents", id_, "content"), result=bytes)


def patch(id_: str, metadata: Mapping[str, Any]) -> Call[Document]:
    """Change metadata."""
    return _with_json("PATCH", _path("documents", id_), Document, {"metadata": metadata})


def delete(id_: str) -> Call[Any]:
    """Forget a document. A repeated request may find that the first one has done it, so it is not repeated."""
    return Call(method="DELETE", path=_path("documents", id_), result=dict, repeatable=False)


def ask(question: str, **more: Unpack[Asking]) -> Call[Answer]:
    """Ask; each time is a new question, with a turn of its own."""
    return _asked({"question": question, **more})


def stream(question: str, **more: Unpack[Asking]) -> Call[Answer]:
    """Ask, and be told the answer while it is written."""
    return _asked({"question": question, **more, "stream": True})


def search(query: str, **more: Unpack[Searching]) -> Call[Found]:
    """Find passages."""
    return _with_json("POST", "/search", Found, {"query": query, **more})


def conversations(limit: int) -> Call[Conversations]:
    """List the conversations."""
    return Call(method="GET", path="/conversations", result=Conversations, params={"limit": limit})


def conversation(id_: str, limit: int) -> Call[Turns]:
    """Show the newest turns of one."""
    return Call(method="GET", path=_path("conversations", id_), result=Turns, params={"limit": limit})


def plain(method: str, path: str, **more: Unpack[Plain]) -> Call[bytes]:
    """Make any other request."""
    headers, body = dict(more.get("headers", {})), more.get("content", b"")
    if "json" in more:
        headers["content-type"], body = "application/json", msgspec.json.encode(more["json"])
    return Call(
        method=method,
        path=path,
        result=bytes,
        params=more.get("params", {}),
        headers=headers,
        body=body,
        repeatable=more.get("repeatable", method == "GET"),
    )


def _path(*parts: str) -> str:
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def _asked(data: Mapping[str, Any]) -> Call[Answer]:
    return replace(_with_json("POST", "/ask", Answer, data), repeatable=False)


def _with_json(method: str, path: str, result: type[T], data: Mapping[str, Any]) -> Call[T]:
    body = msgspec.json.encode(data)
    return Call(method=method, path=path, result=result, headers={"content-type": "application/json"}, body=body)
