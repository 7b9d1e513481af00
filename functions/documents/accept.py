"""Taking a document in: its bytes into the blob store, and the fact that it was uploaded on record."""

from dataclasses import dataclass
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from events.errors import Rejected
from events.fields import Metadata, Name
from events.identity import (
    DocumentKey,
    Generation,
    IndexKey,
    document_id,
    generation_after,
    next_generation,
    now_ms,
)
from events.strict_json import load_as
from functions.documents.indexes import active_model
from functions.documents.overtaking import overtakable_state
from functions.serving.settings import Settings, fingerprint
from functions.stores.blobs import Blobs
from functions.stores.facts import DocumentState, Fact, Upload
from functions.stores.records import Records
from functions.text.labels import labelled
from functions.text.sizes import size_text


@dataclass(frozen=True, slots=True)
class Accepted:
    """The document's state after an upload; `unchanged` when there was nothing to do.

    That is so when the same content is there already, or a newer generation than the one offered.
    """

    state: DocumentState
    unchanged: bool


def check_name(name: str) -> str:
    """Return the name if a document may have it; raise `Rejected` otherwise."""
    try:
        return msgspec.convert(name, Name)
    except msgspec.ValidationError as error:
        raise Rejected(
            f"the name {name[:80]!r} does not fit: send a relative path of 1 to 512 characters, "
            "without a leading slash, '..' or control characters"
        ) from error


def check_metadata(text: str) -> dict[str, str]:
    """Return metadata given as the text of a JSON object, of texts and lists of texts; raise `Rejected` otherwise."""
    try:
        given = load_as(text or "{}", dict[str, str | list[str]], "the metadata")
        texts = {key: value if isinstance(value, str) else ", ".join(value) for key, value in given.items()}
        metadata = msgspec.convert(texts, Metadata)
    except (Rejected, msgspec.ValidationError) as error:
        raise Rejected(
            f'metadata must be a JSON object of at most 64 texts, such as {{"year": "2026"}}: {error}'
        ) from error
    return labelled(metadata)


def accept(  # noqa: PLR0913, PLR0917 - a document is all of these
    records: Records,
    blobs: Blobs,
    settings: Settings,
    tenant: str,
    name: str,
    media_type: str,
    data: bytes,
    metadata: dict[str, str],
    generation: Generation | None = None,
) -> Accepted:
    """Put an upload on record for the active index, unless it changes nothing there.

    Without a `generation`, it gets one above all others.
    Whoever calls it admits the document afterwards. Raises `Rejected` for a bad name, an empty file (422) and one
    over the limit (413), `Unavailable` when a store does not answer; then nothing is on record.
    """
    check_name(name)
    check_size(name, len(data), settings.max_upload_bytes)
    digest = sha256(data).hexdigest()
    upload = Upload(
        name=name,
        media_type=media_type,
        size=len(data),
        sha256=digest,
        fingerprint="",
        dataref=f"{tenant}/uploads/{digest}",
        metadata=labelled(metadata),
    )
    while True:
        model = active_model(records, tenant, settings.embedder)
        accepted = record(records, blobs, IndexKey(tenant, model), upload, data, generation)
        if active_model(records, tenant, settings.embedder) == model:
            return accepted
        generation = accepted.state.generation  # for the index that has just become the active one, too


def record(
    records: Records,
    blobs: Blobs,
    index: IndexKey,
    upload: Upload,
    data: bytes,
    generation: Generation | None = None,
) -> Accepted:
    """Put a checked upload on record for this index, as `accept` does; one that is unreadable has no bytes to
    keep."""
    key = DocumentKey(index, document_id(index.tenant, upload.name))
    upload = replace(upload, fingerprint=fingerprint(index.model))
    latest = overtakable_state(records, key)
    if latest and (_same(latest, upload, generation) or (generation is not None and generation < latest.generation)):
        return Accepted(latest, unchanged=True)
    generation = generation or next_generation(latest.generation if latest else "")
    if upload.dataref:
        blobs.put(upload.dataref, data)
    records.write(uploaded(key, generation, upload))
    return Accepted(_state(records, key), unchanged=False)


def revise(records: Records, latest: DocumentState, metadata: dict[str, str]) -> Accepted:
    """Put other metadata of a document on record: a generation of the same content right above the `latest` one.

    Whoever calls it admits the document afterwards. Raises `Rejected` for a document whose content never was accepted
    (422), and for one that was changed since `latest` (409), since that change is not to be lost.
    """
    if latest.upload is None or not latest.upload.dataref:
        raise Rejected("the content of this document was never accepted: upload it, with its metadata")
    upload = replace(latest.upload, metadata=metadata, fingerprint=fingerprint(latest.model))
    if _same(latest, upload, None):
        return Accepted(latest, unchanged=True)
    generation = generation_after(latest.generation)
    [new] = records.write(uploaded(latest.key, generation, upload))
    state = _state(records, latest.key)
    if not new or state.generation != generation:
        raise Rejected("the document was changed or deleted at the same moment: look at it, and try again", status=409)
    return Accepted(state, unchanged=False)


def check_size(name: str, size: int, limit: int) -> None:
    """Raise `Rejected` for a file that is empty (422) or larger than `limit` bytes (413)."""
    if not size:
        raise Rejected(f"{name} is empty: send a file with content")
    if size > limit:
        raise Rejected(
            f"{name} is larger than {size_text(limit)}, the limit: split it, or raise MAX_UPLOAD_BYTES", status=413
        )


def _same(latest: DocumentState, upload: Upload, generation: Generation | None) -> bool:
    """Tell whether the latest generation, alive and another than the one offered, has this very content."""
    there = latest.upload
    if there is None or latest.phase in ("failed", "deleted") or latest.generation == generation:
        return False
    return (there.sha256, there.fingerprint, there.metadata) == (upload.sha256, upload.fingerprint, upload.metadata)


def _state(records: Records, key: DocumentKey) -> DocumentState:
    state = records.state(key)
    if state is None:
        raise LookupError("the fact that was just written is not there")
    return state


def uploaded(key: DocumentKey, generation: Generation, upload: Upload) -> Fact:
    """Return the fact that makes a generation wait for its way into the index."""
    return Fact(
        key=key,
        generation=generation,
        kind="uploaded",
        at=now_ms(),
        data=msgspec.to_builtins(upload),
    )
