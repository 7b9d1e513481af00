"""The files of an archive on record, each as an upload of its own."""

import mimetypes
from hashlib import sha256

from events.fields import MAX_NAME
from events.identity import DocumentKey, document_id, member_generation
from functions.documents.accept import record
from functions.ingest.extract.archive_files import Member
from functions.stores.blobs import Blobs
from functions.stores.facts import DocumentState, Upload
from functions.stores.records import Records

_KEPT_AT_THE_END = 200  # characters of a name that is too long, with the ending among them


def record_member(records: Records, blobs: Blobs, archive: DocumentState, member: Member) -> str:
    """Put a file on record for the archive's index, with its metadata and a generation derived from its.

    Return the document's id. What is there unchanged stays, and so does what a redelivery finds there already.
    """
    if archive.upload is None:
        raise ValueError("a deletion has no files")
    upload = _upload(archive, archive.upload, member)
    document = document_id(archive.tenant, upload.name)
    generation = member_generation(archive.generation, document)
    latest = records.state(DocumentKey(archive.key.index, document))
    if latest is None or latest.generation < generation:
        record(records, blobs, archive.key.index, upload, member.data, generation)
    return document


def member_name(archive: str, path: str) -> str:
    """Return the name of a document from the archive's name and the file's path in it, cut in its middle if need be."""
    name = f"{archive}/{path}"
    if len(name) <= MAX_NAME:
        return name
    cut = f"~{sha256(name.encode()).hexdigest()[:8]}~"
    return name[: MAX_NAME - _KEPT_AT_THE_END - len(cut)] + cut + name[-_KEPT_AT_THE_END:]


def _upload(archive: DocumentState, whole: Upload, member: Member) -> Upload:
    digest = sha256(member.data).hexdigest()
    name = member_name(whole.name, member.path)
    return Upload(
        name=name,
        media_type=mimetypes.guess_type(name)[0] or "",
        size=len(member.data),
        sha256=digest,
        fingerprint=whole.fingerprint,
        dataref="" if member.refusal else f"{archive.tenant}/uploads/{digest}",
        metadata=whole.metadata,
        archive=archive.document,
        unreadable=member.refusal,
    )
