"""What a dead letter does to its document, to whoever waits, and to the list of failures. A real store."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import flask
import msgspec
import pytest

from events import binding
from events.errors import Damaged
from events.event import Event, make
from events.identity import document_id, next_generation, now_ms
from events.registry import DOCUMENT_UPLOADED, QUESTION_ASKED
from functions import opened
from functions.care import fail
from functions.stores.facts import Fact, Upload
from functions.stores.opening import open_records
from functions.stores.records import Records

DOCUMENT, GENERATION = document_id("default", "a.txt"), next_generation()
UPLOAD = Upload(name="a.txt", media_type="text/plain", size=1, sha256="0", fingerprint="f", dataref="default/uploads/0")
UPLOADED = {"document": DOCUMENT, "generation": GENERATION, "name": "a.txt"}
Take = Callable[[str, Event], list[dict[str, object]]]


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Records:
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/store.sqlite")
    monkeypatch.setattr(fail, "records", opened.records())
    store = open_records(f"sqlite://{tmp_path}/store.sqlite")
    about = {"tenant": "default", "model": fail.settings.embedder, "document": DOCUMENT, "generation": GENERATION}
    store.write(Fact(**about, kind="uploaded", number=0, at=now_ms(), data=msgspec.to_builtins(UPLOAD)))
    return store


@pytest.fixture
def take(records: Records, monkeypatch: pytest.MonkeyPatch) -> Take:
    """Deliver a dead letter of a Trigger, and return what was reported to whoever waits."""
    reported: list[dict[str, object]] = []
    reporting = SimpleNamespace(report=lambda _, message: reported.append(message))
    monkeypatch.setattr(fail, "reports", SimpleNamespace(get=lambda: reporting))
    monkeypatch.setattr(fail, "sink", SimpleNamespace(get=lambda: SimpleNamespace(emit=lambda _: None)))

    def deliver(trigger: str, event: Event) -> list[dict[str, object]]:
        headers, body = binding.send(event)
        with flask.Flask("test").test_request_context(f"/failed/{trigger}", method="POST", headers=headers, data=body):
            assert fail.record_failure(flask.request).status_code == 204
        return reported

    return deliver


def uploaded(**extensions: str) -> Event:
    return make(DOCUMENT_UPLOADED, "/test", "e1", UPLOADED, extensions)


def phase(records: Records) -> str:
    state = records.state("default", fail.settings.embedder, DOCUMENT)
    assert state is not None
    return state.phase


def test_a_dead_letter_of_ours_fails_its_document_and_is_listed(records: Records, take: Take) -> None:
    take("split-uploaded", uploaded(knativeerrorcode="422"))
    assert phase(records) == "failed"
    assert [one.stage for one in records.failures("default")] == ["split"]


def test_whoever_waits_is_told_even_where_the_store_is_damaged(
    take: Take, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "damaged.sqlite").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("STORE_URL", f"sqlite://{tmp_path}/damaged.sqlite")
    monkeypatch.setattr(fail, "records", opened.records())
    told: list[dict[str, object]] = []
    reporting = SimpleNamespace(report=lambda _, message: told.append(message))
    monkeypatch.setattr(fail, "reports", SimpleNamespace(get=lambda: reporting))
    with pytest.raises(Damaged):
        take("search-embedded", make(QUESTION_ASKED, "/test", "q1", {"question": "Why?"}))
    assert [list(message) for message in told] == [["error"]]


def test_a_question_that_failed_is_told_to_whoever_waits(take: Take) -> None:
    (reported,) = take("search-embedded", make(QUESTION_ASKED, "/test", "q1", {"question": "Why?"}))
    assert "error" in reported


def test_the_failure_of_somebody_elses_trigger_is_listed_and_fails_no_document(records: Records, take: Take) -> None:
    take("broker", uploaded(knativeerrorcode="500"))
    assert phase(records) == "waiting"
    assert [one.stage for one in records.failures("default")] == ["broker"]


def test_what_a_deleted_trigger_could_not_take_is_no_failure(records: Records, take: Take) -> None:
    assert take("broker", make(QUESTION_ASKED, "/test", "q1", {"question": "Why?"})) == []
    assert records.failures("default") == []
