"""The settings, as the environment gives them."""

import os
import subprocess
import sys

import pytest

from functions.serving.settings import read_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_UPLOAD_BYTES", "abc"),
        ("MAX_UPLOAD_BYTES", "-1"),
        ("WAITING_QUESTIONS", "0"),
        ("SLOTS", "9" * 30),
        ("STALL_SECONDS", "nan"),
        ("READ_SECONDS", "inf"),
        ("OUTSIDE_PRODUCERS", "perhaps"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_by_its_name_and_value(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=rf"{name} is '{value}': ") as refusal:
        read_settings()
    assert "$" not in str(refusal.value)


@pytest.mark.parametrize("value", ["10.0.0.0/99", "localhost:8080"])
def test_hosts_that_can_be_none_are_refused_by_name(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", value)
    with pytest.raises(ValueError, match=f"ALLOWED_HOSTS holds '{value}'"):
        read_settings()


def test_a_setting_that_fits_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAX_UPLOAD_BYTES", "1000")
    assert read_settings().max_upload_bytes == 1000


@pytest.mark.parametrize(("value", "status", "lines"), [("abc", 1, 1), ("1000", 0, 0)])
def test_the_environment_is_checked_by_a_program_of_its_own(value: str, status: int, lines: int) -> None:
    environment = os.environ | {"MAX_UPLOAD_BYTES": value}
    command = [sys.executable, "-m", "functions.serving.settings"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (status, lines)
