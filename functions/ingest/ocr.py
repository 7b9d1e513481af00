"""ocr: the words on the pages of a document that are pictures; optional, in an image of its own."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

import functions_framework
import msgspec

from events.carried import carried
from events.errors import Damaged
from events.event import Event
from events.registry import DOCUMENT_RECOGNISED, DOCUMENT_SCANNED
from events.scans import DocumentRecognised, DocumentScanned, RecognisedFile, RecognisedText
from events.validation import decode
from functions.ingest.extract.scanned import SET_UP
from functions.ingest.recognised_pages import Recognise, recognised
from functions.ingest.recognition.pages import engine, recognise_pages
from functions.serving.env import Env
from functions.serving.handler import Function, serve
from functions.serving.lazy import LazyResource
from functions.serving.work import Work
from functions.stores.blobs import check_key

VERSION = "1"  # of what is kept: raise it when the words of the same page come out differently


class Recogniser(NamedTuple):
    """What recognises pages, and the name of all that makes its results differ from another's."""

    recognise: Recognise
    name: str


class Ocr:
    """The step, in one world; it knows no record of a document, and looks at nothing but the file that it is sent."""

    def __init__(self, env: Env, recogniser: LazyResource[Recogniser]) -> None:
        self._blobs, self._recogniser = env.blobs, recogniser

    def pages(self, work: Work[DocumentScanned]) -> Event:
        """Answer with the words of one batch of pages, which are looked for once, however often the content comes."""
        data, dataref = work.data, check_key(work.event.get("dataref"), work.tenant)
        key = recognised_key(work.tenant, dataref, data, self._recogniser.get().name)
        pages = self._known(key) or self._recognised(key, dataref, data)
        reply = carried(data, DocumentRecognised, pages=len(pages), confidence=mean_confidence(pages))
        return work.next(DOCUMENT_RECOGNISED, reply, data.generation, data.model, str(data.batch), dataref=key)

    def _known(self, key: str) -> list[RecognisedText]:
        """Return what an earlier delivery has found; nothing where a page failed, which may have been the machine."""
        blobs = self._blobs.get()
        pages = decode(blobs.get(key), RecognisedFile).pages if blobs.exists(key) else []
        return [] if any(page.fault for page in pages) else pages

    def _recognised(self, key: str, dataref: str, data: DocumentScanned) -> list[RecognisedText]:
        content = self._blobs.get().get(dataref)
        pages = recognised(self._recogniser.get().recognise, content, data.media_type, data.pages, data.languages)
        self._blobs.get().put(key, msgspec.json.encode(RecognisedFile(pages=pages)))
        return pages


def recognised_key(tenant: str, dataref: str, data: DocumentScanned, recogniser: str) -> str:
    """Return the key of the words that this recogniser finds on these pages, whichever documents have the content."""
    about = [VERSION, recogniser, data.media_type, data.languages, [[one.page, one.picture] for one in data.pages]]
    digest = sha256(msgspec.json.encode(about)).hexdigest()
    return f"{tenant}/recognised/{dataref.rpartition('/')[2]}/{digest}.json"


def mean_confidence(pages: Sequence[RecognisedText]) -> float:
    """Return the mean confidence of the pages with words; 0 where none has any."""
    known = [page.confidence for page in pages if page.text]
    return round(sum(known) / len(known), 4) if known else 0.0


def recogniser_here() -> Recogniser:
    """Return what recognises pages. Raises `Damaged` where nothing is set up for it."""
    there = engine()
    if there is None:
        raise Damaged(f"no engine of OCR is set up here: {SET_UP}")
    return Recogniser(recognise_pages, f"{there.name} {there.version} {' '.join(there.languages)}")


def build(env: Env) -> Function:
    """Return the function that serves the step in this world."""
    recogniser = LazyResource(recogniser_here, is_mended_by_hand=True)
    step = Ocr(env, recogniser)
    return serve("ocr", env, {DOCUMENT_SCANNED: step.pages}, (env.blobs, recogniser))


ocr = functions_framework.http(build(Env.from_environment()))
