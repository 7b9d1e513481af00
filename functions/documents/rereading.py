"""Reading again what an older reader has read: after an upgrade, document by document, while its text answers on.

A document is put on record anew with the same content, in the generation right above its latest one, as a change of its
metadata does it: what is uploaded or deleted meanwhile wins, chunks with the same text keep their vectors, and what
breaks off is healed. So every fact that a newer reader finds comes to old documents in this one way.
"""

import logging
import threading
from collections.abc import Iterator

from msgspec.structs import replace

from events.file_names import one_spelling
from events.identity import DocumentKey, IndexKey, document_id, generation_after, now_ms
from functions.documents.ingest import Ingest
from functions.documents.overtaking import overtakable_state
from functions.documents.progress import deleted_event, uploaded
from functions.serving.settings import CHUNKER, fingerprint
from functions.stores.document_log import DocumentLog
from functions.stores.facts import UNDER_WAY, Before, DocumentState, Upload

AT_ONCE = 2  # documents on their way, of all: uploads and questions come first
PAGE = 500  # documents
MOST = 3  # readings by the same version, where a pod of the version before took the document up
PAUSE = 10 * 60 * 1000  # milliseconds between them: longer than it takes to replace the pods
SETTLED = ("indexed", "failed")
log = logging.getLogger("minirag")


def is_reread(state: DocumentState) -> bool:
    """Tell whether a document was put on record only to be read again."""
    return state.upload is not None and state.upload.rereads > 0


class Rereading:
    """The documents of an index that an older reader has read, one after the other.

    A store may have to go through its whole list for a page of them: the rest of a page is kept for the next call, and
    each document is looked up anew when its turn comes.
    """

    def __init__(self, ingest: Ingest) -> None:
        self._ingest, self._lock = ingest, threading.Lock()
        self._index: IndexKey | None = None
        self._older: Iterator[DocumentKey] = iter(())

    def put_on_their_way(self, index: IndexKey, most: int) -> int:
        """Put up to `most` of them on record anew; return how many.

        Those whose names were not in the one spelling that names have now become the documents of these names.
        """
        begun = 0
        with self._lock:
            while begun < most and (key := self._next(index)):
                state = self._ingest.records.get().state(key)
                if state and state.phase in SETTLED and state.reader < CHUNKER:
                    begun += _is_begun(self._ingest, state)
        return begun

    def _next(self, index: IndexKey) -> DocumentKey | None:
        """Return the next one, and None at the end, after which the list begins anew."""
        older = self._older if index == self._index else _older(self._ingest.records.get(), index)
        self._index = None  # a store that does not answer ends the list
        key = next(older, None)
        if key is not None:
            self._index, self._older = index, older
        return key


def _older(records: DocumentLog, index: IndexKey) -> Iterator[DocumentKey]:
    after = ""
    while states := records.older(index, CHUNKER, after=after, limit=PAGE):
        yield from (state.key for state in states if state.phase in SETTLED)
        after = states[-1].generation


def _is_begun(ingest: Ingest, state: DocumentState) -> bool:
    """Put a document on its way; tell whether there was anything to do and it is on its way now."""
    upload = state.upload
    if upload is None:
        return False
    name = one_spelling(upload.name)
    if name != upload.name:
        return _is_moved(ingest, state, replace(_again(state, upload), name=name, before=None))
    if not _is_due(state, upload):
        return False
    fact = uploaded(state.key, generation_after(state.generation), _again(state, upload))
    return ingest.records.get().write(replace(fact, at=state.accepted_at))[0]


def _is_due(state: DocumentState, upload: Upload) -> bool:
    """Tell whether it was not tried by this version yet, or is to be tried again."""
    if upload.fingerprint != fingerprint(state.model):
        return True
    return upload.rereads < MOST and state.progressed_at + PAUSE < now_ms()


def _again(state: DocumentState, upload: Upload) -> Upload:
    """Return the upload with what stays if the newer reader refuses it."""
    by = fingerprint(state.model)
    rereads = upload.rereads + 1 if upload.fingerprint == by else 1
    before = upload.before
    if state.phase == "indexed" and not state.kept:
        before = Before(chunks=state.chunks, files=state.files, warnings=state.warnings)
    return replace(upload, fingerprint=by, rereads=rereads, before=before)


def _is_moved(ingest: Ingest, state: DocumentState, upload: Upload) -> bool:
    """Make a document that of its name's one spelling; tell whether that is on its way now.

    Where there is one already, the newer of the two stays. The other is deleted when that one answers in its place, and
    what came in an archive goes with that.
    """
    records = ingest.records.get()
    there = overtakable_state(records, DocumentKey(state.key.index, document_id(state.tenant, upload.name)))
    if _goes_with_its_archive(records, state):
        return False
    if there and there.phase != "deleted" and there.generation >= state.generation:
        if _takes_its_place(records, there, state):
            ingest.broker.get().emit(deleted_event(ingest.delete(state)))
            log.warning("%r is one document now, in the spelling that names have", upload.name)
        return False
    generation = max(state.generation, generation_after(there.generation)) if there else state.generation
    key = DocumentKey(state.key.index, document_id(state.tenant, upload.name))
    log.warning("%r gets the spelling that names have now, and is read again", upload.name)
    return records.write(replace(uploaded(key, generation, upload), at=state.accepted_at))[0]


def _takes_its_place(records: DocumentLog, there: DocumentState, state: DocumentState) -> bool:
    """Tell whether nothing is lost when only the document `there` is left of the two."""
    if there.phase != "indexed":
        return there.phase == state.phase == "failed"
    return not there.files or all(member.phase not in UNDER_WAY for member in records.members(there.key))


def _goes_with_its_archive(records: DocumentLog, state: DocumentState) -> bool:
    """Tell whether it came in an archive whose own name gets another spelling, which brings it along."""
    archive = state.upload.archive if state.upload else ""
    found = records.state(DocumentKey(state.key.index, archive)) if archive else None
    return bool(found and found.upload and one_spelling(found.upload.name) != found.upload.name)
