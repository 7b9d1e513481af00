"""What the facts of one generation amount to."""

import itertools

import msgspec
import pytest

from events.identity import DocumentKey, Generation, IndexKey
from functions.stores.facts import Fact, Kind, Phase, Upload, derive_state

UPLOAD = Upload(name="a.txt", media_type="text/plain", size=1, sha256="00", fingerprint="f", dataref="t/uploads/a")
KEY = DocumentKey(IndexKey("t", "m"), "d")
DATA = {
    "uploaded": msgspec.to_builtins(UPLOAD),
    "scanned": {"pages": [{"page": 1}, {"page": 3}, {"page": 4}], "size": 2, "media_type": "application/pdf"},
    "recognised": {"dataref": "t/recognised/a/0.json"},
    "split": {"batches": 3, "chunks": 7},
    "stored": {"chunks": 3},
    "current": {"chunks": 7, "ms": 90},
    "failed": {"stage": "embed", "reason": "too long"},
}


def fact(kind: Kind, number: int = 0, at: int = 1) -> Fact:
    return Fact(key=KEY, generation=Generation("g"), kind=kind, number=number, at=at, data=DATA.get(kind, {}))


LATER: list[Fact] = [fact("admitted", 1, 2), fact("split", 0, 3), fact("stored", 2, 5), fact("stored", 0, 4)]
PHASES: list[tuple[Phase, list[Fact]]] = [
    ("waiting", []),
    ("splitting", LATER[:1]),
    ("recognising", [LATER[0], fact("scanned"), fact("recognised", 1)]),
    ("recognising", [LATER[0], fact("scanned"), fact("recognised", 0), fact("recognised", 1)]),
    ("embedding", [LATER[0], fact("scanned"), fact("recognised", 0), fact("recognised", 1), fact("split")]),
    ("embedding", LATER),
    ("indexed", [*LATER, fact("current")]),
    ("failed", [*LATER, fact("failed", 1)]),
    ("splitting", [LATER[0], fact("failed", 1), fact("admitted", 2)]),
    ("embedding", [*LATER, fact("failed", 1), fact("admitted", 2)]),
    ("failed", [LATER[0], fact("failed", 1), fact("admitted", 2), fact("failed", 2)]),
    ("indexed", [*LATER, fact("failed", 1), fact("current")]),
]


@pytest.mark.parametrize(("phase", "facts"), PHASES)
def test_the_phase_follows_from_what_happened(phase: Phase, facts: list[Fact]) -> None:
    assert derive_state([fact("uploaded"), *facts]).phase == phase


def test_a_deletion_is_deleted_and_has_no_upload() -> None:
    state = derive_state([fact("deleted", at=9)])
    assert (state.phase, state.upload, state.accepted_at) == ("deleted", None, 9)


def test_the_order_of_the_facts_tells_nothing() -> None:
    facts = [fact("uploaded"), fact("admitted", 1), fact("admitted", 2), fact("failed", 1), fact("split")]
    states = {msgspec.json.encode(derive_state(list(order))) for order in itertools.permutations(facts)}
    assert len(states) == 1


@pytest.mark.parametrize(("back", "done", "waits_for"), [([], 0, "ocr"), ([1], 1, "ocr"), ([0, 1], 3, "split")])
def test_the_state_of_a_scan_tells_how_many_pages_have_come_back(back: list[int], done: int, waits_for: str) -> None:
    state = derive_state([fact("uploaded"), fact("scanned"), *(fact("recognised", number) for number in back)])
    assert state.scans is not None
    assert (state.scans.batches, state.scans.done, state.waits_for) == (2, done, waits_for)


def test_the_last_batch_of_a_scan_has_the_rest_of_its_pages() -> None:
    state = derive_state([fact("uploaded"), fact("scanned")])
    assert state.scans is not None
    assert [[page.page for page in state.scans.batch(number)] for number in (0, 1)] == [[1, 3], [4]]


def test_the_state_tells_how_far_the_work_is() -> None:
    state = derive_state([fact("uploaded"), *LATER])
    assert state.upload == UPLOAD
    assert (state.attempt, state.batches, state.chunks, state.stored) == (1, 3, 7, (0, 2))
    assert (state.accepted_at, state.progressed_at) == (1, 5)


def test_a_split_of_before_there_were_warnings_has_none() -> None:
    assert derive_state([fact("uploaded"), fact("split")]).warnings == ()


def test_the_state_tells_what_could_not_be_read() -> None:
    split = msgspec.structs.replace(fact("split"), data={"batches": 1, "chunks": 1, "warnings": ["2 charts"]})
    assert derive_state([fact("uploaded"), split]).warnings == ("2 charts",)


@pytest.mark.parametrize(
    ("fingerprint", "split", "reader"),
    [
        ("chunker-9/m", None, 9),
        ("chunker-9/m", {"reader": 8}, 8),
        ("chunker-8/m", {"reader": 9}, 9),
        ("chunker-5/m", {}, 5),
        ("chunker-9/m", {}, 6),
        ("another", None, 0),
    ],
)
def test_the_reader_is_the_one_that_says_so_else_the_one_that_was_meant_or_the_last_that_did_not_say(
    fingerprint: str, split: dict[str, int] | None, reader: int
) -> None:
    meant = msgspec.structs.replace(UPLOAD, fingerprint=fingerprint)
    facts = [msgspec.structs.replace(fact("uploaded"), data=msgspec.to_builtins(meant))]
    if split is not None:
        facts.append(msgspec.structs.replace(fact("split"), data={"batches": 1, "chunks": 1, **split}))
    assert derive_state(facts).reader == reader


def test_the_newest_failure_tells_stage_and_reason() -> None:
    first = msgspec.structs.replace(fact("failed", 1), data={"stage": "split", "reason": "empty"})
    state = derive_state([fact("uploaded"), fact("failed", 2), first])
    assert (state.stage, state.reason) == ("embed", "too long")


def test_the_id_of_a_fact_is_what_it_is_about() -> None:
    assert fact("stored", 1, at=5).id == fact("stored", 1, at=6).id
    assert len({fact("stored", 1).id, fact("stored", 2).id, fact("admitted", 1).id}) == 3
