"""Which events are due for a document, and in which lanes its batches go."""

import msgspec
import pytest

from events import binding
from events.identity import DocumentKey, Generation, IndexKey
from events.registry import CHUNKS_SPLIT, DOCUMENT_UPLOADED
from functions.documents.progress import due_events, first_batches, next_batch
from functions.stores.facts import DocumentState, Upload

UPLOAD = Upload(name="a.txt", media_type="text/plain", size=1, sha256="0", fingerprint="f", dataref="default/uploads/0")
STATE = DocumentState(
    key=DocumentKey(IndexKey("default", "m"), "00000000-0000-5000-8000-000000000001"),
    generation=Generation("019c13ec-9e00-72d7-9642-b726b0440162"),
    phase="splitting",
    upload=UPLOAD,
    accepted_at=0,
    progressed_at=0,
    attempt=1,
)


def batches_of(state: DocumentState, window: int = 4) -> list[int]:
    return [msgspec.json.decode(event.data)["batch"] for event in due_events(state, window)]


def test_before_it_is_split_a_document_waits_for_its_upload() -> None:
    assert [event.type for event in due_events(STATE, 4)] == [DOCUMENT_UPLOADED]


def test_after_it_is_split_one_batch_of_each_lane_is_due() -> None:
    assert batches_of(msgspec.structs.replace(STATE, batches=10)) == [0, 1, 2, 3]


def test_only_missing_batches_are_due() -> None:
    assert batches_of(msgspec.structs.replace(STATE, batches=10, stored=(0, 2, 4, 6))) == [8, 1, 3]


def test_a_small_document_has_fewer_lanes_than_the_window() -> None:
    assert first_batches(2, (), 4) == [0, 1]


@pytest.mark.parametrize(("stored", "following"), [((), 4), ((4,), 8), ((4, 8), None)])
def test_a_lane_goes_on_with_its_next_missing_batch(stored: tuple[int, ...], following: int | None) -> None:
    assert next_batch(0, 10, stored, 4) == following


def test_the_same_attempt_gives_the_same_event_and_the_next_another() -> None:
    first, again = (next(iter(due_events(STATE, 4))) for _ in range(2))
    later = next(iter(due_events(msgspec.structs.replace(STATE, attempt=2), 4)))
    assert first == again
    assert first.id != later.id


def test_the_events_are_valid_cloud_events() -> None:
    event = next(iter(due_events(msgspec.structs.replace(STATE, batches=1), 4)))
    assert binding.receive(*binding.send(event)).type == CHUNKS_SPLIT
