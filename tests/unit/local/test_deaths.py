"""What is said of a process that a signal ended."""

import signal

import pytest

from knative.local.deaths import death_by, death_in

LINE = "[2025-01-01 10:00:00 +0000] [17] [WARNING] Worker (pid:18) was sent {}!"


@pytest.mark.parametrize(
    ("name", "meaning"),
    [("SIGILL", "illegal instruction"), ("SIGBUS", "bus error"), ("SIGSEGV", "segmentation fault")],
)
def test_a_workers_death_is_read_from_gunicorns_line(name: str, meaning: str) -> None:
    death = death_in(LINE.format(name))
    assert death is not None
    assert death.reason.startswith(f"ended by {name} ({meaning}): ")
    assert "set up again by ./build.sh up" in death.reason


@pytest.mark.parametrize("line", ["", "Worker (pid:18) exited with code 1.", "illegal instruction", "was sent SIGILL!"])
def test_any_other_line_tells_of_no_death(line: str) -> None:
    assert death_in(line) is None


@pytest.mark.parametrize("name", ["SIGILL", "SIGBUS", "SIGSEGV", "SIGFPE", "SIGABRT", "SIGSYS", "SIGKILL", "SIGHUP"])
def test_a_reason_fits_into_a_dead_letter(name: str) -> None:
    death = death_by(-signal.Signals[name])
    assert death is not None
    assert len(f"embed-documents was {death.reason}") <= 500


@pytest.mark.parametrize("status", [0, 1, 3, 132])
def test_a_process_that_ended_by_itself_did_not_die_of_a_signal(status: int) -> None:
    assert death_by(status) is None


def test_a_signal_without_a_name_is_a_number() -> None:
    death = death_by(-34 if "SIGRTMIN" not in signal.Signals.__members__ else -40)
    assert death is not None
    assert death.reason.startswith("ended by signal 40")
