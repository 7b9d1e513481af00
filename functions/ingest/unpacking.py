"""The files of an archive on record, each as an upload of its own."""

from hashlib import sha256

from events.documents import DocumentUploaded
from events.errors import Rejected
from events.event import Event
from events.fields import MAX_NAME
from events.identity import DocumentKey, document_id, member_generation, now_ms
from events.registry import DOCUMENT_INDEXED
from functions.documents.archives import member_deletions
from functions.documents.ingest import Ingest
from functions.documents.media_types import ARCHIVES, type_by_name
from functions.documents.progress import deleted_event, fact, indexed
from functions.ingest.extract import media_type_of
from functions.ingest.extract.archive_files import Member
from functions.ingest.sandbox.reader import Sandbox
from functions.serving.lazy import LazyResource
from functions.serving.settings import CHUNKER
from functions.serving.work import Work
from functions.stores.facts import DocumentState, Upload

_KEPT_AT_THE_END = 200  # characters of a name that is too long, with the ending among them


def is_archive(upload: Upload) -> bool:
    """Tell whether it is to be unpacked; one that came in another archive is not, for there may be no end to those."""
    return not upload.archive and media_type_of(upload.name, upload.media_type, b"") in ARCHIVES


class Unpacking:
    """Takes archives apart, each file into a document of its own."""

    def __init__(self, ingest: Ingest, readers: LazyResource[Sandbox]) -> None:
        self._ingest, self._readers = ingest, readers

    def unpack(self, work: Work[DocumentUploaded], archive: DocumentState, upload: Upload) -> Event | None:
        """Put each file on record, delete what older generations brought and this does not, and answer with `indexed`.

        It ends where another generation of the archive comes meanwhile. Raises `Rejected` for one without files.
        """
        if archive.phase in ("splitting", "embedding"):
            found = set()
            for member in self._readers.get().unpack(self._ingest.blobs.get().get(upload.dataref), upload.name):
                if not self._latest(archive):
                    return None
                found.add(self.record(archive, upload, member))
            if not found:
                raise Rejected(f"{upload.name} holds no files: upload an archive with files in it")
            self._finish(archive, found)
        return self._indexed(work, archive)

    def record(self, archive: DocumentState, whole: Upload, member: Member) -> str:
        """Put a file on record for the archive's index, with its metadata and a generation derived from its own.

        Return the document's id. What is there unchanged stays, and so does what a redelivery finds there already.
        """
        upload = _upload(archive, whole, member)
        document = document_id(archive.tenant, upload.name)
        generation = member_generation(archive.generation, document)
        latest = self._ingest.records.get().state(DocumentKey(archive.key.index, document))
        if latest is None or latest.generation < generation:
            self._ingest.record(archive.key.index, upload, member.data, generation)
        return document

    def _finish(self, archive: DocumentState, found: set[str]) -> None:
        records, took = self._ingest.records.get(), now_ms() - archive.begun_at
        deletions = member_deletions(records, fact(archive, "deleted"), found)
        records.write(*deletions)
        for deletion in deletions:
            self._ingest.broker.get().emit(deleted_event(deletion))
        unpacked = fact(archive, "split", batches=0, chunks=0, files=len(found), reader=CHUNKER)
        records.write(unpacked, fact(archive, "current", chunks=0, ms=took))
        self._ingest.admit()

    def _latest(self, archive: DocumentState) -> DocumentState | None:
        """Return what is on record of this generation now; None once there is a newer one."""
        now = self._ingest.records.get().state(archive.key)
        return now if now and now.generation == archive.generation else None

    def _indexed(self, work: Work[DocumentUploaded], archive: DocumentState) -> Event | None:
        """Return the event that says so, also when asked again; None for an archive that has failed meanwhile."""
        now = self._latest(archive)
        if now is None or now.phase != "indexed" or now.kept or now.upload is None:
            return None
        took = now.progressed_at - now.begun_at
        return work.next(DOCUMENT_INDEXED, indexed(now, took), now.generation, now.model)


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
        media_type=type_by_name(name),
        size=len(member.data),
        sha256=digest,
        fingerprint=whole.fingerprint,
        dataref="" if member.refusal else f"{archive.tenant}/uploads/{digest}",
        metadata=whole.metadata,
        archive=archive.document,
        unreadable=member.refusal,
    )
