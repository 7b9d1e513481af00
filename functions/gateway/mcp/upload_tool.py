"""The tool `upload_document`: a document in, and whether it is searchable yet."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import msgspec

from events.base64_bytes import base64_bytes
from events.errors import Rejected
from events.fields import Base64, Date, Label, Metadata, Name, Tag
from functions.gateway.mcp.calls import Call, Calls
from functions.gateway.mcp.document_tools import Document, shortened
from functions.gateway.mcp.tool import Progress, Tool
from functions.text.sizes import size_text

ABOUT = """\
Put a document among the user's own, so that it can be searched and asked about. {how} The name's ending says what \
kind of file it is (.md, .txt, .html, .pdf, .docx, .csv, ...). A name that is there already is replaced by the new \
content; the same content again changes nothing. Waits up to `wait_seconds` until it is searchable (`state: \
indexed`); if it is not yet, `list_documents` tells later. Upload only what the user wants to be kept."""
INLINE = "Give its `name`, and its content as `text` or, for other than text, as `base64`, up to some 3 MB."
FROM_DISK = INLINE + " Of a file on this computer give the `path` alone: nothing has to be read or encoded for that."
PAUSES = (0.25, 0.5, 1.0, 2.0)  # seconds between two looks; then as long as the last
_DONE = {"waiting": 0.0, "splitting": 0.1, "recognising": 0.15, "embedding": 0.2}  # how much of the way lies behind
Waiting = Annotated[
    int, msgspec.Meta(ge=0, le=300, description="How long to wait until it is searchable; 0: do not wait.")
]
Content = Annotated[str, msgspec.Meta(description="The content, where it is text.")]
Encoded = Annotated[Base64, msgspec.Meta(description="the content in base64, where it is other than text")]
Collection = Annotated[Label, msgspec.Meta(description="The collection that it belongs to, to filter by.")]
Tags = Annotated[list[Tag], msgspec.Meta(description="Tags, to filter by.")]
Dated = Annotated[Date, msgspec.Meta(description="the date that it is of, such as 2026-01-31, to filter by")]
Pairs = Annotated[Metadata, msgspec.Meta(description="Further keys and values to filter by.")]


class Labels(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is said of a document beside its content."""

    collection: Collection | None = None
    tags: Tags = []
    date: Dated | None = None
    metadata: Pairs = {}
    wait_seconds: Waiting = 30


class Upload(Labels, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A document to put among the others."""

    name: Annotated[Name, msgspec.Meta(description="its name, a relative path such as notes/meeting.md")]
    text: Content | None = None
    base64: Encoded | None = None


class UploadFromDisk(Labels, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A document to put among the others, which may be a file on the computer of whoever asks."""

    path: (
        Annotated[str, msgspec.Meta(description="A file on this computer: its absolute path, or from ~ on.")] | None
    ) = None
    name: (
        Annotated[
            Name,
            msgspec.Meta(
                description="its name, a relative path such as notes/meeting.md; of a file its own if left out"
            ),
        ]
        | None
    ) = None
    text: Content | None = None
    base64: Encoded | None = None


class Uploaded(Document, frozen=True, kw_only=True, omit_defaults=True):
    """The document as it is now."""

    searchable: Annotated[bool, msgspec.Meta(description="whether it can be found; false: see `hint`")] = False
    unchanged: Annotated[bool, msgspec.Meta(description="true: this very content was there already")] = False
    hint: Annotated[str, msgspec.Meta(description="what to do next")] = ""


async def upload(given: Upload, calls: Calls, progress: Progress) -> Uploaded:
    """Upload by the route that does it for every client."""
    return await _sent(given.name, _inline(given), given, calls, progress)


async def upload_from_disk(given: UploadFromDisk, calls: Calls, progress: Progress) -> Uploaded:
    """Upload, and read the file here if it is one of this computer."""
    if given.path is None:
        if given.name is None:
            raise Rejected("the name is missing: give name with text or base64, or give the path of a file")
        return await _sent(given.name, _inline(given), given, calls, progress)
    if given.text is not None or given.base64 is not None:
        raise Rejected("give one of path, text and base64")
    limit = (await calls.json(Call("GET", "/documents", (("limit", "1"),))))["max_upload_bytes"]
    file = Path(given.path).expanduser()
    content = await asyncio.to_thread(_read, file, limit)
    return await _sent(given.name or file.name, content, given, calls, progress)


def _inline(given: Upload | UploadFromDisk) -> bytes:
    if (given.text is None) == (given.base64 is None):
        raise Rejected("give the content as text or as base64, and only one of them")
    return given.text.encode() if given.text is not None else base64_bytes(given.base64 or "", "base64")


def _read(file: Path, limit: int) -> bytes:
    if not file.is_absolute():
        raise Rejected(f"{file} is no absolute path: where it begins is not known here")
    try:
        if not file.is_file():
            raise Rejected(f"{file} is no file on this computer: give the path of one")
        if (size := file.stat().st_size) > limit:
            raise Rejected(f"{file} has {size_text(size)}, more than the limit of {size_text(limit)}: split it")
        return file.read_bytes()
    except OSError as error:
        raise Rejected(f"{file} cannot be read: {error.strerror or error}") from error


async def _sent(name: str, content: bytes, labels: Labels, calls: Calls, progress: Progress) -> Uploaded:
    query = [("name", name)]
    if metadata := _metadata(labels):
        query.append(("metadata", msgspec.json.encode(metadata).decode()))
    call = Call("POST", "/documents", tuple(query), content, "application/octet-stream")
    sent = await calls.json(call)
    document = await _waited_for(sent, labels.wait_seconds, calls, progress)
    if document["phase"] == "failed":
        raise Rejected(f"{name} was taken, but cannot be read ({document['stage']}: {document['reason']})")
    told = {"searchable": document["phase"] == "indexed", "unchanged": sent["unchanged"], "hint": _hint(document)}
    return msgspec.convert({**shortened(document), **told}, Uploaded)


def _metadata(labels: Labels) -> dict[str, str | list[str]]:
    given = {"collection": labels.collection, "tags": labels.tags, "date": labels.date}
    return {**labels.metadata, **{name: value for name, value in given.items() if value}}


async def _waited_for(
    document: dict[str, Any], seconds: float, calls: Calls, progress: Progress, clock: Callable[[], float] | None = None
) -> dict[str, Any]:
    """Return the document once it is searchable or has failed, or as it is after so many seconds."""
    now = clock or time.monotonic
    deadline, looks = now() + seconds, 0
    while True:
        await progress.tell(_done(document), 1.0, document["state"])
        if document["phase"] not in _DONE or now() >= deadline:
            return document
        await asyncio.sleep(min(PAUSES[min(looks, len(PAUSES) - 1)], max(deadline - now(), 0.0)))
        looks += 1
        document = await calls.json(Call("GET", f"/documents/{document['id']}"))


def _done(document: dict[str, Any]) -> float:
    if document["phase"] == "embedding":
        return 0.2 + 0.7 * float(document["stored"] / max(document["batches"], 1))
    return _DONE.get(document["phase"], 1.0)


def _hint(document: dict[str, Any]) -> str:
    if document["phase"] != "indexed":
        return "it is still being read: list_documents says when its state is indexed"
    if document["files"]:
        return f"its {document['files']} files are documents of their own: list_documents with its id as archive"
    return "search and ask find it now"


UPLOAD = Tool(
    "upload_document",
    "Upload a document",
    ABOUT.format(how=INLINE),
    Upload,
    Uploaded,
    upload,
    writes=True,
    replaces=True,
)
UPLOAD_FROM_DISK = Tool(
    "upload_document",
    "Upload a document",
    ABOUT.format(how=FROM_DISK),
    UploadFromDisk,
    Uploaded,
    upload_from_disk,
    writes=True,
    replaces=True,
)
