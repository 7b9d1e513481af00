"""Facts about documents: immutable, written once, with ids derived from what they are about.

Each embedding model has an index of its own, and facts are about a generation of a document in one of them: it may be
searchable in one index and on its way in another.
"""

import re
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from events.identity import DocumentKey, Generation, derived_id
from functions.stores.scans import Scans, scans_of

Kind = Literal["uploaded", "admitted", "scanned", "recognised", "split", "stored", "current", "deleted", "failed"]
Phase = Literal["waiting", "splitting", "recognising", "embedding", "indexed", "failed", "deleted", "unreadable"]
UNDER_WAY: tuple[Phase, ...] = ("waiting", "splitting", "recognising", "embedding")
WORKED: tuple[Kind, ...] = ("scanned", "recognised", "split", "stored", "current")  # what a stage has written
NOTHING_TO_READ = 2**31 - 1  # the reader of what no newer one could read otherwise
_UNTOLD = 6  # the last reader that did not say so on record
_CHUNKER = re.compile(r"chunker-(\d{1,9})/")


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """What is searchable of a document while a newer reader reads it again, and stays if that one refuses it."""

    chunks: int = 0
    files: int = 0
    warnings: tuple[str, ...] = ()


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """The data of an `uploaded` fact: what was accepted, and where its bytes are."""

    name: str
    media_type: str
    size: int  # bytes
    sha256: str
    fingerprint: str  # of the pipeline (chunker and embedding model) that it was accepted for
    dataref: str
    metadata: dict[str, str] = {}
    archive: str = ""  # the document that it came in, if that is an archive
    unreadable: str = ""  # why its bytes could not be taken out of there; then `dataref` names nothing
    rereads: int = 0  # how often it was put on record only to be read by the reader that `fingerprint` names
    before: Before | None = None  # of one that is read again


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to one generation of a document in the index of one model.

    `number` is the batch of `recognised` and `stored`, the attempt of `admitted` and `failed`, and 0 otherwise. `data`
    holds, by kind: uploaded: an `Upload`; scanned: pages, size, media_type, languages; recognised: dataref;
    split: batches, chunks, reused, languages, warnings, reader, unrecognised, and an archive's files; stored: chunks;
    current: chunks, ms; failed: stage, reason.
    """

    key: DocumentKey
    generation: Generation
    kind: Kind
    at: int  # milliseconds since 1970
    number: int = 0
    data: dict[str, Any] = {}

    @property
    def id(self) -> str:
        whose = (*self.key.index, self.key.document, self.generation)
        return derived_id("fact", *whose, self.kind, str(self.number))


class DocumentState(msgspec.Struct, frozen=True, kw_only=True):
    """What the facts say of a document's latest generation in the index of one model."""

    key: DocumentKey
    generation: Generation
    phase: Phase
    upload: Upload | None  # None for a deletion
    accepted_at: int  # milliseconds since 1970: of `uploaded` or `deleted`
    progressed_at: int  # of the newest fact of this generation
    admitted_at: int = 0  # of the newest `admitted`
    split_at: int = 0
    scanned_at: int = 0
    worked_at: int = 0  # of the newest fact that a stage has written
    attempt: int = 0  # of the newest `admitted`; 0 while waiting
    scans: Scans | None = None  # of what has pages without text, where OCR is set up
    unrecognised: int = 0  # pages without text that were left as they are, because OCR was not set up
    batches: int = 0
    stored: tuple[int, ...] = ()  # the batches that are stored
    chunks: int = 0
    reused: int = 0  # of the chunks: those that brought their vectors along
    files: int = 0  # in an archive
    languages: tuple[str, ...] = ()  # of its chunks, by ISO 639-1, that of most of the text first
    warnings: tuple[str, ...] = ()  # of what its reader could not bring
    reader: int = NOTHING_TO_READ  # the version of the reader that has read it, or is to
    kept: bool = False  # whether its text is that of before, because a newer reader refused it
    stage: str = ""  # of a failure
    reason: str = ""  # of a failure, or why it is unreadable

    @property
    def tenant(self) -> str:
        return self.key.tenant

    @property
    def model(self) -> str:
        return self.key.model

    @property
    def document(self) -> str:
        return self.key.document

    @property
    def begun_at(self) -> int:
        """Since when it has been on its way: what is only read again keeps the time of its upload."""
        return self.admitted_at if self.upload and self.upload.rereads else self.accepted_at

    @property
    def waits_for(self) -> str:
        """The stage whose work is the next on its way."""
        if self.batches:
            return "embed"
        return "ocr" if self.scans and not self.scans.are_done else "split"

    @property
    def has_failed(self) -> bool:
        """Whether its latest generation came to nothing: there may be text of before all the same."""
        return self.kept or self.phase == "failed"


def derive_state(facts: list[Fact]) -> DocumentState:
    """Return the state that these facts of one generation amount to; they include its `uploaded` or `deleted`."""
    newest = {fact.kind: fact for fact in sorted(facts, key=lambda fact: fact.number)}
    first = newest.get("deleted") or newest["uploaded"]
    failed, admitted, split = newest.get("failed"), newest.get("admitted"), newest.get("split")
    attempt = admitted.number if admitted else 0
    upload = msgspec.convert(newest["uploaded"].data, Upload) if "uploaded" in newest else None
    state = DocumentState(
        key=first.key,
        generation=first.generation,
        phase=_phase(newest, attempt),
        upload=upload,
        accepted_at=first.at,
        progressed_at=max(fact.at for fact in facts),
        admitted_at=admitted.at if admitted else 0,
        split_at=split.at if split else 0,
        scanned_at=newest["scanned"].at if "scanned" in newest else 0,
        worked_at=max((fact.at for fact in facts if fact.kind in WORKED), default=0),
        attempt=attempt,
        scans=_scans(facts),
        unrecognised=_number(split, "unrecognised", 0),
        batches=_number(split, "batches"),
        stored=tuple(sorted(fact.number for fact in facts if fact.kind == "stored")),
        chunks=_number(split, "chunks"),
        reused=_number(split, "reused", 0),
        files=_number(split, "files", 0),
        languages=_texts(split, "languages"),
        warnings=_texts(split, "warnings"),
        reader=_reader(upload, split),
        stage=str(failed.data["stage"]) if failed else "",
        reason=str(failed.data["reason"]) if failed else "",
    )
    return _with_text_of_before(state, upload.before) if upload and upload.before else state


def state_of(key: DocumentKey, generation: Generation, facts: list[Fact]) -> DocumentState:
    """Return the state that these facts of one generation amount to, or one that says that they cannot be read."""
    try:
        return derive_state(facts)
    except (KeyError, TypeError, ValueError) as error:
        return DocumentState(
            key=key,
            generation=generation,
            phase="unreadable",
            upload=None,
            accepted_at=0,
            progressed_at=0,
            reason=f"what is on record of it cannot be read ({error!r:.200}): upload it again, or delete it",
        )


def _scans(facts: list[Fact]) -> Scans | None:
    scanned = next((fact.data for fact in facts if fact.kind == "scanned"), None)
    recognised = {fact.number: fact.data for fact in facts if fact.kind == "recognised"}
    return None if scanned is None else scans_of(scanned, recognised)


def _reader(upload: Upload | None, split: Fact | None) -> int:
    """Return the reader that `split` was, as it says on record; else the one that the upload was accepted for."""
    if upload is None or not upload.dataref:
        return NOTHING_TO_READ
    named = _CHUNKER.match(upload.fingerprint)
    meant = int(named[1]) if named else 0
    return _number(split, "reader", min(meant, _UNTOLD)) if split else meant


def _with_text_of_before(state: DocumentState, before: Before) -> DocumentState:
    """Return the state of a document that is read again: it vanishes from no answer because a reader refuses it."""
    if state.phase != "failed":
        return state
    said = f"a newer version could not read it, and its text of before stays: {state.reason}"
    return replace(
        state,
        phase="indexed",
        kept=True,
        chunks=before.chunks,
        files=before.files,
        warnings=(said, *before.warnings),
    )


def _number(split: Fact | None, name: str, otherwise: int | None = None) -> int:
    """Return a number that a `split` fact holds, 0 without one; raise where it holds something else."""
    found = (split.data.get(name, otherwise) if otherwise is not None else split.data[name]) if split else 0
    return msgspec.convert(found, int)


def _texts(split: Fact | None, name: str) -> tuple[str, ...]:
    return msgspec.convert(split.data.get(name, ()), tuple[str, ...]) if split else ()


def _phase(newest: dict[Kind, Fact], attempt: int) -> Phase:
    if "deleted" in newest:
        return "deleted"
    if "current" in newest:
        return "indexed"
    if "failed" in newest and newest["failed"].number >= attempt:
        return "failed"  # a replay raises the attempt above that of the failure
    if "split" in newest:
        return "embedding"
    if "scanned" in newest:
        return "recognising"
    return "splitting" if attempt else "waiting"
