"""The life of a document: taken in, revised, deleted, sent on its way, and sent again."""

from msgspec.structs import replace

from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, Generation, IndexKey, document_id, generation_after, next_generation, now_ms
from functions.documents import reindexing
from functions.documents.archives import member_deletions
from functions.documents.indexes import Indexes
from functions.documents.overtaking import forget_ghost, is_ghost, overtakable_state
from functions.documents.progress import due_events, fact, uploaded
from functions.documents.uploads import Accepted, UploadedFile, is_unchanged
from functions.serving.broker_client import BrokerClient
from functions.serving.lazy import LazyResource
from functions.serving.settings import Settings, fingerprint
from functions.stores.blobs import Blobs
from functions.stores.facts import DocumentState, Fact, Upload
from functions.stores.records import Records


class Ingest:
    """What can be done with documents. Whatever puts a document on record is followed by `admit`, which sends it on.

    Everything raises `Unavailable` when a store does not answer; then nothing is on record.
    """

    def __init__(
        self,
        records: LazyResource[Records],
        blobs: LazyResource[Blobs],
        broker: LazyResource[BrokerClient],
        settings: Settings,
    ) -> None:
        self.records, self.blobs, self.broker, self.settings = records, blobs, broker, settings
        self.indexes = Indexes(records, settings.embedder)

    def accept(self, file: UploadedFile, generation: Generation | None = None) -> Accepted:
        """Put a file on record for the active index, unless it changes nothing there.

        Without a `generation` it gets one above all others. Raises `Rejected` for a file that cannot be a document.
        """
        upload = file.checked(self.settings.max_upload_bytes)
        while True:
            index = self.indexes.active(file.tenant)
            accepted = self.record(index, upload, file.content, generation)
            if self.indexes.active(file.tenant) == index:
                return accepted
            generation = accepted.state.generation  # for the index that has just become the active one, too

    def record(self, index: IndexKey, upload: Upload, content: bytes, generation: Generation | None = None) -> Accepted:
        """Put a checked upload on record for this index, as `accept` does. Of one without a `dataref`, which could not
        be read, no content is kept."""
        key, upload = DocumentKey(index, document_id(index.tenant, upload.name)), _for(index, upload)
        latest = overtakable_state(self.records.get(), key)
        if latest and is_unchanged(latest, upload, generation) and not self._is_to_be_recognised(latest, generation):
            return Accepted(latest, unchanged=True)
        generation = generation or next_generation(latest.generation if latest else "")
        if upload.dataref:
            self.blobs.get().put(upload.dataref, content)
        self.records.get().write(uploaded(key, generation, upload))
        return Accepted(self._state(key), unchanged=False)

    def revise(self, latest: DocumentState, metadata: dict[str, str]) -> Accepted:
        """Put other metadata of a document on record: a generation of the same content right above the `latest` one.

        Raises `Rejected` for a document whose content never was accepted (422), and for one that was changed since
        `latest` (409), since that change is not to be lost.
        """
        if latest.upload is None or not latest.upload.dataref:
            raise Rejected("the content of this document was never accepted: upload it, with its metadata")
        upload = _for(latest.key.index, replace(latest.upload, metadata=metadata))
        if is_unchanged(latest, upload, None):
            return Accepted(latest, unchanged=True)
        generation = generation_after(latest.generation)
        [new] = self.records.get().write(uploaded(latest.key, generation, upload))
        state = self._state(latest.key)
        if not new or state.generation != generation:
            reason = "the document was changed or deleted at the same moment: look at it, and try again"
            raise Rejected(reason, status=409)
        return Accepted(state, unchanged=False)

    def state(self, tenant: str, document: str) -> DocumentState | None:
        """Return a document's state in the active index, None where it is not known there."""
        return self.records.get().state(DocumentKey(self.indexes.active(tenant), document))

    def delete(self, state: DocumentState, generation: Generation | None = None) -> Fact:
        """Delete a document in every index, and with an archive what came in it; return the deletion in its own one.

        Without a `generation` it gets one above all others.
        """
        log, document = self.records.get(), state.document
        known = [overtakable_state(log, DocumentKey(index, document)) for index in self.indexes.all(state.tenant)]
        generation = generation or next_generation(max((one.generation for one in known if one), default=""))
        deleted = Fact(key=state.key, generation=generation, kind="deleted", at=now_ms())
        if is_ghost(document):
            forget_ghost(log, state)
            return deleted
        self._write_deletion(deleted)
        # Looked up again: an index that was begun before this may have copied the document, a later one finds it gone.
        for index in self.indexes.all(state.tenant):
            self._write_deletion(replace(deleted, key=DocumentKey(index, document)))
        return deleted

    def admit(self) -> list[DocumentState]:
        """Send on as many waiting documents as may be on their way; return them."""
        admitted = self.records.get().admit(self.settings.ingest_in_flight, now_ms())
        for state in admitted:
            self._send(*due_events(state, window=1))
        return admitted

    def resend(self, state: DocumentState) -> bool:
        """Raise the attempt and send again only what is missing; tell whether this call was the one that did it."""
        if not self.records.get().write(fact(state, "admitted", state.attempt + 1))[0]:
            return False
        self.send_missing(state)
        return True

    def send_missing(self, state: DocumentState) -> None:
        """Send what the facts on record now say is due, unless a newer generation has come meanwhile."""
        now = self.records.get().state(state.key)
        if now is not None and now.generation == state.generation:
            self._send(*due_events(now, self.settings.ingest_window))

    def advance(self, tenant: str) -> bool:
        """Go on with the index that is planned; tell whether there are documents to be admitted now."""
        return reindexing.advance(self.indexes, tenant, self.settings.ingest_in_flight)

    def reindex(self, index: IndexKey, *, switch: bool) -> None:
        """Plan this index, send again what failed in it alone, and put what it lacks on record.

        With `switch` it is to be the active one as soon as it is whole.
        """
        plan = reindexing.begin(self.indexes, index, switch=switch)
        for state in reindexing.failed_there_only(self.records.get(), plan):
            self.resend(state)
        self.advance(index.tenant)

    def _is_to_be_recognised(self, latest: DocumentState, generation: Generation | None) -> bool:
        """Tell whether pages of it were left out for want of OCR, which there is now."""
        is_newer = generation is None or generation > latest.generation
        return is_newer and self.settings.ocr and latest.unrecognised > 0

    def _send(self, *events: Event) -> None:
        for event in events:
            self.broker.get().emit(event)

    def _write_deletion(self, deleted: Fact) -> None:
        """Write the members' deletions before the archive's: what breaks off in between can be asked for again."""
        self.records.get().write(*member_deletions(self.records.get(), deleted), deleted)

    def _state(self, key: DocumentKey) -> DocumentState:
        state = self.records.get().state(key)
        if state is None:
            raise LookupError("the fact that was just written is not there")
        return state


def _for(index: IndexKey, upload: Upload) -> Upload:
    return replace(upload, fingerprint=fingerprint(index.model), rereads=0, before=None)
