"""A document with pages that are pictures, from `split` to `ocr` and back: events twice, lost, out of order, after a
deletion. Real stores; what is read of the file and the words on its pages are made up."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.errors import Rejected
from events.event import Event
from events.identity import DocumentKey, IndexKey, document_id
from events.registry import CHUNKS_SPLIT, DOCUMENT_RECOGNISED, DOCUMENT_SCANNED, TYPES
from events.scans import DocumentScanned, ScannedPage
from events.validation import decode
from functions.documents.ingest import Ingest
from functions.documents.progress import fact
from functions.documents.uploads import UploadedFile
from functions.gateway.http.serializers import progress
from functions.ingest.extract.section import Section
from functions.ingest.ocr import Ocr, Recogniser
from functions.ingest.recognising import PAGES
from functions.ingest.sandbox.protocol import ReadResult
from functions.ingest.split import Split
from functions.serving.broker_client import BrokerClient
from functions.serving.lazy import LazyPool
from functions.serving.work import Work
from functions.stores.facts import DocumentState
from tests.unit.ingest.word_count import stand_in_count
from tests.unit.world import opened, world

NAME = "contract.pdf"
DOCUMENT = document_id("default", NAME)
PLAIN = ReadResult(sections=[Section("Der Vertrag ist unterschrieben und gilt ab dem ersten Mai.", 1, "")])


class Words(msgspec.Struct, frozen=True):
    text: str
    confidence: float = 0.9


class Engine:
    """Finds the same words on each page, but on the `broken` ones; tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[int], list[str]]] = []
        self.broken: set[int] = set()

    def recognise(self, data: bytes, media_type: str, pages: Sequence[int], languages: Sequence[str]) -> list[Words]:
        assert (data, media_type) == (b"%PDF-scan", "application/pdf")
        self.asked.append((list(pages), list(languages)))
        if self.broken & set(pages):
            raise Rejected("it is broken")
        return [Words(f"These are the words on page {page + 1}.") for page in pages]


class Readers:
    """Has read this of whatever file comes."""

    def __init__(self) -> None:
        self.result = ReadResult()

    def read(self, *_: object, scans: bool, **__: object) -> ReadResult:
        if not scans and not self.result.sections:
            raise Rejected("it holds only pictures")
        return self.result


class Tokens:
    def counts(self, texts: Sequence[str]) -> list[int]:
        return stand_in_count(texts)


class Queue(BrokerClient):
    def __init__(self) -> None:
        self.events: deque[Event] = deque()

    def emit(self, event: Event) -> None:
        self.events.append(event)


class House:
    """The two functions in a world of their own; events wait in the queue until they are delivered."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.broker, self.engine, self.readers = Queue(), Engine(), Readers()
        self.env = world(folder, self.broker, **{"ocr": True, **settings})
        self.records = self.env.records.get()
        self.ingest = Ingest(self.env.records, self.env.blobs, self.env.broker, self.env.settings)
        self.restart()

    def restart(self) -> None:
        """Serve by new processes, which remember nothing."""
        split = Split(self.env, LazyPool[Any](lambda _: Tokens(), ""), opened(self.readers))
        ocr = Ocr(self.env, opened(Recogniser(self.engine.recognise, "an engine")))
        self.steps: dict[str, Any] = {
            "minirag.document.uploaded": ("split", split.document),
            DOCUMENT_SCANNED: ("ocr", ocr.pages),
            DOCUMENT_RECOGNISED: ("split", split.recognised),
        }

    def upload(self, scans: int, *, read: ReadResult | None = None, name: str = NAME) -> None:
        """Accept and admit a document of so many pages that are pictures, and take it up."""
        before = read or ReadResult()
        pages = [ScannedPage(page=len(before.sections) + page) for page in range(scans)]
        self.readers.result = msgspec.structs.replace(before, scans=pages, pages=scans + len(before.sections))
        self.ingest.accept(UploadedFile("default", name, "application/pdf", b"%PDF-scan", {}))
        self.ingest.admit()
        self.step()

    def deliver(self, event: Event) -> Event | None:
        """Run the step that takes the event; what is not taken here stays where it is. The reply goes on."""
        stage, step = self.steps[event.type]
        work = Work(stage=stage, event=event, data=decode(event.data, TYPES[event.type]), tenant="default")
        reply: Event | None = step(work)
        if reply:
            self.broker.events.append(reply)
        return reply

    def step(self) -> Event:
        """Deliver the next event that waits for one of the two."""
        event = next(event for event in self.broker.events if event.type in self.steps)
        self.broker.events.remove(event)
        self.deliver(event)
        return event

    def run(self) -> list[Event]:
        """Deliver all that comes of it but the chunks; return what was delivered."""
        done = []
        while any(event.type in self.steps for event in self.broker.events):
            done.append(self.step())
        return done

    def waiting(self, type_: str) -> list[Event]:
        return [event for event in self.broker.events if event.type == type_]

    @property
    def state(self) -> DocumentState:
        state = self.records.state(DocumentKey(IndexKey("default", self.env.settings.embedder), DOCUMENT))
        assert state is not None
        return state


def scanned(event: Event) -> DocumentScanned:
    return decode(event.data, DocumentScanned)


def batches(events: Sequence[Event]) -> list[int]:
    return [scanned(event).batch for event in events]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_scan_goes_to_ocr_in_a_window_of_batches(house: House) -> None:
    house.upload(3 * PAGES)
    assert batches(house.waiting(DOCUMENT_SCANNED)) == [0, 1]
    assert {len(scanned(event).pages) for event in house.waiting(DOCUMENT_SCANNED)} == {PAGES}


def test_the_event_names_the_file_and_its_type(house: House) -> None:
    house.upload(1)
    [event] = house.waiting(DOCUMENT_SCANNED)
    assert event.get("dataref").startswith("default/uploads/")
    assert scanned(event).media_type == "application/pdf"


def test_its_state_says_how_many_pages_have_come_back(house: House) -> None:
    house.upload(2 * PAGES + 1)
    house.step()
    house.step()
    assert progress(house.state) == f"recognising 0/{2 * PAGES + 1}"
    house.step()
    assert progress(house.state) == f"recognising {PAGES}/{2 * PAGES + 1}"


def test_it_is_split_when_all_pages_are_there(house: House) -> None:
    house.upload(2 * PAGES + 1)
    house.run()
    assert (house.state.phase, bool(house.waiting(CHUNKS_SPLIT))) == ("embedding", True)


def test_each_batch_is_recognised_once(house: House) -> None:
    house.upload(3 * PAGES)
    house.run()
    assert sorted(pages[0] for pages, _ in house.engine.asked) == [0, PAGES, 2 * PAGES]


def test_its_warnings_say_how_much_was_read_by_ocr(house: House) -> None:
    house.upload(2, read=PLAIN)
    house.run()
    assert house.state.warnings == ("2 of 3 pages were read by OCR (confidence 0.90)",)


def test_the_language_is_that_of_the_text_beside_the_pictures(house: House) -> None:
    house.upload(1, read=PLAIN)
    house.run()
    assert house.engine.asked == [([1], ["de"])]


def test_without_text_the_language_is_left_to_the_engine(house: House) -> None:
    house.upload(1)
    house.run()
    assert house.engine.asked == [([0], [])]


def test_without_text_the_languages_are_those_of_the_setting(tmp_path: Path) -> None:
    house = House(tmp_path, ocr_languages="ru, en")
    house.upload(1)
    house.run()
    assert house.engine.asked == [([0], ["ru", "en"])]


def test_without_ocr_nothing_is_sent_and_the_text_is_split_as_it_is(tmp_path: Path) -> None:
    house = House(tmp_path, ocr=False)
    house.upload(1, read=PLAIN)
    assert (house.state.phase, house.waiting(DOCUMENT_SCANNED)) == ("embedding", [])


def test_what_was_left_out_for_want_of_ocr_is_read_when_it_comes_again(tmp_path: Path) -> None:
    before = House(tmp_path, ocr=False)
    before.upload(1, read=PLAIN)
    after = House(tmp_path)
    after.upload(1, read=PLAIN)
    after.run()
    assert after.state.warnings == ("1 of 2 pages were read by OCR (confidence 0.90)",)


def test_the_same_file_again_is_unchanged(house: House) -> None:
    house.upload(1)
    house.run()
    accepted = house.ingest.accept(UploadedFile("default", NAME, "application/pdf", b"%PDF-scan", {}))
    assert accepted.unchanged


def test_the_same_content_under_another_name_is_not_recognised_again(house: House) -> None:
    house.upload(1)
    house.run()
    house.upload(1, name="copy.pdf")
    house.run()
    assert len(house.engine.asked) == 1


def test_a_redelivered_batch_gives_the_same_event_and_is_not_recognised_again(house: House) -> None:
    house.upload(1)
    [event] = house.waiting(DOCUMENT_SCANNED)
    replies = [house.deliver(event), house.deliver(event)]
    assert (replies[0] == replies[1], len(house.engine.asked)) == (True, 1)


def test_a_doubled_reply_does_not_double_its_lane(house: House) -> None:
    house.upload(6 * PAGES)
    reply = house.deliver(house.broker.events.popleft())
    assert reply is not None
    house.deliver(reply)
    assert house.deliver(reply) is None


def test_a_reply_after_a_restart_is_answered_again(house: House) -> None:
    house.upload(6 * PAGES)
    reply = house.deliver(house.broker.events.popleft())
    assert reply is not None
    following = house.deliver(reply)
    house.restart()
    assert house.deliver(reply) == following


def test_a_resend_sends_only_the_missing_batches(house: House) -> None:
    house.upload(3 * PAGES)
    for _ in range(3):  # two batches are recognised, and one of them has come back
        house.step()
    house.broker.events.clear()
    assert house.ingest.resend(house.state)
    house.step()
    assert sorted(batches(house.waiting(DOCUMENT_SCANNED))) == [1, 2]


def test_a_resend_when_all_pages_are_there_splits_it(house: House) -> None:
    house.upload(1)
    house.step()
    [recognised] = house.waiting(DOCUMENT_RECOGNISED)
    house.broker.events.clear()
    house.records.write(fact(house.state, "recognised", 0, dataref=recognised.get("dataref")))
    assert house.ingest.resend(house.state)
    house.run()
    assert house.state.phase == "embedding"


def test_a_page_that_is_broken_costs_the_others_nothing(house: House) -> None:
    house.engine.broken = {1}
    house.upload(3)
    house.run()
    assert house.state.warnings == (
        "2 of 3 pages were read by OCR (confidence 0.90)",
        "not read by OCR: it is broken (page 2)",
    )


def test_a_document_without_a_single_word_is_rejected(house: House) -> None:
    house.engine.broken = {0}
    house.upload(1)
    house.step()
    with pytest.raises(Rejected, match="OCR found no words in it: it is broken"):
        house.run()


def test_words_of_a_document_that_was_deleted_meanwhile_change_nothing(house: House) -> None:
    house.upload(1)
    house.step()
    house.ingest.delete(house.state)
    house.run()
    assert (house.state.phase, house.waiting(CHUNKS_SPLIT)) == ("deleted", [])


def test_words_of_an_older_generation_change_nothing(house: House) -> None:
    house.upload(1)
    house.step()
    house.ingest.accept(UploadedFile("default", NAME, "application/pdf", b"%PDF-scan", {"year": "2026"}))
    [recognised] = house.waiting(DOCUMENT_RECOGNISED)
    assert (house.deliver(recognised), house.state.phase) == (None, "waiting")


def test_a_document_whose_ocr_was_taken_away_is_split_without_it(house: House, tmp_path: Path) -> None:
    house.upload(1, read=PLAIN)
    left = House(tmp_path, ocr=False)
    left.readers.result = house.readers.result
    assert left.ingest.resend(left.state)
    left.step()
    assert left.state.phase == "embedding"
