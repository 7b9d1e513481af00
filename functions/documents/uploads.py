"""A file that somebody sends: what it may be, what goes on record of it, and whether that changes anything."""

from dataclasses import dataclass
from hashlib import sha256

import msgspec

from events.errors import Rejected
from events.fields import Metadata, Name
from events.identity import Generation
from events.strict_json import load_as
from functions.stores.facts import DocumentState, Upload
from functions.text.labels import labelled
from functions.text.sizes import size_text


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """One file as it was sent, and the tenant whose document it is to be."""

    tenant: str
    name: str
    media_type: str
    content: bytes
    metadata: dict[str, str]

    def checked(self, limit: int) -> Upload:
        """Return what goes on record of it.

        Raises `Rejected` for a bad name (422), an empty file (422) and one of more than `limit` bytes (413).
        """
        check_name(self.name)
        check_size(self.name, len(self.content), limit)
        digest = sha256(self.content).hexdigest()
        return Upload(
            name=self.name,
            media_type=self.media_type,
            size=len(self.content),
            sha256=digest,
            fingerprint="",  # that of the index that takes it
            dataref=f"{self.tenant}/uploads/{digest}",
            metadata=labelled(self.metadata),
        )


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


def check_size(name: str, size: int, limit: int) -> None:
    """Raise `Rejected` for a file that is empty (422) or larger than `limit` bytes (413)."""
    if not size:
        raise Rejected(f"{name} is empty: send a file with content")
    if size > limit:
        raise Rejected(
            f"{name} is larger than {size_text(limit)}, the limit: split it, or raise MAX_UPLOAD_BYTES", status=413
        )


def is_unchanged(latest: DocumentState, upload: Upload, generation: Generation | None) -> bool:
    """Tell whether an upload changes nothing about a document: its content is there already, or a newer one is.

    `generation` is that of the upload, if it brings one. A failed or deleted document is changed by any newer upload.
    """
    there = latest.upload
    if generation is not None and generation <= latest.generation:
        return generation < latest.generation
    if there is None or latest.has_failed or latest.phase == "deleted":
        return False
    return (there.sha256, there.fingerprint, there.metadata) == (upload.sha256, upload.fingerprint, upload.metadata)
