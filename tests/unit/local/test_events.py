"""Events through the whole runtime: Broker, Trigger, function process, reply; and what survives a kill."""

import base64
from pathlib import Path

import pytest

from tests.unit.local.conftest import MANIFESTS
from tests.unit.local.running import Runtime, runtime, until

pytestmark = pytest.mark.slow


def _lane(running: Runtime, name: str, state: str = "delivered") -> int:
    return int(running.status()["triggers"][name][state])


def test_an_event_reaches_its_function_and_the_reply_the_next_one(running: Runtime) -> None:
    before = _lane(running, "observer")
    assert running.post("test.asked", "1") == 202
    until(lambda: _lane(running, "observer") == before + 1, "the reply's delivery")


def test_an_event_whose_function_crashes_is_delivered_again(running: Runtime) -> None:
    running.post("test.crash", "1")
    until(lambda: _lane(running, "crasher") == 1, "the second delivery")
    assert _lane(running, "crasher", "retried") >= 1


def test_a_slow_subscriber_holds_up_no_other_trigger(running: Runtime) -> None:
    for number in range(20):
        running.post("test.slow", str(number))
    before = _lane(running, "observer")
    running.post("test.replied", "1")
    until(lambda: _lane(running, "observer") == before + 1, "the quick delivery")
    assert _lane(running, "sloth", "waiting") > 0


def test_no_more_deliveries_are_open_than_the_subscriber_takes(running: Runtime) -> None:
    for number in range(20):
        running.post("test.slow", f"more-{number}")
    assert _lane(running, "sloth", "in_flight") <= 1 + 4  # its concurrency times its instances, and a few


def test_the_status_tells_the_peak_of_queued_deliveries_by_type(running: Runtime) -> None:
    assert running.status()["broker"]["peak"]["test.slow"] >= 20


def test_each_hop_is_one_line_in_the_log_without_the_data(running: Runtime) -> None:
    running.post("test.asked", "logged-one")
    log = running.home / "logs" / "events.log"
    until(lambda: "trigger/observer delivered test.replied logged-one 204" in log.read_text(), "the line of the hop")
    assert '{"a": 1}' not in log.read_text()


def test_accepted_events_survive_kill_9_and_are_delivered_after_a_restart(tmp_path: Path) -> None:
    with runtime(MANIFESTS, tmp_path) as running:
        statuses = [running.post("test.gated", str(number)) for number in range(20)]
        running.kill()
        (tmp_path / "gate").touch()  # only from now on does the subscriber take them
        running.restart()
        until(lambda: running.status()["broker"]["queued"] == {}, "an empty queue")
        log = (tmp_path / "logs" / "events.log").read_text()
    delivered = [line.split()[4] for line in log.splitlines() if "trigger/gated delivered" in line]
    assert statuses == [202] * 20
    assert sorted(delivered) == sorted(str(number) for number in range(20))


def test_a_runtime_told_to_lose_everything_accepts_and_delivers_nothing(tmp_path: Path) -> None:
    with runtime(MANIFESTS, tmp_path, "--lose", "100%") as running:
        assert running.post("test.asked", "1") == 202
        assert running.status()["broker"] == {"accepted": 1, "queued": {}, "peak": {}}


def test_the_dead_letter_of_a_function_that_died_of_a_signal_says_which(running: Runtime) -> None:
    running.post("test.signal", "1")
    until(lambda: _lane(running, "dead:signalled") == 1, "the dead letter's delivery")
    letters = running.client.get(running.front + "/letters").json()
    assert b"echo was ended by SIGBUS (bus error)" in base64.b64decode(letters[-1]["Ce-Knativeerrordata"])
