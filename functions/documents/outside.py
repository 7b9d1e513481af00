"""Uploads by outside producers: events that carry the content inline or by a dataref, and no generation of ours."""

from datetime import UTC, datetime

from events.base64_bytes import base64_bytes
from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.identity import Generation, generation_of
from functions.serving.work import Work
from functions.stores.blobs import Blobs, check_key


def generation_from(event: Event) -> Generation:
    """Return the generation of an outside upload: from the event's `time`, else from when the Broker took it."""
    time = event.get("time") or event.get("knativearrivaltime") or datetime.now(UTC).isoformat()
    return generation_of(event.id, time)


def content_of(work: Work[DocumentUploaded], blobs: Blobs, limit: int) -> bytes:
    """Return the bytes of the document; raise `Rejected` when there are none, two kinds of them, or too many."""
    data, dataref = work.data, work.event.get("dataref")
    given = [one for one in (data.content, data.content_base64, dataref or None) if one is not None]
    if len(given) != 1:
        raise Rejected("send the document once: as content (text), content_base64 (bytes), or the extension dataref")
    content = blobs.get(check_key(dataref, work.tenant)) if dataref else _inline(data)
    if len(content) > limit:
        raise Rejected(f"the document has {len(content)} bytes; {limit} are allowed (MAX_UPLOAD_BYTES)", status=413)
    return content


def _inline(data: DocumentUploaded) -> bytes:
    if data.content is not None:
        return data.content.encode()
    return base64_bytes(data.content_base64 or "", "content_base64")
