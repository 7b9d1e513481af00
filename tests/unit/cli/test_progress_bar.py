"""Progress where there is no terminal."""

import time

import pytest

from cli.terminal.progress_bar import progress_bar


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two looks more time passes than between two lines."""
    passed = iter(range(0, 100_000, 10))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(passed)))


def test_what_has_not_changed_is_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("ready", 30) as show:
        for _ in range(100):
            show(29, "waiting for ksvc search")
    assert capsys.readouterr().err == "ready: 29 of 30 waiting for ksvc search\n"


def test_each_change_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("uploading", 3) as show:
        for done in (1, 1, 2, 2, 3):
            show(done, "searchable")
    assert capsys.readouterr().err.splitlines() == [f"uploading: {done} of 3 searchable" for done in (1, 2, 3)]
