"""What `./build.sh status` prints of a runtime's state."""

from typing import Any

import pytest

from cli.commands.status import show

INSTANCE = {"state": "ready", "in_flight": 0, "idle_seconds": 1}
COUNTS: dict[str, Any] = {"waiting": 0, "requests": 1, "cold_starts": 1, "errors": 0, "last_death": None, "deaths": {}}


def state(**troubles: str) -> dict[str, Any]:
    """Return a state with one instance for each of these services."""
    services = {name: COUNTS | {"instances": [INSTANCE | {"trouble": text}] * 2} for name, text in troubles.items()}
    broker = {"queued": {}, "peak": {}, "accepted": 0}
    documents: dict[str, Any] = {"documents": {}, "reindexing": None, "rereading": None, "warnings": {}}
    return {"services": services, "triggers": {}, "broker": broker, "uptime": 1, **documents}


def test_what_a_service_could_not_load_is_said_once_with_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    show(state(generate="the model is cut off", search=""))
    lines = [line for line in capsys.readouterr().out.splitlines() if "when it started" in line]
    assert lines == ["generate, when it started: the model is cut off"]


def test_what_a_command_mends_of_the_newest_documents_is_said_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    show(state() | {"warnings": {"it is written in Thai letters: ./build.sh reindex --model m changes that": 7}})
    lines = [line for line in capsys.readouterr().out.splitlines() if "Thai" in line]
    assert lines == [
        "7 of the newest 100 documents: it is written in Thai letters: ./build.sh reindex --model m changes that"
    ]
