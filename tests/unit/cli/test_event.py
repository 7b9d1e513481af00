"""./build.sh event"""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.client.address import ROOT
from cli.commands.event import event
from events.registry import DOCUMENT_DELETED, PASSAGES_FOUND, PIPELINE_WAKE, QUESTION_EMBEDDED
from events.signature import is_signed
from tests.unit.cli.conftest import KEY
from tests.unit.cli.fake_gateway import FakeGateway

SAMPLES = ROOT / "events" / "samples"


def post(*arguments: str | Path) -> Result:
    return CliRunner().invoke(event, [str(argument) for argument in arguments])


def sample(type_: str) -> Path:
    return SAMPLES / f"{type_}.json"


def test_an_event_comes_to_the_broker_signed(gateway: FakeGateway) -> None:
    result = post(sample(DOCUMENT_DELETED))
    assert (result.exit_code, result.stdout) == (0, "202 Accepted\n")
    [(path, posted)] = gateway.events
    assert (path, posted.type, is_signed(KEY, posted)) == ("/minirag/default", DOCUMENT_DELETED, True)


def test_the_answer_of_a_function_is_shown_in_full(gateway: FakeGateway) -> None:
    result = post(sample(QUESTION_EMBEDDED), "--to", "search")
    assert result.exit_code == 0
    assert [
        word for word in ("200 OK\n", f"ce-type: {PASSAGES_FOUND}", '"passages":') if word not in result.stdout
    ] == []
    [(path, posted)] = gateway.events
    assert (path, is_signed(KEY, posted)) == ("/-/services/search/", True)


def test_a_wake_comes_to_where_functions_take_it(gateway: FakeGateway) -> None:
    post(sample(PIPELINE_WAKE), "--to", "search")
    assert gateway.events[0][0] == "/-/services/search/wake"


def test_a_refusal_is_shown_and_is_a_failure(gateway: FakeGateway) -> None:
    gateway.refusal = "no such event"
    result = post(sample(DOCUMENT_DELETED))
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "422 Unprocessable Entity")
    assert "no such event" in result.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "event.json: the event is not JSON"),
        ("{", "event.json: the event is not JSON"),
        ("[]", "event.json: not a valid CloudEvent"),
        ('{"id": "1"}', "event.json: not a valid CloudEvent"),
    ],
)
def test_what_is_no_event_is_told_so(gateway: FakeGateway, tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "event.json"
    file.write_text(text)
    result = post(file)
    assert (result.exit_code, told in result.stderr) == (1, True)


def test_without_a_key_it_is_told_what_makes_one(gateway: FakeGateway, home: Path) -> None:
    (home / "secrets" / "minirag" / "signing").unlink()
    result = post(sample(DOCUMENT_DELETED))
    assert (result.exit_code, "./build.sh up" in result.stderr) == (1, True)


def test_without_a_running_minirag_it_is_told_so() -> None:
    result = post(sample(DOCUMENT_DELETED))
    assert (result.exit_code, "is not running" in result.stderr) == (1, True)


def test_a_minirag_elsewhere_gets_none(gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINIRAG_URL", gateway.url)
    result = post(sample(DOCUMENT_DELETED))
    assert (result.exit_code, "MINIRAG_URL" in result.stderr) == (1, True)
