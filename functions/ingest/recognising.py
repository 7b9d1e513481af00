"""The side of `split` that has pages recognised: it sends them to `ocr` in batches, and gathers their words."""

import msgspec

from events.errors import Rejected
from events.event import Event
from events.scans import DocumentRecognised, RecognisedFile
from events.validation import decode
from functions.documents.ingest import Ingest
from functions.documents.media_types import ODG, ODP, PDF, PPT, PPTX, TIFF
from functions.documents.progress import fact, first_batches, next_batch, scanned_event
from functions.ingest.recognised_sections import with_words
from functions.ingest.sandbox.protocol import ReadResult
from functions.serving.answered import Answered
from functions.serving.work import Work
from functions.stores.blobs import check_key
from functions.stores.facts import DocumentState
from functions.text.detection import UNDETERMINED, language_of_text

PAGES = 4  # of one batch: what a kill costs, and seconds of work, far below a quarter of the Trigger's timeout
LANES = 2  # batches of one document on their way: one is worked on while the other one waits, for there is one `ocr`

PAGED = (PDF, PPT, PPTX, ODP, ODG, TIFF)  # a number in these says where something stands


class Recognising:
    """Sends what is to be recognised on its way, and takes note of what comes back; it remembers what it answered."""

    def __init__(self, ingest: Ingest) -> None:
        self._ingest, self._answered = ingest, Answered()

    def is_wanted(self, state: DocumentState) -> bool:
        """Tell whether there is an `ocr` to recognise this document's pictures, or it has done so already."""
        return self._ingest.settings.ocr or bool(state.scans and state.scans.are_done)

    def begin(self, state: DocumentState, read: ReadResult, media_type: str) -> None:
        """Put on record which pages are to be recognised, and send those of them that have not come back."""
        pages, languages = msgspec.to_builtins(read.scans), _languages(read, self._ingest.settings.ocr_languages)
        scanned = fact(state, "scanned", pages=pages, size=PAGES, media_type=media_type, languages=languages)
        self._ingest.records.get().write(scanned)
        now = self._latest(state)
        if now and now.scans:
            for batch in first_batches(now.scans.batches, now.scans.datarefs, LANES):
                self._ingest.broker.get().emit(scanned_event(now, batch))

    def take(self, work: Work[DocumentRecognised], state: DocumentState) -> DocumentState | None:
        """Put on record that a batch has come back; return the state after that, None where there is nothing to do."""
        dataref, batch = check_key(work.event.get("dataref"), work.tenant), work.data.batch
        if state.scans is None or batch >= state.scans.batches:
            return None
        if batch not in state.scans.datarefs:
            self._ingest.records.get().write(fact(state, "recognised", batch, dataref=dataref))
        elif work.event.id in self._answered and not state.scans.are_done:
            return None  # a second answer to a doubled event would double the lane, and again at each of its batches
        self._answered.add(work.event.id)
        return self._latest(state)

    def next(self, work: Work[DocumentRecognised], state: DocumentState) -> Event | None:
        """Return the next batch of the lane that one has come back in."""
        scans = state.scans
        if scans is None:
            return None
        batch = next_batch(work.data.batch, scans.batches, scans.datarefs, LANES)
        return None if batch is None else scanned_event(state, batch)

    def completed(self, state: DocumentState, read: ReadResult) -> ReadResult:
        """Return what was read with the words of its pictures. Raises `Rejected` where there are no words at all."""
        scans = state.scans
        if state.upload is None or scans is None:
            return read
        files = [decode(self._ingest.blobs.get().get(dataref), RecognisedFile) for dataref in scans.datarefs.values()]
        found = [page for file in files for page in file.pages]
        whole = with_words(read, found, paged=scans.media_type in PAGED)
        if not whole.sections:
            why = next((f": {page.fault}" for page in found if page.fault), ": upload a sharper picture")
            raise Rejected(f"{state.upload.name} holds no text, and OCR found no words in it{why}")
        return whole

    def _latest(self, state: DocumentState) -> DocumentState | None:
        now = self._ingest.records.get().state(state.key)
        return now if now and now.generation == state.generation else None


def _languages(read: ReadResult, otherwise: str) -> list[str]:
    """Return the languages of the pictures: that of the text beside them, else those of the setting."""
    found = language_of_text("\n".join(section.text for section in read.sections))
    return [found] if found != UNDETERMINED else [one.strip() for one in otherwise.split(",") if one.strip()]
